//! What class of customer somebody is, as clients say and see it.

use std::collections::BTreeMap;

use bihuan_domain::code::{AttributeCode, SegmentCode, ValueCode};
use bihuan_domain::customer::{AttributeValue, Attributes, Classification};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::v1::schema::Code;

/// The most attributes in one request: no policy has more.
pub(super) const ATTRIBUTES_MAX: u64 = bihuan_domain::policy::customers::ATTRIBUTES_MAX as u64;

/// What class of customer somebody is said to be of, and what is known of him.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ClassificationRequest {
    /// The class of customer (客户细分), a code of the policy. Without one it is found in the attributes.
    #[schema(value_type = Option<Code>)]
    segment: Option<SegmentCode>,
    /// What is known of the customer (客户属性), by the code of the attribute: all of it, at most 100, for what
    /// is left out is forgotten.
    #[validate(length(max = ATTRIBUTES_MAX))]
    #[schema(value_type = BTreeMap<String, AttributeValueSchema>)]
    attributes: BTreeMap<AttributeCode, AttributeValue>,
}

/// The value of an attribute: a whole number, or the code of one of the values that the policy lists.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
#[schema(as = AttributeValue)]
pub(super) enum AttributeValueSchema {
    /// A number.
    Number(i64),
    /// The code of a value.
    #[schema(value_type = Code)]
    Listed(ValueCode),
}

impl From<ClassificationRequest> for Classification {
    fn from(known: ClassificationRequest) -> Self {
        Self { segment: known.segment, attributes: known.attributes }
    }
}

/// Attributes as clients see them.
pub(super) fn shown(attributes: &Attributes) -> BTreeMap<String, AttributeValueSchema> {
    let value = |value: &AttributeValue| match value {
        AttributeValue::Number(number) => AttributeValueSchema::Number(*number),
        AttributeValue::Listed(code) => AttributeValueSchema::Listed(code.clone()),
    };
    attributes.iter().map(|(code, known)| (code.to_string(), value(known))).collect()
}
