//! A legal hold as clients see it.

use bihuan_app::records::Hold;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::v1::events::response::ActorResponse;
use crate::v1::schema::Moment;

/// While it is on a ticket, none of its records are purged and its customer is not erased.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = LegalHold)]
pub(super) struct LegalHoldResponse {
    /// Its id.
    id: Uuid,
    /// The ticket.
    ticket_id: Uuid,
    /// Why.
    reason: String,
    /// Since when.
    placed_at: Moment,
    /// By whom.
    placed_by: ActorResponse,
    /// When it was lifted.
    #[serde(skip_serializing_if = "Option::is_none")]
    lifted_at: Option<Moment>,
    /// By whom it was lifted.
    #[serde(skip_serializing_if = "Option::is_none")]
    lifted_by: Option<ActorResponse>,
    /// Why it was lifted.
    #[serde(skip_serializing_if = "Option::is_none")]
    lift_reason: Option<String>,
    /// Counts the changes.
    version: i64,
}

impl From<&Hold> for LegalHoldResponse {
    fn from(hold: &Hold) -> Self {
        let lifted = hold.lifted.as_ref();
        Self {
            id: hold.id.0,
            ticket_id: hold.ticket.0,
            reason: hold.reason.clone(),
            placed_at: hold.placed_at.into(),
            placed_by: hold.placed_by.clone().into(),
            lifted_at: lifted.map(|(at, ..)| Moment(*at)),
            lifted_by: lifted.map(|(_, by, _)| by.clone().into()),
            lift_reason: lifted.map(|(.., reason)| reason.clone()),
            version: hold.version,
        }
    }
}
