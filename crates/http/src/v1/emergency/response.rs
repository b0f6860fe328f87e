//! How emergency mode stands.

use bihuan_app::emergency::EmergencyMode;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::v1::schema::Moment;

/// How emergency mode stands. Without the other members: nobody has ever declared it.
#[derive(Debug, Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct EmergencyResponse {
    /// Whether it is on: tickets that are opened now are marked, and the policy may have other limits for them.
    active: bool,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// Since when it is on, or off.
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<Moment>,
    /// The user who said so.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<Uuid>,
}

impl From<EmergencyMode> for EmergencyResponse {
    fn from(mode: EmergencyMode) -> Self {
        Self { active: mode.active, reason: Some(mode.reason), since: Some(mode.since.into()), by: Some(mode.by.0) }
    }
}
