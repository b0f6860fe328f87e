//! Suspicions of gaming: what was seen, by which rule, and what would be normal. A question to people, never a verdict.

use serde::{Deserialize, Serialize};

use crate::code::UnitCode;
use crate::id::{FindingId, TicketId, UserId};
use crate::named::named;
use crate::time::Timestamp;

named! {
    /// What is looked for.
    Check {
        /// A suspension, a wait for the customer or an extension asked for just before a limit runs out.
        LatePause = "late_pause",
        /// Many tickets closed by one person within minutes.
        BulkClosing = "bulk_closing",
        /// A callback to a number that belongs to the centre or its people.
        StaffNumber = "staff_number",
        /// The same reply for several tickets.
        CopiedReply = "copied_reply",
        /// An arrival that was reported far from the place of the demand.
        FarArrival = "far_arrival",
        /// A ticket that was closed and the same matter opened anew, or merged and parted again: its clocks begin at nothing.
        Renewal = "renewal",
        /// Words that are not said to customers, in what a customer was answered (服务忌语).
        ForbiddenWords = "forbidden_words",
    }
    /// How a finding was disposed of.
    Outcome {
        /// There was nothing wrong.
        Unfounded = "unfounded",
        /// It was so, for a good reason.
        Explained = "explained",
        /// It was so, and an error is registered if it deserves one: by a person, not by the finding.
        Confirmed = "confirmed",
    }
}

/// One suspicion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// Its id.
    pub id: FindingId,
    /// What was looked for.
    pub check: Check,
    /// The ticket in which it was seen.
    pub ticket: TicketId,
    /// Whose deed it was, if somebody's.
    pub person: Option<UserId>,
    /// The unit that took the ticket.
    pub unit: UnitCode,
    /// When what was seen happened.
    pub happened_at: Timestamp,
    /// What was seen: numbers that the text names.
    pub seen: i64,
    /// What the rule takes for normal, in the same unit.
    pub normal: i64,
    /// What the text names besides, such as the clock.
    pub about: Option<String>,
    /// How people disposed of it; none while nobody has.
    pub disposal: Option<Disposal>,
}

/// How people disposed of a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Disposal {
    /// What came of it.
    pub outcome: Outcome,
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}
