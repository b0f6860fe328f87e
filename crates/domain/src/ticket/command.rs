//! Commands to a ticket.

use std::collections::BTreeSet;

use crate::code::{MarkCode, RouteCode, ScriptCode, UnitCode};
use crate::id::WorkOrderId;
use crate::time::Timestamp;

use super::{Classification, CustomerContact, Finding, MainTicket, Proof, Risk, TicketAction};

/// What somebody wants done to a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TicketCommand {
    /// Accept the demand.
    Accept,
    /// Answer it on the spot and close.
    Answer {
        /// What the customer was told.
        text: String,
        /// Why the demand is refused; none when it was met.
        refused: Option<String>,
    },
    /// Send work orders out; when work orders are out already, further ones that assist.
    Dispatch {
        /// One plan per work order.
        orders: Vec<OrderPlan>,
        /// The route that chose the units; none when a person chose them.
        route: Option<RouteCode>,
    },
    /// Press.
    Urge {
        /// What the customer said.
        note: Option<String>,
    },
    /// Add a note.
    Note {
        /// The note.
        text: String,
    },
    /// The customer withdraws.
    Withdraw {
        /// How the customer's will is proved.
        proof: Proof,
    },
    /// Give it up before dispatch.
    Cancel {
        /// Why.
        reason: String,
    },
    /// Archive it.
    Archive,
    /// Open it again.
    Reopen {
        /// Why.
        reason: String,
    },
    /// Give it another kind, type, grade or area.
    Reclassify {
        /// What it is from now on.
        to: Classification,
        /// Why.
        reason: String,
    },
    /// Say that it reached a milestone of the centre's own.
    Mark {
        /// Which.
        mark: MarkCode,
        /// When; now, when left out.
        at: Option<Timestamp>,
    },
    /// Give the final answer.
    FinalAnswer {
        /// The answer.
        text: String,
        /// The documents it rests on.
        documents: Vec<String>,
    },
    /// Find that the handling does not stand after all.
    SendBack {
        /// Why.
        reason: String,
    },
    /// Record that the customer got in touch again.
    Contact(CustomerContact),
    /// Write down where the customer will turn to next.
    FlagRisk {
        /// Where.
        risks: BTreeSet<Risk>,
        /// What he said.
        note: Option<String>,
    },
    /// Tick parts of a script that were said.
    FollowScript {
        /// Which script.
        script: ScriptCode,
        /// Which parts.
        parts: BTreeSet<ScriptCode>,
    },
    /// Bring it before the team.
    AskHelp {
        /// What is difficult.
        text: String,
    },
    /// Say what is to be done.
    GiveHelp {
        /// What.
        text: String,
    },
    /// Say whether what the customer complains of is so.
    Verdict {
        /// What was found.
        finding: Finding,
        /// Why.
        text: String,
        /// What shows it.
        evidence: Vec<String>,
    },
    /// Let it wait for another ticket about the same trouble.
    Merge {
        /// That ticket, as it stands.
        main: MainTicket,
        /// Whether others wait for this one.
        leads: bool,
        /// Why it is the same trouble.
        reason: String,
    },
    /// Let it go its own way again.
    Unmerge {
        /// Why.
        reason: String,
    },
}

/// One work order to be sent out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderPlan {
    /// Its id, made by the caller.
    pub id: WorkOrderId,
    /// The unit it goes to.
    pub unit: UnitCode,
    /// Whether it leads.
    pub lead: bool,
}

impl TicketCommand {
    /// Which action this is.
    #[must_use]
    pub const fn action(&self) -> TicketAction {
        match self {
            Self::Accept => TicketAction::Accept,
            Self::Answer { .. } => TicketAction::Answer,
            Self::Dispatch { .. } => TicketAction::Dispatch,
            Self::Urge { .. } => TicketAction::Urge,
            Self::Note { .. } => TicketAction::Note,
            Self::Withdraw { .. } => TicketAction::Withdraw,
            Self::Cancel { .. } => TicketAction::Cancel,
            Self::Archive => TicketAction::Archive,
            Self::Reopen { .. } => TicketAction::Reopen,
            Self::Reclassify { .. } => TicketAction::Reclassify,
            Self::Mark { .. } => TicketAction::Mark,
            Self::FinalAnswer { .. } => TicketAction::FinalAnswer,
            Self::SendBack { .. } => TicketAction::SendBack,
            Self::Contact(_) => TicketAction::Contact,
            Self::FlagRisk { .. } => TicketAction::FlagRisk,
            Self::FollowScript { .. } => TicketAction::FollowScript,
            Self::AskHelp { .. } => TicketAction::AskHelp,
            Self::GiveHelp { .. } => TicketAction::GiveHelp,
            Self::Verdict { .. } => TicketAction::Verdict,
            Self::Merge { .. } => TicketAction::Merge,
            Self::Unmerge { .. } => TicketAction::Unmerge,
        }
    }
}
