//! Sending work back (退回): why, and when it came again.

use serde::{Deserialize, Serialize};

use crate::code::DefectCode;
use crate::time::Timestamp;

/// That work was sent back, to be filled in or done again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// What is wrong.
    pub reason: String,
    /// Which of the policy's defects that is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub defect: Option<DefectCode>,
    /// When it was sent back.
    pub ordered_at: Timestamp,
    /// When the unit replied again; none while it has not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resubmitted_at: Option<Timestamp>,
}

impl Correction {
    /// Sent back just now.
    #[must_use]
    pub fn ordered(reason: &str, defect: Option<&DefectCode>, at: Timestamp) -> Self {
        Self { reason: reason.to_owned(), defect: defect.cloned(), ordered_at: at, resubmitted_at: None }
    }
}
