//! An error of the register as clients see it.

use bihuan_app::quality::staff_errors::Versioned;
use bihuan_app::reply::StoredReply;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::reply;
use crate::v1::contest::ContestResponse;
use crate::v1::schema::{Code, Moment};

/// One error of one person. Nothing of it is ever edited; it can be contested.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = StaffError)]
pub(crate) struct StaffErrorResponse {
    /// Its id.
    id: Uuid,
    /// The code of what was done wrong.
    #[schema(value_type = Code)]
    defect: String,
    /// The user who did it.
    person_id: Uuid,
    /// The code of his unit.
    unit: String,
    /// The ticket.
    #[serde(skip_serializing_if = "Option::is_none")]
    ticket_id: Option<Uuid>,
    /// The inspection that found it.
    #[serde(skip_serializing_if = "Option::is_none")]
    inspection_id: Option<Uuid>,
    /// What it costs.
    points: u16,
    /// The first, second, n-th offence within the counting period.
    #[serde(skip_serializing_if = "Option::is_none")]
    offence: Option<u32>,
    /// What is proposed: never done by the system.
    #[serde(skip_serializing_if = "Option::is_none")]
    consequence: Option<String>,
    /// The fine proposed.
    #[serde(skip_serializing_if = "Option::is_none")]
    fine: Option<u32>,
    /// What happened.
    note: String,
    /// The user who registered it.
    registered_by: Uuid,
    /// When.
    at: Moment,
    /// The month it counts in.
    #[schema(example = "2026-06")]
    period: String,
    /// Whether it counts: not when a contest was upheld.
    stands: bool,
    /// What the person holds against it.
    #[serde(skip_serializing_if = "Option::is_none")]
    contest: Option<ContestResponse>,
    /// Counts the changes.
    version: i64,
}

impl From<&Versioned> for StaffErrorResponse {
    fn from((version, error): &Versioned) -> Self {
        Self {
            id: error.id.0,
            defect: error.defect.to_string(),
            person_id: error.person.0,
            unit: error.unit.to_string(),
            ticket_id: error.ticket.map(|ticket| ticket.0),
            inspection_id: error.inspection.map(|inspection| inspection.0),
            points: error.points,
            offence: error.offence.as_ref().map(|offence| offence.no),
            consequence: error.offence.as_ref().map(|offence| offence.consequence.to_string()),
            fine: error.fine,
            note: error.note.clone(),
            registered_by: error.registered_by.0,
            at: error.at.into(),
            period: error.period.clone(),
            stands: error.stands(),
            contest: error.contest.as_ref().map(ContestResponse::from),
            version: *version,
        }
    }
}

/// The error after something was said about it.
pub(super) fn changed(error: &Versioned) -> StoredReply {
    reply::changed(error.0, &StaffErrorResponse::from(error))
}
