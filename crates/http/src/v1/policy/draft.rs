//! The files of a draft, as clients send them.

use std::collections::BTreeMap;

use bihuan_app::policies::{DraftFiles, MoveOpen};
use serde::Deserialize;
use utoipa::ToSchema;

/// What a draft starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = PolicyDraftBase)]
pub(super) enum Base {
    /// The files of the policy in force.
    Current,
}

/// What becomes of the tickets that are open when a policy is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = MoveOpen)]
pub(super) enum MoveOpenName {
    /// They keep their rules, and count by the new calendars.
    Calendars,
    /// They move to the new version where it still knows what they are.
    Policy,
}

impl From<MoveOpenName> for MoveOpen {
    fn from(name: MoveOpenName) -> Self {
        match name {
            MoveOpenName::Calendars => Self::Calendars,
            MoveOpenName::Policy => Self::Policy,
        }
    }
}

/// The files of a draft.
pub(super) fn files(base: Option<Base>, files: BTreeMap<String, Option<String>>) -> DraftFiles {
    DraftFiles { on_current: base == Some(Base::Current), files }
}
