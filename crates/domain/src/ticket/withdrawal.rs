//! Withdrawal (撤诉): the customer's own will, and what proves it.

use serde::{Deserialize, Serialize};

use crate::case::{Case, CaseEvent};
use crate::refusal::{Refusal, RefusalCode};

use super::{Answer, TicketEvent, TicketStage};

/// What proves the customer's will.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProofKind {
    /// The recording of a call.
    Recording,
    /// A text message.
    Message,
    /// A letter or a signature.
    Writing,
}

/// How the customer's will is proved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "StoredProof")]
pub struct Proof {
    /// By what.
    pub kind: ProofKind,
    /// Where it is filed.
    pub reference: String,
}

/// The log once kept the reference alone; those were recordings.
#[derive(Deserialize)]
#[serde(untagged)]
enum StoredProof {
    Reference(String),
    Whole { kind: ProofKind, reference: String },
}

impl From<StoredProof> for Proof {
    fn from(stored: StoredProof) -> Self {
        match stored {
            StoredProof::Reference(reference) => Self { kind: ProofKind::Recording, reference },
            StoredProof::Whole { kind, reference } => Self { kind, reference },
        }
    }
}

impl ProofKind {
    /// All of them.
    pub const ALL: &[Self] = &[Self::Recording, Self::Message, Self::Writing];

    /// The name as stored and shown.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Recording => "recording",
            Self::Message => "message",
            Self::Writing => "writing",
        }
    }
}

/// Records that the customer withdraws. A defect that was found substantiated stays one.
pub(super) fn decide(case: &Case, proof: &Proof) -> Result<Vec<CaseEvent>, Refusal> {
    if case.ticket.withdrawn_at.is_some() {
        return Err(RefusalCode::AlreadyWithdrawn.into());
    }
    let mut events = vec![TicketEvent::Withdrawn { proof: proof.clone() }.into()];
    // Work that is out is still replied to; nothing else is waited for.
    if case.ticket.stage != TicketStage::Handling {
        events.extend(case.drop_callback());
        events.push(TicketEvent::CustomerAnswered { how: Answer::Withdrawn }.into());
    }
    Ok(events)
}
