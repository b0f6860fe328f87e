//! Refresh tokens: the id of the session and a secret, of which only the hash is stored.

use bihuan_domain::id::SessionId;
use sha2::{Digest as _, Sha256};

use crate::reply::hex;

/// A refresh token, as the client holds it.
pub(super) struct RefreshToken {
    /// The session.
    pub(super) session: SessionId,
    secret: String,
}

impl RefreshToken {
    pub(super) fn new(session: SessionId, secret: [u8; 32]) -> Self {
        Self { session, secret: hex(&secret) }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        let (session, secret) = text.split_once('.')?;
        Some(Self { session: session.parse().ok()?, secret: secret.to_owned() })
    }

    pub(super) fn text(&self) -> String {
        format!("{}.{}", self.session, self.secret)
    }

    pub(super) fn hash(&self) -> String {
        hex(&Sha256::digest(self.secret.as_bytes()))
    }
}
