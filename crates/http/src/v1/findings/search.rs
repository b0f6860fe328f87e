//! `POST /v1/findings/searches`

use actix_web::{post, web};
use bihuan_app::quality::findings::{self, Search};
use bihuan_app::reply::StoredReply;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::extract::caller::Caller;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::Json;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::state::State;
use crate::v1::schema::Moment;

/// Where to look.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct SearchFindingsRequest {
    /// The first moment.
    from: Moment,
    /// The end; not part of it, and at most 25 hours later.
    to: Moment,
}

/// What came of a search.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = FindingSearch)]
struct SearchResponse {
    /// Entries of the log that were looked at.
    entries: i64,
    /// Findings.
    found: i64,
    /// Of these, not found before.
    new: i64,
}

/// Look for gaming
///
/// In the tickets that the caller's unit and those below it took, by the checks of the policy: a pause asked for just before
/// a limit runs out, tickets ended in bulk, callbacks to numbers of the centre, copied replies. What was found before is
/// not found again.
#[utoipa::path(
    tag = "quality",
    params(IdempotencyKey),
    responses((status = 200, description = "Looked", body = SearchResponse))
)]
#[post("/findings/searches")]
pub(super) async fn search_findings(
    state: web::Data<State>,
    caller: Caller,
    key: IdempotencyKey,
    body: Json<SearchFindingsRequest>,
) -> Result<Answered, Problem> {
    let reply = reply::to(&caller, "search_findings", key, &body.fingerprint, render);
    let SearchFindingsRequest { from, to } = body.into_inner();
    Ok(Answered(findings::search(&state.app, &caller, (from.0, to.0), reply).await?))
}

fn render(search: &Search) -> StoredReply {
    let Search { entries, found, new } = *search;
    reply::done(&SearchResponse { entries, found, new })
}
