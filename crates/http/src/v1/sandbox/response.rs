//! What the clock says.

use serde::Serialize;
use utoipa::ToSchema;

use crate::v1::schema::Moment;

/// What the clock says.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct SandboxClockResponse {
    /// The present moment of the sandbox.
    pub(super) now: Moment,
}
