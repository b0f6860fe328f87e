//! The register of errors (差错登记): who did what wrong, the n-th time, and what that may lead to.

use serde::{Deserialize, Serialize};

use crate::code::{ConsequenceCode, DefectCode, UnitCode};
use crate::erasure::ERASED;
use crate::id::{InspectionId, StaffErrorId, TicketId, UserId};
use crate::policy::Policy;
use crate::policy::quality::{OffenceLadder, Side};
use crate::time::Timestamp;

use super::Contest;

/// One error of one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StaffError {
    /// Its id.
    pub id: StaffErrorId,
    /// What was done wrong.
    pub defect: DefectCode,
    /// Whose defect that was then; none in errors registered before it was noted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// By whom.
    pub person: UserId,
    /// The unit he belonged to.
    pub unit: UnitCode,
    /// In which ticket.
    pub ticket: Option<TicketId>,
    /// Found by which inspection.
    pub inspection: Option<InspectionId>,
    /// What it costs.
    pub points: u16,
    /// Which offence it is, and what is proposed.
    pub offence: Option<Offence>,
    /// The fine proposed, in the currency of the centre.
    pub fine: Option<u32>,
    /// What happened.
    pub note: String,
    /// Who registered it.
    pub registered_by: UserId,
    /// When.
    pub at: Timestamp,
    /// The month it counts in, such as `2026-06`.
    pub period: String,
    /// What the person holds against it.
    pub contest: Option<Contest>,
}

/// Which offence it is, and what is proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Offence {
    /// The first, the second, the n-th within the counting period.
    pub no: u32,
    /// What follows by the ladder.
    pub consequence: ConsequenceCode,
    /// The fine by the ladder.
    pub fine: Option<u32>,
}

impl StaffError {
    /// Whether it counts: not when a contest against it was upheld.
    #[must_use]
    pub fn stands(&self) -> bool {
        let ruling = self.contest.as_ref().and_then(|contest| contest.ruling.as_ref());
        !ruling.is_some_and(|ruling| ruling.upheld)
    }
}

impl StaffError {
    /// The last moment at which something was said about it.
    #[must_use]
    pub fn last_said_at(&self) -> Timestamp {
        self.contest.as_ref().map_or(self.at, Contest::last_said_at)
    }

    /// Overwrites what people wrote about it; what is counted stays.
    pub fn forget_words(&mut self) {
        ERASED.clone_into(&mut self.note);
        self.contest.iter_mut().for_each(Contest::forget_words);
    }
}

/// What the n-th offence on a ladder leads to.
#[must_use]
pub fn offence(ladder: &OffenceLadder, no: u32) -> Option<Offence> {
    let place = usize::try_from(no.max(1) - 1).unwrap_or(usize::MAX);
    let step = ladder.steps.get(place).or(ladder.steps.last())?;
    Some(Offence { no, consequence: step.consequence.clone(), fine: step.fine })
}

impl Policy {
    /// The ladder on which a defect stands.
    #[must_use]
    pub fn offence_ladder(&self, defect: &DefectCode) -> Option<&OffenceLadder> {
        self.bundle().offence_ladders.iter().find(|ladder| ladder.defects.contains(defect))
    }

    /// The moment so many calendar months earlier.
    #[must_use]
    pub fn months_before(&self, from: Timestamp, months: u16) -> Timestamp {
        use jiff::ToSpan as _;
        let local = from.instant().to_zoned(self.zone().clone());
        let earlier = local.checked_sub(i64::from(months).months());
        earlier.map_or(from, |earlier| Timestamp::new(earlier.timestamp()))
    }

    /// The month in which a moment lies, such as `2026-06`.
    #[must_use]
    pub fn month_of(&self, at: Timestamp) -> String {
        let local = at.instant().to_zoned(self.zone().clone());
        format!("{:04}-{:02}", local.year(), local.month())
    }

    /// The first moment of a month such as `2026-06`, and that of the next; none for anything else.
    #[must_use]
    pub fn month(&self, period: &str) -> Option<(Timestamp, Timestamp)> {
        use jiff::ToSpan as _;
        let first: jiff::civil::Date = (period.len() == 7).then(|| format!("{period}-01").parse().ok()).flatten()?;
        let start = |date: jiff::civil::Date| {
            date.to_zoned(self.zone().clone()).ok().map(|zoned| Timestamp::new(zoned.timestamp()))
        };
        Some((start(first)?, start(first.checked_add(1.months()).ok()?)?))
    }
}
