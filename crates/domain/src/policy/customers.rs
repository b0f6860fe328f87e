//! Classes of customer (客户细分), and what is known of customers by which their class is found.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::code::{AttributeCode, SegmentCode, ValueCode};
use crate::customer::AttributeValue;

use super::vocabulary::Text;

/// The most attributes of a policy.
pub const ATTRIBUTES_MAX: usize = 100;

/// A class of customer that rules may tell from others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Segment {
    /// Its code.
    pub code: SegmentCode,
    /// What people call it.
    pub name: Text,
    /// Who is of it unless his file names a class: whoever meets one of these. The first class that somebody meets is his.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<SegmentCondition>,
}

/// What of a customer's attributes makes him one of a class: either a least number or some of the listed values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SegmentCondition {
    /// The attribute.
    pub attribute: AttributeCode,
    /// The least number, for an attribute without `values`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<i64>,
    /// Any of these, for an attribute with `values`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub one_of: Vec<ValueCode>,
}

impl SegmentCondition {
    pub(super) fn is_met_by(&self, value: &AttributeValue) -> bool {
        match value {
            AttributeValue::Number(number) => self.at_least.is_some_and(|least| *number >= least),
            AttributeValue::Listed(code) => self.one_of.contains(code),
        }
    }
}

/// Something that is known of customers (客户属性): a whole number, or one of the values that are listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Attribute {
    /// Its code.
    pub code: AttributeCode,
    /// What people call it, with its unit.
    pub name: Text,
    /// The values it may have; none when it is a number.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<ListedValue>,
}

/// One of the values of an attribute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListedValue {
    /// Its code.
    pub code: ValueCode,
    /// What people call it.
    pub name: Text,
}
