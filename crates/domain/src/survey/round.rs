//! Survey rounds (满意度调查): one questionnaire put to many customers, one answer of each.

use serde::{Deserialize, Serialize};

use crate::code::{QuestionnaireCode, UnitCode};
use crate::id::{SurveyRoundId, UserId};
use crate::policy::PolicyVersion;
use crate::time::Timestamp;

use super::{Answers, Rating, Way};

/// One questionnaire put to many customers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyRound {
    /// Its id.
    pub id: SurveyRoundId,
    /// What people call it, such as `2026 annual survey`.
    pub name: String,
    /// What is asked.
    pub questionnaire: QuestionnaireCode,
    /// The policy in whose words it is asked.
    pub policy: PolicyVersion,
    /// The unit that asks.
    pub unit: UnitCode,
    /// Who opened it.
    pub opened_by: UserId,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// Until when answers are taken.
    pub until: Timestamp,
    /// The share of customers that must answer for the round to count, in percent; none when any share will do.
    pub target_percent: Option<u8>,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
}

/// How many customers were asked, and how many answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turnout {
    /// Customers who were asked.
    pub sent: u32,
    /// Customers who answered; each counts once.
    pub answered: u32,
}

impl Turnout {
    /// The share that answered, in hundredths of a percent, rounded down so that no target is reached by rounding.
    #[must_use]
    pub const fn basis_points(self) -> u32 {
        match self.answered.saturating_mul(10_000).checked_div(self.sent) {
            Some(share) => share,
            None => 0,
        }
    }

    /// Whether enough customers answered (合格).
    #[must_use]
    pub fn is_qualified(self, target_percent: Option<u8>) -> bool {
        let needed = u64::from(target_percent.unwrap_or(0)) * u64::from(self.sent);
        self.sent > 0 && u64::from(self.answered) * 100 >= needed
    }
}

/// What one customer answered, as kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundAnswer {
    /// The answers, as given.
    pub answers: Answers,
    /// What was measured.
    pub ratings: Vec<Rating>,
    /// Who wrote them down; none when the customer answered by himself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<UserId>,
    /// By which way the customer answered by himself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub way: Option<Way>,
}
