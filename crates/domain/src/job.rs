//! Jobs: work that takes longer than a request. What they are called and where one may stand; how they run is not here.

use crate::named::named;

named! {
    /// What a job does.
    JobKind {
        /// Says which open clocks a draft of the policy would move. Writes nothing but what it found.
        PolicyPreview = "policy_preview",
        /// Moves the open clocks to the calendars of the policy in force, or the open tickets to that policy.
        PolicyRecompute = "policy_recompute",
        /// Says how the tickets of a period would have been judged under a draft. Writes nothing but what it found.
        PolicySimulation = "policy_simulation",
        /// Takes away the contents of records that were kept long enough, and the customers' data of old tickets.
        RecordPurge = "record_purge",
    }
    /// Where a job stands.
    JobState {
        /// It waits for a node, at first or after a failure.
        Queued = "queued",
        /// A node works on it.
        Running = "running",
        /// It has come to its end.
        Succeeded = "succeeded",
        /// It was given up.
        Failed = "failed",
        /// Somebody called it off.
        Cancelled = "cancelled",
    }
}

impl JobKind {
    /// Whether it changes tickets. The others only read them, so they never hold a writing transaction while they work.
    #[must_use]
    pub const fn changes_tickets(self) -> bool {
        match self {
            Self::PolicyRecompute | Self::RecordPurge => true,
            Self::PolicyPreview | Self::PolicySimulation => false,
        }
    }
}

impl JobKind {
    /// Whether it stays in the list for good: what was taken away, when and by what rule, must be told ever after.
    #[must_use]
    pub const fn is_evidence(self) -> bool {
        match self {
            Self::RecordPurge => true,
            Self::PolicyPreview | Self::PolicyRecompute | Self::PolicySimulation => false,
        }
    }
}

impl JobState {
    /// Whether nothing happens to it any more.
    #[must_use]
    pub const fn is_end(self) -> bool {
        match self {
            Self::Queued | Self::Running => false,
            Self::Succeeded | Self::Failed | Self::Cancelled => true,
        }
    }
}
