//! That work was sent back, as clients see it.

use bihuan_domain::work_order::Correction;
use serde::Serialize;
use utoipa::ToSchema;

use crate::v1::schema::Moment;

/// That work was sent back, to be filled in or done again.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Correction)]
pub(crate) struct CorrectionResponse {
    /// What is wrong.
    reason: String,
    /// Which of the policy's defects that is.
    #[serde(skip_serializing_if = "Option::is_none")]
    defect: Option<String>,
    /// When it was sent back.
    ordered_at: Moment,
    /// When the unit replied again.
    #[serde(skip_serializing_if = "Option::is_none")]
    resubmitted_at: Option<Moment>,
}

impl From<&Correction> for CorrectionResponse {
    fn from(correction: &Correction) -> Self {
        Self {
            reason: correction.reason.clone(),
            defect: correction.defect.as_ref().map(ToString::to_string),
            ordered_at: Moment(correction.ordered_at),
            resubmitted_at: correction.resubmitted_at.map(Moment),
        }
    }
}
