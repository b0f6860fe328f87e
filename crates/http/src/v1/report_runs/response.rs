//! Runs of reports as clients see them.

use bihuan_app::reports::ReportRun;
use bihuan_domain::policy::reports::{ApprovalSpec, AskSpec};
use bihuan_domain::report::{Said, Signature, Standing, standing};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::v1::schema::{Bilingual, CalendarDay, Moment, SigningStateName};

/// A report that ran.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ReportRun)]
pub(crate) struct RunResponse {
    /// Its id.
    id: Uuid,
    /// The report.
    code: String,
    /// What people call it.
    name: Bilingual,
    /// The first day.
    from: CalendarDay,
    /// The last day.
    to: CalendarDay,
    /// The unit, with all below.
    unit: String,
    /// When it ran.
    created_at: Moment,
    /// Who asked for it; none for what ran by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    created_by: Option<Uuid>,
    /// How it stands with its signatures; none for a report that nobody signs.
    #[serde(skip_serializing_if = "Option::is_none")]
    approval: Option<ApprovalResponse>,
}

impl From<&ReportRun> for RunResponse {
    fn from(run: &ReportRun) -> Self {
        let report = &run.report;
        Self {
            id: run.id,
            code: report.code.to_string(),
            name: report.name.clone().into(),
            from: CalendarDay(report.from),
            to: CalendarDay(report.to),
            unit: report.unit.to_string(),
            created_at: run.created_at.into(),
            created_by: run.created_by.map(|user| user.0),
            approval: standing(&report.approvals, &run.signatures).map(|standing| ApprovalResponse::of(run, standing)),
        }
    }
}

/// How a report stands with its signatures (签批).
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ReportApproval)]
pub(crate) struct ApprovalResponse {
    /// Whether it waits, was signed by everybody, or was sent back.
    #[schema(value_type = SigningStateName)]
    state: &'static str,
    /// The role whose signature it waits for.
    #[serde(skip_serializing_if = "Option::is_none")]
    awaits: Option<String>,
    /// Everybody who signs, in the order in which they do.
    steps: Vec<StepResponse>,
}

impl ApprovalResponse {
    fn of(run: &ReportRun, standing: Standing<'_>) -> Self {
        let awaits = match standing {
            Standing::Awaits(_, step) => Some(step.role.to_string()),
            Standing::Approved | Standing::SentBack => None,
        };
        let step = |(place, spec): (usize, &ApprovalSpec)| StepResponse::of(spec, run.signatures.get(place));
        let steps = run.report.approvals.iter().enumerate().map(step).collect();
        Self { state: standing.notice().as_str(), awaits, steps }
    }
}

/// A signature, or the place for one.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ReportApprovalStep)]
struct StepResponse {
    /// The role that signs.
    role: String,
    /// What people call it.
    name: Bilingual,
    /// What the signer is asked for, and what he said.
    statements: Vec<StatementResponse>,
    /// The signature, once there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    signature: Option<SignatureResponse>,
}

impl StepResponse {
    fn of(spec: &ApprovalSpec, signature: Option<&Signature>) -> Self {
        let said = |code: &str| match signature.map(|signature| &signature.said) {
            Some(Said::Approved { statements, .. }) => statements.get(code).cloned(),
            Some(Said::SentBack { .. }) | None => None,
        };
        let statement = |ask: &AskSpec| StatementResponse {
            code: ask.code.to_string(),
            name: ask.name.clone().into(),
            text: said(ask.code.as_str()),
        };
        Self {
            role: spec.role.to_string(),
            name: spec.name.clone().into(),
            statements: spec.asks.iter().map(statement).collect(),
            signature: signature.map(SignatureResponse::from),
        }
    }
}

/// Something that a signer is asked for.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ReportStatement)]
struct StatementResponse {
    /// Its code.
    code: String,
    /// What people call it.
    name: Bilingual,
    /// What he said.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

/// A signature.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ReportSignature)]
struct SignatureResponse {
    /// Who.
    by: Uuid,
    /// When.
    at: Moment,
    /// Whether he found it right; otherwise he sent it back.
    approves: bool,
    /// What else he said; why, when he sent it back.
    #[serde(skip_serializing_if = "Option::is_none")]
    remark: Option<String>,
    /// The SHA-256 of the report that he saw, as 64 hexadecimal digits.
    content: String,
}

impl From<&Signature> for SignatureResponse {
    fn from(signature: &Signature) -> Self {
        let (approves, remark) = match &signature.said {
            Said::Approved { remark, .. } => (true, remark.clone()),
            Said::SentBack { reason } => (false, Some(reason.clone())),
        };
        let Signature { by, at, content, .. } = signature;
        Self { by: by.0, at: (*at).into(), approves, remark, content: content.clone() }
    }
}
