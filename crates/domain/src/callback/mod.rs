//! The callback (回访): the task of asking the customer whether the matter is solved, and how satisfied he is.

mod action;
mod apply;
mod attempt;
mod attempts;
mod by_customer;
pub mod capacity;
mod command;
mod decide;
mod event;
mod next;
mod open;
mod performing;
mod stage;

pub use action::CallbackAction;
pub use apply::apply;
pub use attempt::{Attempt, AttemptReport, AttemptResult, FollowUp, NamedOutcome, Remark};
pub(crate) use by_customer::answered_by_customer;
pub use command::CallbackCommand;
pub use decide::{decide, gate, overdue, wake};
pub use event::CallbackEvent;
pub use next::PartOfDay;
pub(crate) use open::{Opening, following, openings, window_from};
pub use stage::CallbackStage;

use serde::{Deserialize, Serialize};

use crate::code::{PlanCode, PostCode, UnitCode};
use crate::id::{CallbackId, SurveyId, TicketId, UserId};
use crate::policy::callbacks::{CallbackPlan, Performer};
use crate::sampling::Lot;
use crate::time::Timestamp;

/// The task of calling one customer back once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Callback {
    /// Its id.
    pub id: CallbackId,
    /// The ticket it belongs to.
    pub ticket: TicketId,
    /// The questionnaire put to the customer.
    pub survey: SurveyId,
    /// The plan it follows.
    pub plan: PlanCode,
    /// Which call of the plan.
    #[serde(default)]
    pub place: Place,
    /// Why this customer is called.
    #[serde(default)]
    pub cause: Cause,
    /// Where it stands.
    pub stage: CallbackStage,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// From when the customer may be called.
    pub due_at: Timestamp,
    /// By when the customer is to be called.
    #[serde(default)]
    pub until: Option<Timestamp>,
    /// Since when it is known to be late.
    #[serde(default)]
    pub overdue_at: Option<Timestamp>,
    /// Who is to call; empty means whoever may call customers there.
    #[serde(default)]
    pub performers: Vec<Performer>,
    /// Who has claimed it.
    #[serde(default)]
    pub claim: Option<Claim>,
    /// How many attempts were made.
    pub attempts: u8,
    /// How many of them reached some of those who are to be reached: they are not held against reaching the others.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub partly: u8,
    /// The latest attempt.
    pub attempted_at: Option<Timestamp>,
    /// Who made the latest attempt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempted_by: Option<UserId>,
    /// How the latest attempt ended.
    pub last_result: Option<AttemptResult>,
    /// When the customer asked to be called (约定回访时间), until the next attempt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreed_at: Option<Timestamp>,
    /// At which parts of the day it was tried in vain.
    #[serde(default)]
    pub tried: Vec<PartOfDay>,
    /// Until when the right number is looked for.
    #[serde(default)]
    pub search_until: Option<Timestamp>,
    /// Posts at the customer's that were reached.
    #[serde(default)]
    pub reached: Vec<PostCode>,
    /// Whether the answers say that the customer is content.
    #[serde(default)]
    pub content: Option<bool>,
    /// What follows a bad answer.
    pub follow_up: Option<FollowUp>,
    /// Who signed the record, each for one of the performers.
    #[serde(default)]
    pub signatures: Vec<Signature>,
    /// How the customer confirmed the record.
    #[serde(default)]
    pub confirmation: Option<Confirmation>,
    /// What the review said.
    #[serde(default)]
    pub review: Option<Review>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}

/// Which call of a plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The occasion, by its index in the plan.
    pub occasion: u16,
    /// Which of a series, counted from 0.
    pub nth: u16,
    /// The moment from which it is counted.
    pub anchor: Option<Timestamp>,
}

/// Why a customer is called.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Cause {
    /// The plan calls all.
    #[default]
    All,
    /// The lot fell on him.
    Drawn {
        /// The lot.
        lot: Lot,
    },
    /// The lot had left him out; he is called so that the share of the period is reached.
    ToppedUp,
    /// He takes the place of one who could not be reached or was removed.
    Replaces {
        /// Whose.
        callback: CallbackId,
    },
}

impl Cause {
    /// The name as stored and shown.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Drawn { .. } => "drawn",
            Self::ToppedUp => "topped_up",
            Self::Replaces { .. } => "replaces",
        }
    }
}

