//! The units are one tree, and the roles together may do everything.

use crate::code::UnitCode;
use crate::permission::Permission;
use crate::policy::bundle::Bundle;
use crate::policy::organisation::UnitFunction;

use super::Findings;

pub(super) fn check(bundle: &Bundle, findings: &mut Findings) {
    one_root(bundle, findings);
    no_circle(bundle, findings);
    for permission in Permission::ALL {
        let given = bundle.roles.iter().any(|role| role.may.contains(permission));
        findings.add_if(!given, "role", format!("no role may do `{}`", permission.as_str()));
    }
}

fn one_root(bundle: &Bundle, findings: &mut Findings) {
    let roots: Vec<usize> =
        bundle.units.iter().enumerate().filter(|(_, unit)| unit.parent.is_none()).map(|(index, _)| index).collect();
    findings.add_if(roots.is_empty(), "unit", "no unit is at the top: exactly one must have no parent");
    for index in roots.into_iter().skip(1) {
        findings.add(format!("unit[{index}]"), "a second unit without a parent: exactly one must be at the top");
    }
    for (index, unit) in bundle.units.iter().enumerate() {
        let alone = unit.function == UnitFunction::Crew && unit.parent.is_none();
        findings.add_if(alone, format!("unit[{index}].function"), "a crew cannot be at the top");
    }
}

fn no_circle(bundle: &Bundle, findings: &mut Findings) {
    let above = |code: &UnitCode| bundle.units.iter().find(|unit| unit.code == *code)?.parent.as_ref();
    for (index, unit) in bundle.units.iter().enumerate() {
        let circle = std::iter::successors(unit.parent.as_ref(), |code| above(code))
            .take(bundle.units.len())
            .any(|code| *code == unit.code);
        findings.add_if(circle, format!("unit[{index}].parent"), "the units above lead back to this one");
    }
}
