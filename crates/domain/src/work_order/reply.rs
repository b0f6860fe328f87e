//! The reply (回单), and what it must say.

use serde::{Deserialize, Serialize};

use crate::policy::catalogue::ReplyPart;

/// A reply (回单): what the unit found and did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reply {
    /// What came of it.
    pub outcome: ReplyOutcome,
    /// What was done.
    pub text: String,
    /// What is changed so that it does not happen again (整改措施).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<String>,
    /// Why the demand is refused: what is the company's duty and what is not; with that outcome only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What the customer may be told, free of internal words.
    pub public_text: Option<String>,
    /// Whether the customer's complaint was found true (属实).
    pub substantiated: Option<bool>,
}

/// What came of the handling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReplyOutcome {
    /// The matter is resolved.
    Resolved,
    /// The matter is not the company's: the customer's own equipment, another owner.
    NotOurs,
    /// It cannot be resolved; the text says why.
    NotResolvable,
    /// What is demanded is unreasonable, and is refused with reasons (不合理诉求).
    Refused,
}

impl ReplyOutcome {
    /// All outcomes.
    pub const ALL: &[Self] = &[Self::Resolved, Self::NotOurs, Self::NotResolvable, Self::Refused];

    /// The name as stored and shown.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Resolved => "resolved",
            Self::NotOurs => "not_ours",
            Self::NotResolvable => "not_resolvable",
            Self::Refused => "refused",
        }
    }
}

impl Reply {
    /// What the reply lacks of what the policy wants in it, or of what its outcome calls for: the name of the member.
    #[must_use]
    pub fn missing(&self, required: &[ReplyPart]) -> Option<&'static str> {
        if self.outcome == ReplyOutcome::Refused && !is_said(self.reason.as_ref()) {
            return Some("reason");
        }
        required.iter().find_map(|part| match part {
            ReplyPart::Measure if self.finds_fault() && !is_said(self.measure.as_ref()) => Some("measure"),
            ReplyPart::PublicText if !is_said(self.public_text.as_ref()) => Some("publicText"),
            ReplyPart::Substantiated if self.substantiated.is_none() => Some("substantiated"),
            ReplyPart::Measure | ReplyPart::PublicText | ReplyPart::Substantiated => None,
        })
    }

    /// Whether the unit leaves open, or says, that something of its own was wrong.
    fn finds_fault(&self) -> bool {
        let own = match self.outcome {
            ReplyOutcome::Resolved | ReplyOutcome::NotResolvable => true,
            ReplyOutcome::NotOurs | ReplyOutcome::Refused => false,
        };
        own && self.substantiated != Some(false)
    }
}

/// Blanks say nothing.
fn is_said(text: Option<&String>) -> bool {
    text.is_some_and(|text| !text.trim().is_empty())
}
