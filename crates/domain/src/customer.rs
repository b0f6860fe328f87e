//! What is known of a customer besides who he is, by which the policy finds what class he is of (客户细分).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::code::{AttributeCode, SegmentCode, ValueCode};

/// Attributes of a customer (客户属性), such as the voltage that supplies him: the bundle says which there are.
pub type Attributes = BTreeMap<AttributeCode, AttributeValue>;

/// The value of an attribute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum AttributeValue {
    /// A whole number, in the unit that the attribute's name says.
    Number(i64),
    /// One of the values that the bundle lists.
    Listed(ValueCode),
}

/// What class somebody is of: the one he was said to be, or what follows from his attributes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Classification {
    /// The class that was said; none leaves it to the attributes.
    pub segment: Option<SegmentCode>,
    /// What is known of him.
    pub attributes: Attributes,
}
