//! `POST /v1/records/purges`

use actix_web::{post, web};
use bihuan_app::jobs::JobRecord;
use bihuan_app::records::purge;
use bihuan_app::reply::StoredReply;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::extract::caller::Caller;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::Json;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::state::State;
use crate::v1::jobs::response::{self, JobResponse};

/// How to purge.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct PurgeRecordsRequest {
    /// Purge nothing, but say what would be purged.
    #[serde(default)]
    dry_run: bool,
}

/// Purge records
///
/// A job takes away the contents of records that were kept as long as the policy wants, and what names the customer in
/// tickets that are old enough; numbers, hashes, region and kind stay. What a legal hold is on stays whole. The report is
/// the result of the job. Only for people who see everything.
#[utoipa::path(
    tag = "records",
    params(IdempotencyKey),
    responses((
        status = 202, description = "A job does it", body = JobResponse,
        headers(("Location" = String, description = "The path of the job"))
    ))
)]
#[post("/records/purges")]
pub(super) async fn purge_records(
    state: web::Data<State>,
    caller: Caller,
    key: IdempotencyKey,
    body: Json<PurgeRecordsRequest>,
) -> Result<Answered, Problem> {
    let reply = reply::to(&caller, "purge_records", key, &body.fingerprint, accepted);
    Ok(Answered(purge::purge(&state.app, &caller, body.into_inner().dry_run, reply).await?))
}

fn accepted(job: &JobRecord) -> StoredReply {
    reply::accepted(response::path(job), &JobResponse::plain(job))
}
