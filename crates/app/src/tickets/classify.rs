//! What a ticket is about, checked against the policy: the same when it is opened and when it is reclassified.

use bihuan_domain::code::{AreaCode, KindCode, LevelCode, TypeCode};
use bihuan_domain::policy::Policy;
use bihuan_domain::ticket::Classification;
use bihuan_domain::time::Timestamp;

use crate::error::FieldError;

/// What somebody says a ticket is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    /// Business kind; may be left out when the type says it.
    pub kind: Option<KindCode>,
    /// Node of the catalogue.
    pub service_type: Option<TypeCode>,
    /// Grade; the mildest of the kind when left out.
    pub level: Option<LevelCode>,
    /// Class of area; the first of the policy when left out.
    pub area: Option<AreaCode>,
    /// A moment promised to the customer.
    pub target_at: Option<Timestamp>,
}

/// The classification, with what the policy fills in, or everything that does not fit the policy.
pub(super) fn classify(policy: &Policy, named: Named) -> Result<Classification, Vec<FieldError>> {
    let mut errors = Vec::new();
    let mut check = |known: bool, pointer: &str| {
        if !known {
            errors.push(FieldError::new(pointer, "unknown"));
        }
    };
    let node = named.service_type.as_ref().map(|code| policy.service_type(code));
    check(node.is_none_or(|found| found.is_some()), "/type");
    let node = node.flatten();
    let kind = named.kind.or_else(|| node.map(|node| node.kind.clone()));
    let spec = kind.as_ref().and_then(|code| policy.kind(code));
    check(spec.is_some(), "/kind");
    check(node.is_none_or(|node| kind.as_ref().is_none_or(|kind| node.kind == *kind)), "/type");
    check(named.area.as_ref().is_none_or(|code| policy.area(code).is_some()), "/area");
    let level_fits = |code| spec.is_some_and(|spec| spec.levels.contains(code));
    check(named.level.as_ref().is_none_or(level_fits), "/level");
    let area = named.area.or_else(|| policy.bundle().areas.first().map(|area| area.code.clone()));
    match (kind, area) {
        (Some(kind), Some(area)) if errors.is_empty() => Ok(Classification {
            kind,
            service_type: named.service_type,
            level: named.level.or_else(|| spec.and_then(|spec| spec.levels.first().cloned())),
            area,
            target_at: named.target_at,
        }),
        _ => Err(errors),
    }
}

/// What is said of a ticket that is something already: what is not said stays, as far as it fits what is said. With
/// another kind the type goes, and so does a grade that the kind does not have.
pub(super) fn over(present: Classification, named: Named, policy: &Policy) -> Named {
    let node = |code: &TypeCode| policy.service_type(code).map(|node| node.kind.clone());
    let said = named.kind.or_else(|| named.service_type.as_ref().and_then(node));
    let kind = said.unwrap_or_else(|| present.kind.clone());
    let levels = policy.kind(&kind).map(|spec| spec.levels.as_slice()).unwrap_or_default();
    Named {
        service_type: named.service_type.or_else(|| present.service_type.filter(|_| kind == present.kind)),
        level: named.level.or_else(|| present.level.filter(|level| levels.contains(level))),
        area: Some(named.area.unwrap_or(present.area)),
        target_at: named.target_at.or(present.target_at),
        kind: Some(kind),
    }
}
