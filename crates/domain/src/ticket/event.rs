//! What happened to a ticket.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::clock::Milestone;
use crate::code::{ClockCode, LadderCode, LevelCode, MarkCode, PlanCode, RouteCode, ScriptCode, UnitCode};
use crate::id::{TicketId, UserId};
use crate::policy::PolicyVersion;
use crate::sampling::Lot;
use crate::time::Timestamp;
use crate::work_order::Reply;

use super::{Answer, Classification, CustomerContact, Finding, FollowOn, Proof, Risk};

/// What happened to a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum TicketEvent {
    /// It was opened.
    Opened {
        /// Whether it stays a draft; otherwise it is accepted in the same breath.
        draft: bool,
    },
    /// The demand was accepted.
    Accepted,
    /// It was answered on the spot.
    AnsweredOnSpot {
        /// What the customer was told.
        text: String,
        /// Why the demand was refused; none when it was met.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Work orders went out.
    Dispatched {
        /// The route that chose the units.
        route: Option<RouteCode>,
    },
    /// The customer pressed.
    Urged {
        /// What the customer said.
        note: Option<String>,
        /// Whether the work waits elsewhere: the main ticket is pressed for it, and its department is told there.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        passed_on: bool,
    },
    /// The customer of a ticket that waits for this one pressed.
    Pressed {
        /// The ticket that waits.
        ticket: TicketId,
        /// Its number.
        number: String,
        /// What the customer said.
        note: Option<String>,
    },
    /// A note was added.
    Noted {
        /// The note.
        text: String,
    },
    /// The customer withdrew.
    Withdrawn {
        /// How the customer's will is proved.
        proof: Proof,
    },
    /// It was given up before dispatch.
    Cancelled {
        /// Why.
        reason: String,
    },
    /// All work orders are done.
    DepartmentDone {
        /// Whether the customer will be called back.
        callback: bool,
    },
    /// The callback sent the work back.
    SentBack,
    /// The customer has been answered.
    CustomerAnswered {
        /// How.
        how: Answer,
    },
    /// It was archived.
    Archived,
    /// It was opened again.
    Reopened {
        /// Why.
        reason: String,
        /// Whether a work order exists that can be redone; otherwise it must be dispatched.
        redo: bool,
    },
    /// It got another kind, type, grade or area.
    Reclassified {
        /// What it was.
        from: Classification,
        /// What it is.
        to: Classification,
        /// Why.
        reason: String,
    },
    /// A clock that ran out raised its grade.
    LevelRaised {
        /// The grade it had.
        from: Option<LevelCode>,
        /// The grade it has.
        to: LevelCode,
        /// The clock.
        clock: ClockCode,
    },
    /// The lot decided whether the customer is called back.
    Drawn {
        /// The plan.
        plan: PlanCode,
        /// The lot.
        lot: Lot,
    },
    /// It reached a milestone of the centre's own.
    Marked {
        /// Which.
        mark: MarkCode,
        /// When; for an appointment the moment agreed, which may lie ahead.
        at: Timestamp,
    },
    /// The customer wants no further calls about it (请勿再致电).
    CallsDeclined {
        /// Whether he wants none about anything.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        ever: bool,
    },
    /// The customer who wanted no calls at all may be called again.
    CallsAllowed,
    /// The customer's number was put right.
    NumberCorrected {
        /// What it was.
        from: Option<String>,
        /// What it is.
        to: String,
        /// Where it comes from.
        source: String,
    },
    /// The customer's address was put right.
    AddressCorrected {
        /// What it was.
        from: Option<String>,
        /// What it is.
        to: String,
        /// In which call: its plan.
        source: String,
    },
    /// The customer is not satisfied though the handling stands: somebody else must look at it.
    FinalAnswerSought {
        /// Why the handling stands.
        reason: String,
    },
    /// The final answer was put on record.
    FinallyAnswered {
        /// The answer.
        text: String,
        /// The documents it rests on.
        documents: Vec<String>,
        /// Who gave it.
        by: UserId,
    },
    /// The customer got in touch again.
    CustomerContact {
        /// How, and what he said.
        #[serde(flatten)]
        contact: CustomerContact,
        /// Until when he may have the closed ticket opened again; none when nothing is offered.
        offered_until: Option<Timestamp>,
    },
    /// The customer says where he will turn to next.
    RiskFlagged {
        /// Where, as far as it is new.
        risks: BTreeSet<Risk>,
        /// What he said.
        note: Option<String>,
    },
    /// Tickets of the same matter were counted.
    RepeatsCounted {
        /// How many there were within the window, this one included.
        count: u32,
    },
    /// A rung of the escalation ladder was reached.
    Escalated {
        /// Which.
        rung: LadderCode,
        /// The grade it had.
        from: Option<LevelCode>,
        /// The grade it has from now on; none when it keeps its own.
        to: Option<LevelCode>,
        /// Whether it is under supervision from now on.
        supervised: bool,
    },
    /// Somebody said whether what the customer complains of is so.
    VerdictGiven {
        /// What was found.
        finding: Finding,
        /// Why.
        text: String,
        /// What shows it.
        evidence: Vec<String>,
        /// Who said it.
        by: UserId,
    },
    /// It waits for another ticket about the same trouble.
    Merged {
        /// The main ticket.
        main: TicketId,
        /// Its number.
        number: String,
        /// The unit that leads the work there.
        unit: Option<UnitCode>,
        /// Why it is the same trouble.
        reason: String,
        /// Whether it was waiting to be sent out, and now need not be.
        sent_out: bool,
    },
    /// It goes its own way again.
    Unmerged {
        /// Why.
        reason: String,
        /// Whether it must be sent out.
        send_out: bool,
    },
    /// The department is done with the ticket that it waited for.
    Released {
        /// What was answered there.
        reply: Option<Reply>,
        /// Who had a hand in the work there.
        hands: BTreeSet<UserId>,
    },
    /// Parts of a script were said.
    ScriptFollowed {
        /// Which script.
        script: ScriptCode,
        /// Which parts.
        parts: BTreeSet<ScriptCode>,
        /// The policy in whose words.
        version: PolicyVersion,
    },
    /// It was brought before the team.
    HelpAsked {
        /// What is difficult.
        text: String,
        /// Who asked.
        by: Option<UserId>,
    },
    /// The team said what to do.
    HelpGiven {
        /// What.
        text: String,
        /// Who said it.
        by: UserId,
    },
    /// A call about it brought another ticket about.
    FollowOnOpened(FollowOn),
    /// It moved to another version of the policy.
    PolicyMoved {
        /// The version it was under.
        from: PolicyVersion,
        /// The version it is under.
        to: PolicyVersion,
    },
}

