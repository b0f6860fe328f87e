//! What class a customer is of.

use crate::code::{AttributeCode, SegmentCode};
use crate::customer::{AttributeValue, Attributes, Classification};
use crate::policy::customers::{Attribute, Segment, SegmentCondition};

use super::Policy;

/// Why an attribute does not fit the policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttributeFault {
    /// There is no such attribute, or no such value of it.
    Unknown,
    /// A number where values are listed, or the other way round.
    Type,
}

impl Policy {
    /// What class a customer is of: the one his file names, as far as this policy has it, or the first whose conditions his
    /// attributes meet.
    #[must_use]
    pub fn segment_of(&self, known: &Classification) -> Option<&SegmentCode> {
        let named = known.segment.as_ref().and_then(|code| self.segment(code));
        let found = || self.bundle.segments.iter().find(|segment| is_met(segment, &known.attributes));
        named.or_else(found).map(|segment| &segment.code)
    }

    /// The attributes of these that do not fit.
    pub fn attribute_faults<'a>(
        &'a self,
        attributes: &'a Attributes,
    ) -> impl Iterator<Item = (&'a AttributeCode, AttributeFault)> {
        attributes.iter().filter_map(|(code, value)| {
            let attribute = self.bundle.attributes.iter().find(|attribute| attribute.code == *code);
            let fault = attribute.map_or(Some(AttributeFault::Unknown), |attribute| fault(attribute, value));
            Some((code, fault?))
        })
    }
}

fn fault(attribute: &Attribute, value: &AttributeValue) -> Option<AttributeFault> {
    match value {
        AttributeValue::Number(_) if attribute.values.is_empty() => None,
        AttributeValue::Listed(_) if attribute.values.is_empty() => Some(AttributeFault::Type),
        AttributeValue::Number(_) => Some(AttributeFault::Type),
        AttributeValue::Listed(code) => {
            let listed = attribute.values.iter().any(|listed| listed.code == *code);
            (!listed).then_some(AttributeFault::Unknown)
        }
    }
}

fn is_met(segment: &Segment, attributes: &Attributes) -> bool {
    let meets = |condition: &SegmentCondition| {
        attributes.get(&condition.attribute).is_some_and(|value| condition.is_met_by(value))
    };
    segment.when.iter().any(meets)
}
