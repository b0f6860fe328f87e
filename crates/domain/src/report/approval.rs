//! Signing a report off (签批): one after the other, people with the roles that the policy names say that it is right, or send
//! it back. What is signed never changes: a report that was sent back is run again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::code::{AskCode, RoleCode};
use crate::id::UserId;
use crate::notification::SigningNotice;
use crate::policy::reports::ApprovalSpec;
use crate::refusal::{Refusal, RefusalCode};
use crate::time::Timestamp;

/// What a signer says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Said {
    /// It is right.
    Approved {
        /// What the policy asks this signer for, all of it.
        statements: BTreeMap<AskCode, String>,
        /// What else he wants to say.
        remark: Option<String>,
    },
    /// It is not: it must be run again.
    SentBack {
        /// Why.
        reason: String,
    },
}

/// A signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Signature {
    /// Place of its step in the policy's list, from 0.
    pub step: u8,
    /// In which role.
    pub role: RoleCode,
    /// Who.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
    /// What he says.
    pub said: Said,
    /// The hash of what he saw: [`crate::record::content_hash`] of the report.
    pub content: String,
}

/// How far a report has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing<'s> {
    /// It waits for the signature of this step.
    Awaits(u8, &'s ApprovalSpec),
    /// Everybody signed.
    Approved,
    /// Somebody sent it back.
    SentBack,
}

impl Standing<'_> {
    /// What people are told of it.
    #[must_use]
    pub const fn notice(self) -> SigningNotice {
        match self {
            Self::Awaits(..) => SigningNotice::Waiting,
            Self::Approved => SigningNotice::Approved,
            Self::SentBack => SigningNotice::SentBack,
        }
    }
}

/// How far a report with these steps has come; none for a report that nobody signs.
#[must_use]
pub fn standing<'s>(steps: &'s [ApprovalSpec], signatures: &[Signature]) -> Option<Standing<'s>> {
    if signatures.iter().any(|signature| matches!(signature.said, Said::SentBack { .. })) {
        return Some(Standing::SentBack);
    }
    let open = steps.get(signatures.len()).zip(u8::try_from(signatures.len()).ok());
    match open {
        Some((spec, step)) => Some(Standing::Awaits(step, spec)),
        None if steps.is_empty() => None,
        None => Some(Standing::Approved),
    }
}

/// Why somebody cannot sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotSigned {
    /// A rule is against it.
    Refused(Refusal),
    /// These are asked for, and nothing is said about them.
    Missing(Vec<AskCode>),
    /// Nobody asks this signer for these.
    NotAsked(Vec<AskCode>),
}

/// Signs the step that a report waits for.
///
/// # Errors
/// Refused when it waits for none, for whoever does not have the role of the step, and for whoever signed before: every
/// signature is another person's.
pub fn sign(
    steps: &[ApprovalSpec],
    before: &[Signature],
    (by, roles): (UserId, &[RoleCode]),
    said: Said,
    (at, content): (Timestamp, String),
) -> Result<Signature, NotSigned> {
    let refuse = |code| NotSigned::Refused(Refusal::new(code));
    let Some(Standing::Awaits(step, spec)) = standing(steps, before) else {
        return Err(refuse(RefusalCode::NoSignatureAwaited));
    };
    if !roles.contains(&spec.role) {
        return Err(refuse(RefusalCode::NotTheSigner));
    }
    if before.iter().any(|signature| signature.by == by) {
        return Err(refuse(RefusalCode::SignedAlready));
    }
    if let Said::Approved { statements, .. } = &said {
        let missing: Vec<_> =
            spec.asks.iter().map(|ask| &ask.code).filter(|code| !statements.contains_key(*code)).cloned().collect();
        let not_asked: Vec<_> =
            statements.keys().filter(|code| !spec.asks.iter().any(|ask| ask.code == **code)).cloned().collect();
        match (missing.is_empty(), not_asked.is_empty()) {
            (true, true) => {}
            (false, _) => return Err(NotSigned::Missing(missing)),
            (true, false) => return Err(NotSigned::NotAsked(not_asked)),
        }
    }
    Ok(Signature { step, role: spec.role.clone(), by, at, said, content })
}
