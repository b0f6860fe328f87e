//! Replacing whoever was to rate and will not: he left, or is ill.

use serde::{Deserialize, Serialize};

use super::{Assessment, AssessmentStage, Party};
use crate::erasure::ERASED;
use crate::id::UserId;
use crate::refusal::{Refusal, RefusalCode};
use crate::time::Timestamp;

/// Somebody rates instead of somebody else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Replacement {
    /// As what.
    pub party: Party,
    /// Who was to rate.
    pub from: UserId,
    /// Who rates instead.
    pub to: UserId,
    /// Who decided that.
    pub by: UserId,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

impl Replacement {
    /// Overwrites what was written about a person; who replaced whom stays.
    pub(super) fn forget_words(&mut self) {
        ERASED.clone_into(&mut self.reason);
    }
}

impl Assessment {
    /// The assessment with somebody else to rate for a party. Who leads it may be replaced at any time, and his rating
    /// stays: somebody must be there to end it.
    ///
    /// # Errors
    /// Refused when it is frozen, for a party that has no rater or that is the person himself, when any party but the leader
    /// has rated, and for whoever is involved already: nobody rates twice, or himself.
    pub fn with_rater(
        &self,
        party: Party,
        to: UserId,
        (by, reason, at): (UserId, String, Timestamp),
    ) -> Result<Self, Refusal> {
        if self.result.is_some() {
            return Err(Refusal::new(RefusalCode::WrongStage).with("stage", AssessmentStage::Final.as_str()));
        }
        let named = self.raters.get(&party).copied().filter(|_| party != Party::Itself);
        let from = named.ok_or_else(|| Refusal::new(RefusalCode::NotInPlan).with("party", party.as_str()))?;
        if party != Party::Leader && self.ratings.contains_key(&party) {
            return Err(Refusal::new(RefusalCode::AlreadyRequested).with("party", party.as_str()));
        }
        if self.involved().contains(&to) {
            return Err(RefusalCode::SamePerson.into());
        }
        let mut after = self.clone();
        after.raters.insert(party, to);
        after.replacements.push(Replacement { party, from, to, by, reason, at });
        Ok(after)
    }

    /// Everybody who has or had a say in it, and whom it is about: they rule on no contest against it.
    #[must_use]
    pub fn had_a_say(&self) -> Vec<UserId> {
        let replaced = self.replacements.iter().flat_map(|replacement| [replacement.from, replacement.by]);
        self.involved().into_iter().chain(replaced).collect()
    }
}
