//! `POST /v1/customers`

use actix_web::{Responder, post, web};
use bihuan_app::customers::{self, NewCustomer, SegmentedCustomer};
use bihuan_app::reply::StoredReply;
use bihuan_domain::code::SegmentCode;
use bihuan_domain::customer::{Attributes, Classification};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::classification::{ATTRIBUTES_MAX, AttributeValueSchema};
use super::response::CustomerResponse;
use crate::extract::caller::Caller;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::Json;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::state::State;
use crate::v1::limits::{ADDRESS_LENGTH_MAX, NAME_LENGTH_MAX, PHONE_LENGTH_MAX, REGION_LENGTH_MAX};
use crate::v1::schema::Code;

/// The longest account, in characters.
const ACCOUNT_LENGTH_MAX: u64 = 32;

/// A customer to create.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct CreateCustomerRequest {
    /// The name.
    #[validate(length(min = 1, max = NAME_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// The phone number.
    #[validate(length(min = 1, max = PHONE_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 32)]
    phone: Option<String>,
    /// The account in the marketing system (户号); belongs to one customer only.
    #[validate(length(min = 1, max = ACCOUNT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 32)]
    account: Option<String>,
    /// The address.
    #[validate(length(min = 1, max = ADDRESS_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 300)]
    address: Option<String>,
    /// The code of the region.
    #[validate(length(min = 1, max = REGION_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 32)]
    region: Option<String>,
    /// The class of customer (客户细分), a code of the policy: tickets opened for the customer are of it. Without one it is found
    /// in the attributes.
    #[schema(value_type = Option<Code>)]
    segment: Option<SegmentCode>,
    /// What is known of the customer (客户属性), by the code of the attribute.
    #[serde(default)]
    #[validate(length(max = ATTRIBUTES_MAX))]
    #[schema(value_type = BTreeMap<String, AttributeValueSchema>)]
    attributes: Attributes,
}

/// Create a customer
#[utoipa::path(
    tag = "customers",
    params(IdempotencyKey),
    responses((status = 201, description = "Created", body = CustomerResponse,
        headers(("Location" = String), ("ETag" = String))))
)]
#[post("/customers")]
pub(super) async fn create_customer(
    caller: Caller,
    state: web::Data<State>,
    key: IdempotencyKey,
    body: Json<CreateCustomerRequest>,
) -> Result<impl Responder, Problem> {
    let reply = reply::to(&caller, "create_customer", key, &body.fingerprint, render);
    let CreateCustomerRequest { name, phone, account, address, region, segment, attributes } = body.into_inner();
    let new =
        NewCustomer { name, phone, account, address, region, classification: Classification { segment, attributes } };
    Ok(Answered(customers::create(&state.app, &caller, new, reply).await?))
}

fn render(known: &SegmentedCustomer) -> StoredReply {
    let customer = &known.customer;
    let location = format!("/v1/customers/{}", customer.id);
    reply::created(location, Some(customer.version), &CustomerResponse::from(known))
}
