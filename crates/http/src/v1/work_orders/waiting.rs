//! What clients see of a suspension (挂起) and of an extension (延期).

use bihuan_domain::work_order::{ExtensionRequest, Suspension};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::v1::schema::Moment;

/// A suspension that is asked for or in force.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct SuspensionResponse {
    /// Why, from the policy's list.
    reason: String,
    /// When it ends by itself.
    until: Moment,
    /// Whether it is in force; otherwise it waits to be decided on.
    in_force: bool,
    /// When it was asked for.
    requested_at: Moment,
    /// The user who asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    requested_by: Option<Uuid>,
    /// When it was approved.
    #[serde(skip_serializing_if = "Option::is_none")]
    approved_at: Option<Moment>,
    /// The user who approved.
    #[serde(skip_serializing_if = "Option::is_none")]
    approved_by: Option<Uuid>,
}

/// An extension that waits to be decided on.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ExtensionResponse {
    /// Which clock.
    clock: String,
    /// By how much, in the unit of its limit; minutes for a promised moment.
    by: u32,
    /// Why.
    reason: String,
    /// When it was asked for.
    requested_at: Moment,
    /// The user who asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    requested_by: Option<Uuid>,
}

impl From<&Suspension> for SuspensionResponse {
    fn from(suspension: &Suspension) -> Self {
        Self {
            reason: suspension.reason.to_string(),
            until: suspension.until.into(),
            in_force: suspension.in_force(),
            requested_at: suspension.requested_at.into(),
            requested_by: suspension.requested_by.map(|user| user.0),
            approved_at: suspension.approved_at.map(Moment),
            approved_by: suspension.approved_by.map(|user| user.0),
        }
    }
}

impl From<&ExtensionRequest> for ExtensionResponse {
    fn from(asked: &ExtensionRequest) -> Self {
        Self {
            clock: asked.clock.to_string(),
            by: asked.by,
            reason: asked.reason.clone(),
            requested_at: asked.requested_at.into(),
            requested_by: asked.requested_by.map(|user| user.0),
        }
    }
}
