//! Addresses that mail can be sent to.

use bihuan_app::users::EMAIL_LENGTH_MAX;
use validator::ValidationError;

/// One `@` with something on either side, and no space: whether anybody is there, only a mail can tell.
pub(super) fn mail_address(text: &str) -> Result<(), ValidationError> {
    let short = u64::try_from(text.chars().count()).is_ok_and(|length| length <= EMAIL_LENGTH_MAX);
    let plain = !text.chars().any(|letter| letter.is_whitespace() || letter.is_control());
    let parts = text.split_once('@');
    let whole = parts.is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'));
    if short && plain && whole { Ok(()) } else { Err(ValidationError::new("invalid_value")) }
}
