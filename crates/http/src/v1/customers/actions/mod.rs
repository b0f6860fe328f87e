//! What can be done to a customer.

mod allow_calls;
mod classify;
mod decline_calls;

use bihuan_app::customers::{self, CallsWish, SegmentedCustomer};
use bihuan_app::reply::StoredReply;
use bihuan_domain::id::CustomerId;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use validator::Validate;

use super::response::CustomerResponse;
use crate::extract::if_match::IfMatch;
use crate::extract::json::Json;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::v1::action::Asked;
use crate::v1::limits::TEXT_LENGTH_MAX;

pub(super) fn register(services: &mut ServiceConfig<'_>) {
    services
        .service(decline_calls::decline_calls_of_customer)
        .service(allow_calls::allow_calls_to_customer)
        .service(classify::classify_customer);
}

/// What the customer said.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct CallsWishRequest {
    /// What the customer said, or why he may be called again.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
}

async fn act(
    asked: Asked,
    operation: &'static str,
    version: IfMatch,
    body: Json<CallsWishRequest>,
    declined: bool,
) -> Result<Answered, Problem> {
    let Asked { state, caller, id, key } = asked;
    let reply = reply::to(&caller, operation, key, &body.fingerprint, changed);
    let wish = CallsWish { declined, reason: body.into_inner().reason };
    Ok(Answered(customers::set_calls_wish(&state.app, &caller, (CustomerId(id), version.0), wish, reply).await?))
}

fn changed(known: &SegmentedCustomer) -> StoredReply {
    reply::changed(known.customer.version, &CustomerResponse::from(known))
}
