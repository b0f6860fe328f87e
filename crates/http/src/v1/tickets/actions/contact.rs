//! `POST /v1/tickets/{id}/actions/contact`

use actix_web::post;
use bihuan_domain::code::ChannelCode;
use bihuan_domain::id::CallId;
use bihuan_domain::ticket::{CustomerContact, TicketCommand};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::act;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::Json;
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::Answered;
use crate::v1::action::Asked;
use crate::v1::limits::TEXT_LENGTH_MAX;
use crate::v1::schema::Code;
use crate::v1::tickets::response::TicketResponse;

/// That the customer got in touch again.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ContactTicketRequest {
    /// How, from the policy's list.
    #[schema(value_type = Code)]
    channel: ChannelCode,
    /// What the customer said.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    text: String,
    /// The call.
    call_id: Option<Uuid>,
}

/// Record that the customer got in touch again
///
/// About a ticket that is there already. While a closed ticket may be reopened, the answer offers that in `reopenOffer`, or the
/// ticket has been reopened, as the policy says for its kind.
#[utoipa::path(
    tag = "tickets",
    params(ById, IdempotencyKey),
    responses((
        status = 200, description = "Recorded", body = TicketResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/tickets/{id}/actions/contact")]
pub(super) async fn contact_ticket(asked: Asked, body: Json<ContactTicketRequest>) -> Result<Answered, Problem> {
    let Json { value: body, fingerprint } = body;
    let ContactTicketRequest { channel, text, call_id } = body;
    let command = TicketCommand::Contact(CustomerContact { channel, text, call: call_id.map(CallId) });
    act(asked, "contact_ticket", None, &fingerprint, command).await
}
