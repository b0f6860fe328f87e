//! Risks (升级风险): where the customer says he will turn to next.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::case::{Case, CaseEvent};
use crate::refusal::{Refusal, RefusalCode};

use super::TicketEvent;

/// Where the customer says he will turn to next. It must be passed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Risk {
    /// To the press (媒体).
    Press,
    /// To the regulator (监管部门).
    Regulator,
    /// To the letters office (信访).
    LettersOffice,
}

impl Risk {
    /// All of them.
    pub const ALL: &[Self] = &[Self::Press, Self::Regulator, Self::LettersOffice];

    /// The name as stored and shown.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Press => "press",
            Self::Regulator => "regulator",
            Self::LettersOffice => "letters_office",
        }
    }
}

/// Writes down risks; those that are known already change nothing.
pub(super) fn decide(case: &Case, risks: &BTreeSet<Risk>, note: Option<&str>) -> Result<Vec<CaseEvent>, Refusal> {
    let risks: BTreeSet<Risk> = risks.difference(&case.ticket.demand.risks).copied().collect();
    if risks.is_empty() {
        return Err(RefusalCode::NothingChanges.into());
    }
    Ok(vec![TicketEvent::RiskFlagged { risks, note: note.map(str::to_owned) }.into()])
}
