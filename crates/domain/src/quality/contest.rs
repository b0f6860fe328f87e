//! Contesting: whoever is measured objects, somebody else decides.

use serde::{Deserialize, Serialize};

use crate::erasure::ERASED;
use crate::id::UserId;
use crate::refusal::{Refusal, RefusalCode};
use crate::time::Timestamp;

/// What somebody holds against what was found about him.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Contest {
    /// Why it is wrong.
    pub text: String,
    /// Since when.
    pub at: Timestamp,
    /// How it was decided; none while it is open.
    pub ruling: Option<Ruling>,
}

/// How a contest was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Ruling {
    /// Whether the person was right.
    pub upheld: bool,
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

impl Contest {
    /// The last moment at which something was said in it.
    #[must_use]
    pub fn last_said_at(&self) -> Timestamp {
        self.ruling.as_ref().map_or(self.at, |ruling| ruling.at)
    }

    /// Overwrites what people wrote in it.
    pub fn forget_words(&mut self) {
        ERASED.clone_into(&mut self.text);
        if let Some(ruling) = &mut self.ruling {
            ERASED.clone_into(&mut ruling.reason);
        }
    }
}

/// Somebody objects to what was found about `person`.
///
/// # Errors
/// Refused for anybody else, and when it was contested before: a ruling is final.
pub fn contest(
    before: Option<&Contest>,
    person: UserId,
    by: UserId,
    text: String,
    at: Timestamp,
) -> Result<Contest, Refusal> {
    if by != person {
        return Err(RefusalCode::NotConcerned.into());
    }
    if before.is_some() {
        return Err(RefusalCode::AlreadyRequested.into());
    }
    Ok(Contest { text, at, ruling: None })
}

/// Somebody decides a contest. `involved` are those whose judgement or conduct it is about: they do not.
///
/// # Errors
/// Refused when nothing was contested, when it was decided, and for whoever is involved.
pub fn rule(before: Option<&Contest>, involved: &[UserId], ruling: Ruling) -> Result<Contest, Refusal> {
    let open = before.filter(|contest| contest.ruling.is_none()).ok_or(RefusalCode::NothingRequested)?;
    if involved.contains(&ruling.by) {
        return Err(RefusalCode::SamePerson.into());
    }
    Ok(Contest { ruling: Some(ruling), ..open.clone() })
}
