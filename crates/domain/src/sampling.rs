//! Drawing lots (抽样): reproducible for whoever has the key, unpredictable for whoever has not.
//!
//! Each month has its own key. Its fingerprint can be read from the first day on, the key itself when the month is over: then
//! everybody can draw every lot again, and nobody could know one before.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Lots lie between 0 and this, exclusively.
pub const LOTS: u32 = 1_000_000;

/// The key of one month.
#[derive(Clone, PartialEq, Eq)]
pub struct DrawKey {
    /// The month, such as `2026-11`.
    pub period: String,
    /// What the lots are drawn with.
    pub secret: [u8; 32],
}

impl fmt::Debug for DrawKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DrawKey").field("period", &self.period).finish_non_exhaustive()
    }
}

impl DrawKey {
    /// The key of a month, derived from the secret of the whole system.
    #[must_use]
    pub fn derive(root: &[u8], period: &str) -> Self {
        let secret = Sha256::new().chain_update(b"draw").chain_update(root).chain_update(period.as_bytes());
        Self { period: period.to_owned(), secret: secret.finalize().into() }
    }

    /// What can be published before the month is over: the SHA-256 of the key.
    #[must_use]
    pub fn fingerprint(&self) -> [u8; 32] {
        Sha256::digest(self.secret).into()
    }

    /// The lot of a subject: the first eight bytes of SHA-256(key, purpose, subject), scaled to [`LOTS`].
    #[must_use]
    pub fn draw(&self, purpose: &str, subject: Uuid) -> u32 {
        let hash = Sha256::new()
            .chain_update(self.secret)
            .chain_update(purpose.as_bytes())
            .chain_update(subject.as_bytes())
            .finalize();
        let head = hash.iter().take(8).fold(0_u64, |value, byte| value << 8 | u64::from(*byte));
        let scaled = (u128::from(head) * u128::from(LOTS)) >> 64;
        u32::try_from(scaled).unwrap_or(LOTS - 1)
    }
}

/// A lot that was drawn, as the log keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Lot {
    /// Which month's key.
    pub period: String,
    /// The lot, of [`LOTS`].
    pub lot: u32,
    /// How many in a hundred were to be taken.
    pub percent: u8,
}

impl Lot {
    /// Whether the subject was taken.
    #[must_use]
    pub fn is_taken(&self) -> bool {
        self.lot < u32::from(self.percent) * (LOTS / 100)
    }
}
