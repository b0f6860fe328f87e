//! Refusing an unreasonable demand (不合理诉求): an outcome of its own, never without reasons.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;
use crate::work_order::{Reply, ReplyOutcome};

/// That what was demanded is unreasonable, and was refused: where it arrived, or by the unit that leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedDemand {
    /// Why: what is the company's duty and what is not.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

impl RefusedDemand {
    /// What the reply of the unit that leads says of it.
    pub(crate) fn by(reply: &Reply, at: Timestamp) -> Option<Self> {
        let reason = reply.reason.clone().filter(|_| reply.outcome == ReplyOutcome::Refused)?;
        Some(Self { reason, at })
    }
}
