//! `POST /v1/tickets/{id}/actions/follow-script`

use std::collections::BTreeSet;

use actix_web::post;
use bihuan_domain::code::ScriptCode;
use bihuan_domain::ticket::TicketCommand;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::act;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::Json;
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::Answered;
use crate::v1::action::Asked;
use crate::v1::limits::SCRIPT_PARTS_MAX;
use crate::v1::schema::Code;
use crate::v1::tickets::response::TicketResponse;

/// What was said.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct FollowScriptRequest {
    /// The script, of the policy in force.
    #[schema(value_type = Code)]
    script: ScriptCode,
    /// Its parts that were said.
    #[validate(length(min = 1, max = SCRIPT_PARTS_MAX))]
    #[schema(value_type = Vec<String>, min_items = 1, max_items = 50)]
    parts: BTreeSet<ScriptCode>,
}

/// Tick the parts of a script that were said
///
/// The ticket keeps them, with the version of the policy in whose words they were read.
#[utoipa::path(
    tag = "tickets",
    params(ById, IdempotencyKey),
    responses((
        status = 200, description = "Ticked", body = TicketResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/tickets/{id}/actions/follow-script")]
pub(super) async fn follow_script(asked: Asked, body: Json<FollowScriptRequest>) -> Result<Answered, Problem> {
    let Json { value: FollowScriptRequest { script, parts }, fingerprint } = body;
    act(asked, "follow_script", None, &fingerprint, TicketCommand::FollowScript { script, parts }).await
}
