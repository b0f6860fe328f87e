//! What clients see of an appeal.

use bihuan_app::appeals::AppealView;
use bihuan_domain::appeal::{AppealStage, Document, Measure, Ruling};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::v1::action::ActionResponse;
use crate::v1::schema::{AppealStageName, MeasureName, Moment};

/// An appeal.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AppealResponse {
    /// Its id.
    id: Uuid,
    /// The ticket.
    ticket_id: Uuid,
    /// The ticket's number.
    number: String,
    /// Its business type.
    business_type: String,
    /// What is contested.
    #[schema(value_type = MeasureName)]
    against: Measure,
    /// Which part of the ticket; `ticket` for the whole.
    subject: String,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    raw: Option<String>,
    /// What it should be.
    wanted: String,
    /// Reason and purpose.
    reason: String,
    /// The rule it rests on.
    basis: String,
    /// Its category.
    category: String,
    /// Who appeals.
    appellant: Uuid,
    /// For which unit.
    unit: String,
    /// The proof.
    documents: Vec<DocumentResponse>,
    /// Where it stands.
    #[schema(value_type = AppealStageName)]
    stage: AppealStage,
    /// What was ruled, the first level first.
    rulings: Vec<RulingResponse>,
    /// When it was raised.
    raised_at: Moment,
    /// By when the level that has it is to rule, or by when the last may be called upon.
    #[serde(skip_serializing_if = "Option::is_none")]
    due_at: Option<Moment>,
    /// Whether the level that has it should have ruled by now.
    overdue: bool,
    /// When it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    ended_at: Option<Moment>,
    /// Counts its changes.
    version: i64,
    /// What can be done to it, and whether the caller may do it now.
    actions: Vec<ActionResponse>,
}

/// A piece of proof.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AppealDocument)]
struct DocumentResponse {
    /// Where it is filed.
    reference: String,
    /// The departments that signed and sealed it.
    sealed_by: Vec<String>,
}

/// What one level ruled.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AppealRuling)]
struct RulingResponse {
    /// Who.
    by: Uuid,
    /// Whether the appeal was upheld.
    upheld: bool,
    /// Why.
    reason: String,
    /// When.
    at: Moment,
    /// Whether the limit for it was over.
    late: bool,
}

impl From<&AppealView> for AppealResponse {
    fn from(view: &AppealView) -> Self {
        let appeal = &view.appeal;
        Self {
            id: appeal.id.0,
            ticket_id: appeal.ticket.0,
            number: appeal.number.clone(),
            business_type: appeal.business_type.clone(),
            against: appeal.against,
            subject: appeal.subject.clone(),
            raw: appeal.raw.clone(),
            wanted: appeal.wanted.clone(),
            reason: appeal.reason.clone(),
            basis: appeal.basis.clone(),
            category: appeal.category.clone(),
            appellant: appeal.appellant.0,
            unit: appeal.unit.to_string(),
            documents: appeal.documents.iter().map(DocumentResponse::from).collect(),
            stage: appeal.stage,
            rulings: appeal.rulings.iter().map(RulingResponse::from).collect(),
            raised_at: Moment(appeal.raised_at),
            due_at: appeal.due_at.map(Moment),
            overdue: appeal.is_overdue(view.seen_at),
            ended_at: appeal.ended_at.map(Moment),
            version: view.version,
            actions: ActionResponse::all(&view.actions),
        }
    }
}

impl From<&Document> for DocumentResponse {
    fn from(document: &Document) -> Self {
        Self { reference: document.reference.clone(), sealed_by: document.sealed_by.clone() }
    }
}

impl From<&Ruling> for RulingResponse {
    fn from(ruling: &Ruling) -> Self {
        let Ruling { by, upheld, reason, at, late } = ruling.clone();
        Self { by: by.0, upheld, reason, at: Moment(at), late }
    }
}
