//! `POST /v1/report-runs/{id}/actions/sign`

use std::collections::BTreeMap;

use actix_web::post;
use bihuan_app::reply::StoredReply;
use bihuan_app::reports::{self, ReportRun};
use bihuan_domain::code::AskCode;
use bihuan_domain::report::Said;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use super::response::RunResponse;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::Json;
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::v1::action::Asked;
use crate::v1::limits::{ASKS_MAX, TEXT_LENGTH_MAX, check_each};
use crate::v1::member;

/// What a signer says.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct SignReportRequest {
    /// Whether it is right; otherwise it is sent back.
    approves: bool,
    /// What the policy asks this signer for, by code; only who approves says it.
    #[serde(default)]
    #[validate(length(max = ASKS_MAX), custom(function = check_statements))]
    #[schema(value_type = BTreeMap<String, String>)]
    statements: BTreeMap<AskCode, String>,
    /// What else there is to say; why, when it is sent back.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    remark: Option<String>,
}

fn check_statements(statements: &BTreeMap<AskCode, String>) -> Result<(), ValidationError> {
    check_each(statements.values(), TEXT_LENGTH_MAX)
}

impl SignReportRequest {
    fn into_said(self) -> Result<Said, Problem> {
        match (self.approves, self.remark) {
            (true, remark) => Ok(Said::Approved { statements: self.statements, remark }),
            (false, _) if !self.statements.is_empty() => Err(member::contradicting("/statements", "/approves")),
            (false, Some(reason)) => Ok(Said::SentBack { reason }),
            (false, None) => Err(member::missing("/remark")),
        }
    }
}

/// Sign a report that ran, or send it back
///
/// In the order the policy names, each signature by another person. What is signed never changes: a report that was sent back
/// is run again.
#[utoipa::path(
    tag = "reports",
    params(ById, IdempotencyKey),
    responses((status = 200, description = "Signed, or sent back", body = RunResponse))
)]
#[post("/report-runs/{id}/actions/sign")]
pub(super) async fn sign_report_run(asked: Asked, body: Json<SignReportRequest>) -> Result<Answered, Problem> {
    let Asked { state, caller, id, key } = asked;
    let reply = reply::to(&caller, "sign_report_run", key, &body.fingerprint, render);
    let said = body.into_inner().into_said()?;
    Ok(Answered(reports::sign(&state.app, &caller, id, said, reply).await?))
}

fn render(run: &ReportRun) -> StoredReply {
    reply::done(&RunResponse::from(run))
}
