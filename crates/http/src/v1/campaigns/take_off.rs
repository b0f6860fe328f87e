//! `POST /v1/campaigns/{id}/actions/take-off`

use actix_web::post;
use bihuan_app::campaigns::{self, TakenOff};
use bihuan_app::reply::StoredReply;
use bihuan_domain::id::CampaignId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::Json;
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::v1::action::Asked;
use crate::v1::limits::{EXTERNAL_LENGTH_MAX, TEXT_LENGTH_MAX};

/// Whom nobody is to call any more.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct TakeOffRequest {
    /// His name in the list.
    #[validate(length(min = 1, max = EXTERNAL_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 128)]
    reference: String,
    /// Why, such as `paid`.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
}

/// Who was taken off.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct TakenOffResponse {
    /// His name in the list.
    reference: String,
    /// The ticket that stood for him.
    ticket_id: Uuid,
    /// Its number.
    number: String,
}

/// Take a member off the list
///
/// What he was to be called about has settled itself: his ticket is cancelled, and the call with it. Refused once he was
/// reached.
#[utoipa::path(
    tag = "campaigns",
    params(ById, IdempotencyKey),
    responses((status = 200, description = "Taken off", body = TakenOffResponse))
)]
#[post("/campaigns/{id}/actions/take-off")]
pub(super) async fn take_off_campaign(asked: Asked, body: Json<TakeOffRequest>) -> Result<Answered, Problem> {
    let Asked { state, caller, id, key } = asked;
    let reply = reply::to(&caller, "take_off_campaign", key, &body.fingerprint, render);
    let TakeOffRequest { reference, reason } = body.into_inner();
    Ok(Answered(campaigns::take_off(&state.app, &caller, CampaignId(id), (reference, reason), reply).await?))
}

fn render(taken: &TakenOff) -> StoredReply {
    let TakenOff { reference, ticket, number } = taken.clone();
    reply::done(&TakenOffResponse { reference, ticket_id: ticket.0, number })
}
