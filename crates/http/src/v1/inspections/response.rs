//! An inspection as clients see it.

use bihuan_app::quality::inspections::InspectionView;
use bihuan_app::reply::StoredReply;
use bihuan_domain::quality::Sheet;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::inspect::JudgedItem;
use crate::reply;
use crate::v1::schema::{Code, Moment};

/// A ticket that the lot chose for inspection.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Inspection)]
pub(super) struct InspectionResponse {
    /// Its id.
    id: Uuid,
    /// The code of the plan.
    #[schema(value_type = Code)]
    plan: String,
    /// The month whose tickets were drawn from.
    #[schema(example = "2026-06")]
    period: String,
    /// The ticket.
    ticket_id: Uuid,
    /// The code of the unit that took it.
    unit: String,
    /// The lot, of a million: below `percent` times ten thousand it is taken.
    lot: u32,
    /// How many in a hundred were to be taken.
    percent: u8,
    /// What was found; absent while nobody has looked.
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<SheetResponse>,
    /// The score as it stands after contests.
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<u16>,
    /// Counts the changes.
    version: i64,
}

/// What was found.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = InspectionSheet)]
struct SheetResponse {
    /// The user who looked.
    by: Uuid,
    /// When.
    at: Moment,
    /// The defects; each stands in the register of errors, where it can be contested.
    defects: Vec<FoundResponse>,
    /// What was looked at, as far as the plan says what always is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    items: Vec<JudgedItem>,
    /// The score as the inspector gave it.
    score: u16,
    /// A note.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

/// One defect of one person.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = InspectionDefect)]
struct FoundResponse {
    /// The code of the defect.
    #[schema(value_type = Code)]
    defect: String,
    /// The user whose it is.
    person_id: Uuid,
    /// What happened.
    note: String,
    /// The error in the register.
    error_id: Uuid,
}

impl From<&Sheet> for SheetResponse {
    fn from(sheet: &Sheet) -> Self {
        let defects = sheet.found.iter().map(|found| FoundResponse {
            defect: found.defect.to_string(),
            person_id: found.person.0,
            note: found.note.clone(),
            error_id: found.error.0,
        });
        let items = sheet.items.iter().map(|one| JudgedItem { item: one.item.clone(), met: one.met });
        Self {
            by: sheet.by.0,
            at: sheet.at.into(),
            defects: defects.collect(),
            items: items.collect(),
            score: sheet.score,
            note: sheet.note.clone(),
        }
    }
}

impl From<&InspectionView> for InspectionResponse {
    fn from(view: &InspectionView) -> Self {
        let inspection = &view.inspection;
        Self {
            id: inspection.id.0,
            plan: inspection.plan.to_string(),
            period: inspection.period.clone(),
            ticket_id: inspection.ticket.0,
            unit: inspection.unit.to_string(),
            lot: inspection.lot.lot,
            percent: inspection.lot.percent,
            sheet: inspection.sheet.as_ref().map(SheetResponse::from),
            score: view.score,
            version: view.version,
        }
    }
}

/// The inspection after its sheet was filled in.
pub(super) fn changed(view: &InspectionView) -> StoredReply {
    reply::changed(view.version, &InspectionResponse::from(view))
}
