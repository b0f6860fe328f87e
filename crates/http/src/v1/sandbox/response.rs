//! What the clock says.

use bihuan_domain::time::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// What the clock says.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct SandboxClockResponse {
    /// The present moment of the sandbox.
    #[schema(value_type = String, format = DateTime)]
    pub(super) now: Timestamp,
}
