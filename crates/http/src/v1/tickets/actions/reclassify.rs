//! `POST /v1/tickets/{id}/actions/reclassify`

use actix_web::post;
use bihuan_app::tickets::{self, Named, Reclassification};
use bihuan_domain::code::{AreaCode, KindCode, LevelCode, TypeCode};
use bihuan_domain::id::TicketId;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::changed;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::if_match::IfMatch;
use crate::extract::json::Json;
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::v1::action::Asked;
use crate::v1::limits::TEXT_LENGTH_MAX;
use crate::v1::schema::{Code, Moment};
use crate::v1::tickets::response::TicketResponse;

/// What a ticket is about from now on, and why. What is left out stays as far as it fits: with another kind the type goes,
/// and so does a grade that the kind does not have.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ReclassifyTicketRequest {
    /// Business kind.
    #[schema(value_type = Option<Code>)]
    kind: Option<KindCode>,
    /// Node of the service catalogue; it says the kind.
    #[serde(rename = "type")]
    #[schema(value_type = Option<Code>)]
    service_type: Option<TypeCode>,
    /// Grade.
    #[schema(value_type = Option<Code>)]
    level: Option<LevelCode>,
    /// Class of area.
    #[schema(value_type = Option<Code>)]
    area: Option<AreaCode>,
    /// A moment promised to the customer.
    target_at: Option<Moment>,
    /// Why.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
}

/// Reclassify a ticket
///
/// Gives it another kind, type, grade, area or promised moment. Its time limits follow: the policy says whether the time
/// used so far counts.
#[utoipa::path(
    tag = "tickets",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Reclassified", body = TicketResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/tickets/{id}/actions/reclassify")]
pub(super) async fn reclassify_ticket(
    asked: Asked,
    version: IfMatch,
    body: Json<ReclassifyTicketRequest>,
) -> Result<Answered, Problem> {
    let Asked { state, caller, id, key } = asked;
    let Json { value: body, fingerprint } = body;
    let reply = reply::to(&caller, "reclassify_ticket", key, &fingerprint, changed);
    let named = Named {
        kind: body.kind,
        service_type: body.service_type,
        level: body.level,
        area: body.area,
        target_at: body.target_at.map(|moment| moment.0),
    };
    let to = Reclassification { named, reason: body.reason };
    Ok(Answered(tickets::reclassify(&state.app, &caller, TicketId(id), version.0, to, reply).await?))
}
