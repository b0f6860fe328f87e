//! What follows when customers answer by themselves.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What follows when a customer who answered by himself calls the matter solved and is not satisfied.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DissatisfiedAlone {
    /// The work is done again.
    #[default]
    Redo,
    /// Somebody who had no part in it looks at it and gives the final answer.
    Review,
}
