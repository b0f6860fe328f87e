//! What can be contested, and what it is.

use serde::{Deserialize, Serialize};

use crate::case::Case;
use crate::id::UserId;
use crate::policy::Policy;
use crate::refusal::{Refusal, RefusalCode};
use crate::ticket::{Answer, Finding, TicketStage};
use crate::time::Timestamp;

/// What counts instead where nothing counts.
pub const EXCLUDED: &str = "excluded";
/// The subject of what is about the whole ticket.
pub(super) const WHOLE: &str = "ticket";

/// What can be contested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Its kind or type (分类).
    Classification,
    /// Its grade (等级).
    Level,
    /// How satisfied the customer is (满意度).
    Satisfaction,
    /// That a limit was missed (超时).
    Overtime,
    /// That a work order was returned (退单).
    Return,
    /// Whether the complaint is substantiated (属实).
    Verdict,
}

impl Measure {
    /// All of them.
    pub const ALL: &[Self] =
        &[Self::Classification, Self::Level, Self::Satisfaction, Self::Overtime, Self::Return, Self::Verdict];

    /// The name as stored and shown.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Classification => "classification",
            Self::Level => "level",
            Self::Satisfaction => "satisfaction",
            Self::Overtime => "overtime",
            Self::Return => "return",
            Self::Verdict => "verdict",
        }
    }

    /// Whether this person found what is contested: gave the verdict, put down what the customer said, took and classified
    /// the demand. Nobody rules on what he found himself.
    #[must_use]
    pub fn is_found_by(self, case: &Case, person: UserId) -> bool {
        let ticket = &case.ticket;
        match self {
            Self::Verdict => ticket.verdict.as_ref().is_some_and(|verdict| verdict.by == person),
            Self::Satisfaction => {
                let answered = ticket.final_answer.as_ref().is_some_and(|answer| answer.by == person);
                answered || ticket.callers.contains(&person)
            }
            Self::Classification | Self::Level => ticket.accepted_by == Some(person),
            // What follows from the times of the department: whoever handled the ticket rules on nothing about it anyway.
            Self::Overtime | Self::Return => false,
        }
    }

    /// What it is on this ticket: the number of a clock or the id of a work order says on which part.
    ///
    /// # Errors
    /// There is nothing of the kind to contest.
    pub(super) fn raw(self, case: &Case, subject: &str, now: Timestamp) -> Result<Option<String>, Refusal> {
        let ticket = &case.ticket;
        let demand = &ticket.demand;
        let nothing = || Err(Refusal::new(RefusalCode::NothingToContest).with("against", self.as_str()));
        if matches!(self, Self::Overtime | Self::Return) == (subject == WHOLE) {
            return nothing();
        }
        match self {
            Self::Classification => {
                let place = demand.service_type.as_ref().map_or(demand.kind.as_str(), |code| code.as_str());
                Ok(Some(place.to_owned()))
            }
            Self::Level => Ok(demand.level.as_ref().map(ToString::to_string)),
            Self::Satisfaction => match ticket.stage {
                TicketStage::Answered { how } | TicketStage::Archived { how } => Ok(Some(how.as_str().to_owned())),
                _ => nothing(),
            },
            Self::Overtime => {
                let named = case.clocks.iter().find(|clock| clock.no.to_string() == subject);
                match named.filter(|clock| clock.is_late(now)) {
                    Some(_) => Ok(Some("late".to_owned())),
                    None => nothing(),
                }
            }
            Self::Return => {
                let named = case.work_orders.iter().find(|order| order.id.to_string() == subject);
                match named.filter(|order| order.return_count > 0) {
                    Some(order) => Ok(Some(order.return_count.to_string())),
                    None => nothing(),
                }
            }
            Self::Verdict => match &ticket.verdict {
                Some(verdict) => Ok(Some(verdict.finding.as_str().to_owned())),
                None => nothing(),
            },
        }
    }

    /// When it was found; none for what is found of a ticket once.
    pub(super) fn found_at(self, case: &Case) -> Option<Timestamp> {
        match self {
            Self::Verdict => case.ticket.verdict.as_ref().map(|verdict| verdict.at),
            Self::Satisfaction => case.ticket.answered_at,
            Self::Classification | Self::Level | Self::Overtime | Self::Return => None,
        }
    }

    /// Whether figures could count it as this.
    pub(super) fn may_be(self, wanted: &str, policy: &Policy) -> bool {
        let bundle = policy.bundle();
        wanted == EXCLUDED
            || match self {
                Self::Classification => {
                    bundle.kinds.iter().any(|kind| kind.code.as_str() == wanted)
                        || bundle.types.iter().any(|node| node.code.as_str() == wanted)
                }
                Self::Level => bundle.levels.iter().any(|level| level.code.as_str() == wanted),
                Self::Satisfaction => {
                    [Answer::Satisfied, Answer::Unsatisfied].iter().any(|answer| answer.as_str() == wanted)
                }
                Self::Overtime => wanted == "in_time",
                Self::Return => false,
                Self::Verdict => Finding::ALL.iter().any(|finding| finding.as_str() == wanted),
            }
    }
}
