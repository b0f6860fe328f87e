//! `POST /v1/staff-errors`

use actix_web::{post, web};
use bihuan_app::quality::staff_errors::{self, NewStaffError, Versioned};
use bihuan_app::reply::StoredReply;
use bihuan_domain::code::DefectCode;
use bihuan_domain::id::{TicketId, UserId};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::response::StaffErrorResponse;
use crate::extract::caller::Caller;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::Json;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::state::State;
use crate::v1::limits::TEXT_LENGTH_MAX;
use crate::v1::schema::Code;

/// An error of somebody.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct RegisterStaffErrorRequest {
    /// The code of what was done wrong.
    #[schema(value_type = Code)]
    defect: DefectCode,
    /// The user who did it.
    person_id: Uuid,
    /// The ticket.
    ticket_id: Option<Uuid>,
    /// The fine proposed, within the range that the defect has.
    fine: Option<u32>,
    /// What happened.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    note: String,
}

/// Register an error
///
/// Which offence it is within the counting period, and what the ladder of the policy proposes, is found when it is written.
/// It cannot be edited or taken away; the person sees it and can contest it.
#[utoipa::path(
    tag = "quality",
    params(IdempotencyKey),
    responses((
        status = 201, description = "Registered", body = StaffErrorResponse,
        headers(("Location" = String, description = "Its path"), ("ETag" = String, description = "Its version"))
    ))
)]
#[post("/staff-errors")]
pub(super) async fn register_staff_error(
    state: web::Data<State>,
    caller: Caller,
    key: IdempotencyKey,
    body: Json<RegisterStaffErrorRequest>,
) -> Result<Answered, Problem> {
    let reply = reply::to(&caller, "register_staff_error", key, &body.fingerprint, render);
    let RegisterStaffErrorRequest { defect, person_id, ticket_id, fine, note } = body.into_inner();
    let (person, ticket) = (UserId(person_id), ticket_id.map(TicketId));
    let new = NewStaffError { defect, person, ticket, fine, note };
    Ok(Answered(staff_errors::register(&state.app, &caller, new, reply).await?))
}

fn render(error: &Versioned) -> StoredReply {
    reply::created(format!("/v1/staff-errors/{}", error.1.id), Some(error.0), &StaffErrorResponse::from(error))
}
