//! Cursors: where the next page starts, signed, and bound to the list and the filters they were made for.
//!
//! On the wire: base64url of the key's JSON followed by a truncated HMAC-SHA256 over the binding and that JSON.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::Sha256;

use crate::problem::Problem;
use crate::problem::code::ProblemCode;

/// How much of the signature a cursor carries, in bytes.
const TAG_BYTES: usize = 16;

/// The longest cursor, in characters.
pub const CURSOR_LENGTH_MAX: usize = 1024;

/// The least length of the secret, in bytes.
pub const SECRET_BYTES_MIN: usize = 32;

/// The secret that signs cursors.
#[derive(Clone)]
pub struct CursorKey(Hmac<Sha256>);

/// The secret is too short.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a secret must have at least {SECRET_BYTES_MIN} bytes")]
pub struct SecretTooShort;

impl std::fmt::Debug for CursorKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CursorKey(..)")
    }
}

impl CursorKey {
    /// The key made from a secret.
    ///
    /// # Errors
    /// The secret is shorter than [`SECRET_BYTES_MIN`].
    pub fn new(secret: &[u8]) -> Result<Self, SecretTooShort> {
        if secret.len() < SECRET_BYTES_MIN {
            return Err(SecretTooShort);
        }
        let mut mac = Hmac::new_from_slice(secret).map_err(|_| SecretTooShort)?;
        mac.update(b"cursor");
        Ok(Self(mac))
    }

    /// The fingerprint of a request, which tells nothing about it to whoever reads the database.
    #[must_use]
    pub(crate) fn fingerprint(&self, digest: &[u8]) -> [u8; 32] {
        let mut mac = self.0.clone();
        mac.update(b"fingerprint");
        mac.update(digest);
        mac.finalize().into_bytes().into()
    }

    /// The cursor of a position. `binding` names the list and its filters.
    ///
    /// # Errors
    /// The position cannot be written as JSON, which is a fault of ours.
    pub fn seal<K: Serialize>(&self, binding: &str, position: &K) -> Result<String, Problem> {
        Ok(self.seal_bytes(binding, serde_json::to_vec(position).map_err(Problem::internal)?))
    }

    /// The bytes, signed for this binding, as text.
    pub(crate) fn seal_bytes(&self, binding: &str, mut bytes: Vec<u8>) -> String {
        let tag = self.signed(binding, &bytes).finalize().into_bytes();
        bytes.extend_from_slice(&tag[..TAG_BYTES]);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The bytes that were signed for this binding; none for anything else.
    pub(crate) fn open_bytes(&self, binding: &str, text: &str) -> Option<Vec<u8>> {
        if text.len() > CURSOR_LENGTH_MAX {
            return None;
        }
        let mut bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let tag = bytes.split_off(bytes.len().checked_sub(TAG_BYTES)?);
        self.signed(binding, &bytes).verify_truncated_left(&tag).ok()?;
        Some(bytes)
    }

    /// The position of a cursor.
    ///
    /// # Errors
    /// `cursor_invalid`: changed, of another list or other filters, or never made here.
    pub fn open<K: DeserializeOwned>(&self, binding: &str, cursor: &str) -> Result<K, Problem> {
        self.read(binding, cursor).ok_or_else(|| Problem::new(ProblemCode::CursorInvalid))
    }

    fn read<K: DeserializeOwned>(&self, binding: &str, cursor: &str) -> Option<K> {
        serde_json::from_slice(&self.open_bytes(binding, cursor)?).ok()
    }

    fn signed(&self, binding: &str, position: &[u8]) -> Hmac<Sha256> {
        let mut mac = self.0.clone();
        mac.update(&(binding.len() as u64).to_be_bytes());
        mac.update(binding.as_bytes());
        mac.update(position);
        mac
    }
}

#[cfg(test)]
mod tests {
    use super::{CursorKey, SecretTooShort};

    fn key() -> CursorKey {
        CursorKey::new(&[7; 32]).unwrap()
    }

    #[test]
    fn a_cursor_opens_only_for_the_list_and_filters_it_was_made_for() {
        let cursor = key().seal("/v1/tickets?stage=handling", &(12_i64, "id")).unwrap();
        let open = |binding| key().open::<(i64, String)>(binding, &cursor).ok();
        assert_eq!(open("/v1/tickets?stage=handling"), Some((12, "id".to_owned())));
        assert_eq!(open("/v1/tickets?stage=archived"), None);
        assert_eq!(open("/v1/calls?stage=handling"), None);
    }

    #[test]
    fn a_cursor_with_any_character_changed_is_refused() {
        let cursor = key().seal("list", &12_i64).unwrap();
        for index in 0..cursor.len() {
            let mut changed = cursor.clone().into_bytes();
            changed[index] = if changed[index] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert!(key().open::<i64>("list", &changed).is_err(), "{changed}");
        }
    }

    #[test]
    fn a_short_secret_is_refused() {
        assert_eq!(CursorKey::new(&[7; 31]).err(), Some(SecretTooShort));
    }
}
