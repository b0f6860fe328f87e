//! The conditions of each class of customer can be met.

use crate::policy::bundle::Bundle;
use crate::policy::customers::{ATTRIBUTES_MAX, Attribute, SegmentCondition};

use super::Findings;

pub(super) fn check(bundle: &Bundle, findings: &mut Findings) {
    let too_many = bundle.attributes.len() > ATTRIBUTES_MAX;
    findings.add_if(too_many, format!("attribute[{ATTRIBUTES_MAX}]"), format!("more than {ATTRIBUTES_MAX} attributes"));
    for (place, segment) in bundle.segments.iter().enumerate() {
        for (index, condition) in segment.when.iter().enumerate() {
            let path = format!("segment[{place}].when[{index}]");
            match bundle.attributes.iter().find(|attribute| attribute.code == condition.attribute) {
                Some(attribute) => fits(findings, &path, condition, attribute),
                None => {
                    let message = format!("there is no attribute `{}`", condition.attribute);
                    findings.add(format!("{path}.attribute"), message);
                }
            }
        }
    }
}

fn fits(findings: &mut Findings, path: &str, condition: &SegmentCondition, attribute: &Attribute) {
    let SegmentCondition { at_least, one_of, .. } = condition;
    let code = &attribute.code;
    if attribute.values.is_empty() {
        let wrong = at_least.is_none() || !one_of.is_empty();
        findings.add_if(wrong, path, format!("`{code}` is a number: say `at_least`, and nothing else"));
        return;
    }
    let wrong = at_least.is_some() || one_of.is_empty();
    findings.add_if(wrong, path, format!("`{code}` has listed values: say `one_of`, and nothing else"));
    for (index, value) in one_of.iter().enumerate() {
        let unknown = attribute.values.iter().all(|listed| listed.code != *value);
        findings.add_if(unknown, format!("{path}.one_of[{index}]"), format!("`{code}` has no value `{value}`"));
    }
}
