//! Raw and adjusted: two readings of the same facts.

use serde::{Deserialize, Serialize};

/// How figures are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// As everything happened.
    #[default]
    Raw,
    /// With what upheld appeals change.
    Adjusted,
}

impl Reading {
    /// All of them.
    pub const ALL: &[Self] = &[Self::Raw, Self::Adjusted];

    /// The name as shown.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Raw => "raw",
            Self::Adjusted => "adjusted",
        }
    }
}

/// In which readings a fact counts. What no appeal changes is one fact for both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// In both.
    Both,
    /// In raw figures only: an upheld appeal changed or excluded it.
    Raw,
    /// In adjusted figures only: what stands instead.
    Adjusted,
}

impl Standing {
    /// All of them.
    pub const ALL: &[Self] = &[Self::Both, Self::Raw, Self::Adjusted];

    /// The name as stored and shown.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::Raw => "raw",
            Self::Adjusted => "adjusted",
        }
    }

    /// The standing with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|standing| standing.as_str() == name)
    }

    /// Whether it counts in this reading.
    #[must_use]
    pub const fn counts_in(self, reading: Reading) -> bool {
        match self {
            Self::Both => true,
            Self::Raw => matches!(reading, Reading::Raw),
            Self::Adjusted => matches!(reading, Reading::Adjusted),
        }
    }
}
