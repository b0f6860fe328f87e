//! `POST /v1/calls`

use actix_web::{Responder, post, web};
use bihuan_app::calls::{self, NewCall, VersionedCall};
use bihuan_app::reply::StoredReply;
use bihuan_domain::code::ChannelCode;
use bihuan_domain::id::CustomerId;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::response::{CallDirection, CallResponse};
use crate::extract::caller::Caller;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::Json;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::state::State;
use crate::v1::limits::PHONE_LENGTH_MAX;
use crate::v1::schema::Code;

/// A call that begins.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct BeginCallRequest {
    /// The code of the channel.
    #[schema(value_type = Code)]
    channel: ChannelCode,
    /// The other side's number; none when it is suppressed.
    #[validate(length(min = 1, max = PHONE_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 32)]
    phone: Option<String>,
    /// The customer, when known.
    customer_id: Option<Uuid>,
    /// Who begins it; the customer unless said otherwise.
    #[serde(default)]
    direction: CallDirection,
}

/// Begin a call
///
/// The caller of this operation is the agent of the call.
#[utoipa::path(
    tag = "calls",
    params(IdempotencyKey),
    responses((status = 201, description = "Begun", body = CallResponse,
        headers(("Location" = String), ("ETag" = String))))
)]
#[post("/calls")]
pub(super) async fn begin_call(
    caller: Caller,
    state: web::Data<State>,
    key: IdempotencyKey,
    body: Json<BeginCallRequest>,
) -> Result<impl Responder, Problem> {
    let reply = reply::to(&caller, "begin_call", key, &body.fingerprint, render);
    let BeginCallRequest { channel, phone, customer_id, direction } = body.into_inner();
    let new = NewCall { channel, direction: direction.into(), phone, customer: customer_id.map(CustomerId) };
    Ok(Answered(calls::begin(&state.app, &caller, new, reply).await?))
}

fn render(call: &VersionedCall) -> StoredReply {
    reply::created(format!("/v1/calls/{}", call.1.id), Some(call.0), &CallResponse::from(call))
}