impl TicketEvent {
    /// The event's name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "opened",
            Self::Accepted => "accepted",
            Self::AnsweredOnSpot { .. } => "answered_on_spot",
            Self::Dispatched { .. } => "dispatched",
            Self::Urged { .. } => "urged",
            Self::Pressed { .. } => "pressed",
            Self::Noted { .. } => "noted",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Cancelled { .. } => "cancelled",
            Self::DepartmentDone { .. } => "department_done",
            Self::SentBack => "sent_back",
            Self::CustomerAnswered { .. } => "customer_answered",
            Self::Archived => "archived",
            Self::Reopened { .. } => "reopened",
            Self::Reclassified { .. } => "reclassified",
            Self::LevelRaised { .. } => "level_raised",
            Self::Drawn { .. } => "drawn",
            Self::Marked { .. } => "marked",
            Self::CallsDeclined { .. } => "calls_declined",
            Self::CallsAllowed => "calls_allowed",
            Self::NumberCorrected { .. } => "number_corrected",
            Self::AddressCorrected { .. } => "address_corrected",
            Self::FinalAnswerSought { .. } => "final_answer_sought",
            Self::FinallyAnswered { .. } => "finally_answered",
            Self::CustomerContact { .. } => "customer_contact",
            Self::RiskFlagged { .. } => "risk_flagged",
            Self::RepeatsCounted { .. } => "repeats_counted",
            Self::Escalated { .. } => "escalated",
            Self::VerdictGiven { .. } => "verdict_given",
            Self::Merged { .. } => "merged",
            Self::Unmerged { .. } => "unmerged",
            Self::Released { .. } => "released",
            Self::ScriptFollowed { .. } => "script_followed",
            Self::HelpAsked { .. } => "help_asked",
            Self::HelpGiven { .. } => "help_given",
            Self::FollowOnOpened(_) => "follow_on_opened",
            Self::PolicyMoved { .. } => "policy_moved",
        }
    }

    /// The milestone that clocks hear, if any.
    #[must_use]
    pub const fn milestone(&self) -> Option<Milestone> {
        match self {
            Self::Opened { draft: true } => Some(Milestone::Opened),
            Self::Accepted => Some(Milestone::Accepted),
            Self::AnsweredOnSpot { .. } => Some(Milestone::AnsweredOnSpot),
            Self::Urged { passed_on: false, .. } | Self::Pressed { .. } => Some(Milestone::Urged),
            // Whom it is for hears it from the main ticket, once.
            Self::Urged { passed_on: true, .. } => None,
            // That it was dispatched, the clocks hear from the work orders.
            Self::Opened { draft: false } | Self::Dispatched { .. } | Self::Noted { .. } | Self::SentBack => None,
            Self::Withdrawn { .. } => Some(Milestone::Withdrawn),
            Self::Cancelled { .. } => Some(Milestone::Cancelled),
            Self::DepartmentDone { .. } => Some(Milestone::DepartmentDone),
            Self::CustomerAnswered { .. } => Some(Milestone::CustomerAnswered),
            Self::Archived => Some(Milestone::Archived),
            Self::Reopened { .. } => Some(Milestone::Reopened),
            Self::Reclassified { .. } => Some(Milestone::Reclassified),
            Self::LevelRaised { .. } => Some(Milestone::LevelRaised),
            Self::FinalAnswerSought { .. } => Some(Milestone::FinalAnswerDue),
            Self::FinallyAnswered { .. } => Some(Milestone::FinallyAnswered),
            Self::CustomerContact { .. } => Some(Milestone::CustomerContact),
            Self::RiskFlagged { .. } => Some(Milestone::RiskFlagged),
            Self::Escalated { .. } => Some(Milestone::Escalated),
            Self::VerdictGiven { .. } => Some(Milestone::VerdictGiven),
            // With its main ticket it has been sent out.
            Self::Merged { sent_out: true, .. } => Some(Milestone::Dispatched),
            Self::Merged { sent_out: false, .. }
            | Self::Unmerged { .. }
            | Self::Released { .. }
            | Self::ScriptFollowed { .. }
            | Self::HelpAsked { .. }
            | Self::HelpGiven { .. }
            | Self::FollowOnOpened(_)
            | Self::PolicyMoved { .. }
            | Self::Drawn { .. }
            | Self::Marked { .. }
            | Self::CallsDeclined { .. }
            | Self::CallsAllowed
            | Self::NumberCorrected { .. }
            | Self::AddressCorrected { .. }
            | Self::RepeatsCounted { .. } => None,
        }
    }
}
