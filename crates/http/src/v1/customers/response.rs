//! A customer as clients see it.

use std::collections::BTreeMap;

use bihuan_app::customers::SegmentedCustomer;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::classification::{AttributeValueSchema, shown};
use crate::v1::schema::Moment;

/// A person or firm that calls.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct CustomerResponse {
    /// The customer.
    id: Uuid,
    /// The name.
    name: String,
    /// The phone number, as given.
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
    /// The account in the marketing system (户号).
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<String>,
    /// The address.
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
    /// The code of the region.
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<String>,
    /// Counts the changes.
    version: i64,
    /// When the customer was created.
    created_at: Moment,
    /// That the customer wants no calls at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    calls_declined: Option<CallsDeclinedResponse>,
    /// The class of customer: the one that was named, or what the policy finds in the attributes; left out when of none.
    #[serde(skip_serializing_if = "Option::is_none")]
    segment: Option<String>,
    /// The class that the file names; left out when it names none. It counts as long as the policy has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    named_segment: Option<String>,
    /// What is known of the customer, by the code of the attribute.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    attributes: BTreeMap<String, AttributeValueSchema>,
}

/// That a customer wants no calls at all.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CallsDeclined)]
struct CallsDeclinedResponse {
    /// Since when.
    at: Moment,
    /// What the customer said.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

impl From<&SegmentedCustomer> for CustomerResponse {
    fn from(SegmentedCustomer { customer, segment }: &SegmentedCustomer) -> Self {
        Self {
            id: customer.id.0,
            name: customer.name.clone(),
            phone: customer.phone.clone(),
            account: customer.account.clone(),
            address: customer.address.clone(),
            region: customer.region.clone(),
            version: customer.version,
            created_at: customer.created_at.into(),
            calls_declined: customer
                .calls_declined
                .as_ref()
                .map(|declined| CallsDeclinedResponse { at: declined.at.into(), reason: declined.reason.clone() }),
            segment: segment.as_ref().map(ToString::to_string),
            named_segment: customer.classification.segment.as_ref().map(ToString::to_string),
            attributes: shown(&customer.classification.attributes),
        }
    }
}
