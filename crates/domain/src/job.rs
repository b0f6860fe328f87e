//! Jobs: work that takes longer than a request. What they are called and where one may stand; how they run is not here.

use serde::{Deserialize, Serialize};

macro_rules! named {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $text)] $variant),+
        }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The name as stored and shown.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The one with this name.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.as_str() == name)
            }
        }
    )+};
}

named! {
    /// What a job does.
    JobKind {
        /// Says which open clocks a draft of the policy would move. Writes nothing but what it found.
        PolicyPreview = "policy_preview",
        /// Moves the open clocks to the calendars of the policy in force, or the open tickets to that policy.
        PolicyRecompute = "policy_recompute",
        /// Says how the tickets of a period would have been judged under a draft. Writes nothing but what it found.
        PolicySimulation = "policy_simulation",
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
            Self::PolicyRecompute => true,
            Self::PolicyPreview | Self::PolicySimulation => false,
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
