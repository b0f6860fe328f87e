//! What opens or drops aftercare.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::clock::Milestone;
use crate::code::MarkCode;

/// A happening in the life of a ticket: one that every centre has, or one of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Trigger {
    /// A milestone of the lifecycle.
    Milestone(Milestone),
    /// A mark of the centre's own.
    Mark(MarkCode),
}
