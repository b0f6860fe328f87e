//! Positions in the log as clients keep them: opaque, the same on every node, good for ever. They are not signed,
//! because a follower keeps one for longer than any secret lives, and a made-up one shows nothing that a true one hides.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bihuan_app::LogPosition;

/// The longest position, in characters.
pub(super) const POSITION_LENGTH_MAX: u64 = 64;

/// The position as text.
pub(super) fn seal(position: LogPosition) -> String {
    URL_SAFE_NO_PAD.encode(format!("{}.{}", position.transaction, position.sequence))
}

/// The position of a text made by [`seal`].
pub(super) fn open(text: &str) -> Option<LogPosition> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let (transaction, sequence) = std::str::from_utf8(&bytes).ok()?.split_once('.')?;
    let position = LogPosition { transaction: transaction.parse().ok()?, sequence: sequence.parse().ok()? };
    (position.transaction >= 0 && position.sequence >= 0).then_some(position)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_survives_its_text_and_anything_else_is_refused() {
        let position = LogPosition { transaction: 4_711, sequence: 12 };
        assert_eq!(open(&seal(position)), Some(position));
        for other in ["", "12", "NDcxMQ", "LTEuMg", "Mi54", "4711.12"] {
            assert_eq!(open(other), None, "{other}");
        }
    }
}