/// Who has claimed a call, and until when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Who.
    pub by: UserId,
    /// Until when.
    pub until: Timestamp,
}

/// A signature under the record of a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Who signed.
    pub by: UserId,
    /// His unit then.
    pub unit: UnitCode,
    /// For which of the performers, by index; 0 when the plan names none. Moves when a colleague fits this one only.
    pub performer: u16,
    /// All performers that he may be; empty when the plan names none, and for old signatures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fits: Vec<u16>,
    /// When.
    pub at: Timestamp,
}

/// The customer's own confirmation of what was written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// How: a signature, a code by message, a recording.
    pub proof: String,
    /// When.
    pub at: Timestamp,
}

/// The review of the record of a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Who reviewed.
    pub by: UserId,
    /// Whether the call was done as it should be (合格).
    pub qualified: bool,
    /// What is to be done; always there when it was not.
    pub opinion: Option<String>,
    /// When.
    pub at: Timestamp,
}

impl Signature {
    /// The places among the performers that it may take.
    pub(crate) fn places(&self) -> &[u16] {
        if self.fits.is_empty() { std::slice::from_ref(&self.performer) } else { &self.fits }
    }
}

/// How long a moment counts as the one that was agreed on.
fn agreed_until(plan: &CallbackPlan, at: Timestamp) -> Timestamp {
    at.plus_seconds(SECONDS_A_MINUTE * i64::from(plan.spacing_minutes))
}

const SECONDS_A_MINUTE: i64 = 60;

/// Most calls reach everybody at once, and say nothing of it.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "what serde asks for")]
const fn is_zero(count: &u8) -> bool {
    *count == 0
}

impl Callback {
    /// How many attempts reached nobody.
    #[must_use]
    pub const fn in_vain(&self) -> u8 {
        self.attempts.saturating_sub(self.partly)
    }

    /// The callback that was opened; none for any other event.
    #[must_use]
    pub fn opened(id: CallbackId, ticket: TicketId, event: &CallbackEvent, at: Timestamp) -> Option<Self> {
        let CallbackEvent::Opened { plan, survey, due_at, until, place, cause, performers, .. } = event else {
            return None;
        };
        Some(Self {
            id,
            ticket,
            survey: *survey,
            plan: plan.clone(),
            place: *place,
            cause: cause.clone(),
            stage: CallbackStage::Scheduled,
            opened_at: at,
            due_at: *due_at,
            until: *until,
            overdue_at: None,
            performers: performers.clone(),
            claim: None,
            attempts: 0,
            partly: 0,
            attempted_at: None,
            attempted_by: None,
            last_result: None,
            agreed_at: None,
            tried: Vec::new(),
            search_until: None,
            reached: Vec::new(),
            content: None,
            follow_up: None,
            signatures: Vec::new(),
            confirmation: None,
            review: None,
            ended_at: None,
        })
    }

    /// Whether the customer asked to be called at about this time: his word goes before the hours of the plan and those that he
    /// named when he called. It holds as long as two attempts lie apart.
    #[must_use]
    pub fn is_agreed(&self, plan: &CallbackPlan, now: Timestamp) -> bool {
        self.agreed_at.is_some_and(|at| at <= now && now <= agreed_until(plan, at))
    }

    /// Where it stands at a moment, also when nobody has said yet that its time has come.
    #[must_use]
    pub fn stage_at(&self, now: Timestamp) -> CallbackStage {
        let due = self.stage == CallbackStage::Scheduled && self.due_at <= now;
        if due { CallbackStage::Due } else { self.stage }
    }

    /// When time itself must be told of it.
    #[must_use]
    pub fn next_wakeup(&self) -> Option<Timestamp> {
        let due = (self.stage == CallbackStage::Scheduled).then_some(self.due_at);
        let until = self.until.filter(|_| self.stage.is_asking() && self.overdue_at.is_none());
        let overdue = until.map(Timestamp::just_after);
        let search = self.search_until.filter(|_| self.stage == CallbackStage::Searching);
        [due, overdue, search].into_iter().flatten().min()
    }

    /// Whether the lot, and not a rule for all, chose the customer.
    #[must_use]
    pub const fn is_sampled(&self) -> bool {
        !matches!(self.cause, Cause::All)
    }
}
