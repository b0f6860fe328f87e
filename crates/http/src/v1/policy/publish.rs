//! `POST /v1/policy/versions`

use std::collections::BTreeMap;

use actix_web::{post, web};
use bihuan_app::jobs::JobRecord;
use bihuan_app::policies::{self, MoveOpen, Published};
use bihuan_app::reply::StoredReply;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::draft::{self, Base, MoveOpenName};
use crate::extract::caller::Caller;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::BundleBody;
use crate::extract::query::Query;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::state::State;
use crate::v1::jobs::response::{self, JobResponse};

/// How to publish.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct PublishPolicyQuery {
    /// Publish nothing, but say what publishing would move.
    dry_run: Option<bool>,
}

/// A policy bundle: its files, read together as one document. At most 4 MiB.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct PublishPolicyRequest {
    /// What the files below are put upon; nothing when left out.
    base: Option<Base>,
    /// Texts in TOML by the name of the file. One that is null takes the file of that name away from the base.
    #[serde(default)]
    #[schema(example = json!({"calendars.toml": "[[calendar]]\n…"}))]
    files: BTreeMap<String, Option<String>>,
    /// What becomes of open tickets. They keep their rules and count by the new calendars when this is left out; they
    /// are left alone when, besides, this bundle is in force already.
    move_open: Option<MoveOpenName>,
}

/// What publishing brought about.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct PublishedPolicyResponse {
    /// The version in force now.
    version: i64,
    /// Whether it is new; the same content again is not.
    new: bool,
    /// How many units of the bundle were missing and have been added.
    units_added: usize,
    /// The path of the job that goes through the open tickets, when there may be any.
    #[serde(skip_serializing_if = "Option::is_none")]
    job: Option<String>,
}

/// Publish a policy
///
/// Reads and checks the files and puts them into force as the next version. Open tickets keep the rules they were opened
/// under; calendars are facts and hold for them, too, so a job moves their deadlines. With `dryRun` nothing is published,
/// and a job finds out which deadlines would move and by how much.
#[utoipa::path(
    tag = "policy",
    params(PublishPolicyQuery, IdempotencyKey),
    request_body = PublishPolicyRequest,
    responses(
        (
            status = 201, description = "Published", body = PublishedPolicyResponse,
            headers(("Location" = String, description = "The path of the version"))
        ),
        (
            status = 202, description = "A dry run: nothing is published, and a job finds out what would move",
            body = JobResponse, headers(("Location" = String, description = "The path of the job"))
        )
    )
)]
#[post("/policy/versions")]
pub(super) async fn publish_policy(
    state: web::Data<State>,
    caller: Caller,
    query: Query<PublishPolicyQuery>,
    key: IdempotencyKey,
    body: BundleBody<PublishPolicyRequest>,
) -> Result<Answered, Problem> {
    let fingerprint = body.fingerprint;
    let PublishPolicyRequest { base, files, move_open } = body.into_inner();
    let (files, move_open) = (draft::files(base, files), move_open.map(MoveOpen::from));
    let app = &state.app;
    Ok(Answered(if query.dry_run == Some(true) {
        let reply = reply::to(&caller, "preview_policy", key, &fingerprint, accepted);
        policies::preview(app, &caller, files, move_open.unwrap_or_default(), reply).await?
    } else {
        let reply = reply::to(&caller, "publish_policy", key, &fingerprint, created);
        policies::publish_as(app, &caller, files, move_open, reply).await?
    }))
}

fn created(published: &Published) -> StoredReply {
    let Published { version, new, units_added, job } = published;
    let job = job.map(|job| format!("/v1/jobs/{job}"));
    let body = PublishedPolicyResponse { version: version.0, new: *new, units_added: *units_added, job };
    reply::created(format!("/v1/policy/{version}"), None, &body)
}

/// The job that has just been queued.
pub(super) fn accepted(job: &JobRecord) -> StoredReply {
    reply::accepted(response::path(job), &JobResponse::plain(job))
}
