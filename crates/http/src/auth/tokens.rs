//! Issues and verifies access tokens: HS256 and nothing else, whatever the token's header says.
//!
//! The wall clock is handed in: tokens live in real time even where the sandbox moves the business clock.

use std::fmt;
use std::sync::Arc;

use bihuan_app::error::Unauthenticated;
use bihuan_domain::time::Timestamp;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};

use super::claims::{Claims, Subject};
use crate::cursor::SECRET_BYTES_MIN;
use crate::problem::Problem;

/// How long an access token is good, in seconds.
pub const ACCESS_TOKEN_SECONDS: i64 = 15 * 60;

/// How far the clocks of several nodes may differ, in seconds.
pub const CLOCK_LEEWAY_SECONDS: i64 = 30;

const ISSUER: &str = "bihuan";
const MICROS: i64 = 1_000_000;

/// Where the present moment comes from.
pub type WallClock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// The secret is too short.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the token secret must have at least {SECRET_BYTES_MIN} bytes")]
pub struct TokenKeyError;

/// A token as handed to the client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuedToken {
    /// The token.
    pub access_token: String,
    /// How long it is good.
    pub expires_in_seconds: i64,
}

/// Issues and verifies tokens.
pub struct Tokens {
    encoding: EncodingKey,
    decoding: DecodingKey,
    validation: Validation,
    wall_clock: WallClock,
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tokens(..)")
    }
}

impl Tokens {
    /// Tokens signed with a secret.
    ///
    /// # Errors
    /// The secret is too short.
    pub fn new(secret: &[u8], wall_clock: WallClock) -> Result<Self, TokenKeyError> {
        if secret.len() < SECRET_BYTES_MIN {
            return Err(TokenKeyError);
        }
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&[ISSUER]);
        validation.set_required_spec_claims(&["exp", "iss", "sub"]);
        validation.validate_aud = false;
        // The library would read the time of the machine; `verify` compares with the clock handed in.
        validation.validate_exp = false;
        Ok(Self {
            encoding: EncodingKey::from_secret(secret),
            decoding: DecodingKey::from_secret(secret),
            validation,
            wall_clock,
        })
    }

    /// A token for a user, from now on.
    ///
    /// # Errors
    /// The token cannot be written, which is a fault of ours.
    pub fn issue(&self, subject: Subject) -> Result<IssuedToken, Problem> {
        let issued_at = self.now_seconds();
        let expires_at = issued_at + ACCESS_TOKEN_SECONDS;
        let claims = Claims { subject, issuer: ISSUER.to_owned(), issued_at, expires_at };
        let access_token =
            jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.encoding).map_err(Problem::internal)?;
        Ok(IssuedToken { access_token, expires_in_seconds: ACCESS_TOKEN_SECONDS })
    }

    /// What a token says, if it is ours and not too old.
    ///
    /// # Errors
    /// `TokenInvalid` or `TokenExpired`.
    pub fn verify(&self, token: &str) -> Result<Claims, Unauthenticated> {
        let claims = jsonwebtoken::decode::<Claims>(token, &self.decoding, &self.validation)
            .map_err(|_| Unauthenticated::TokenInvalid)?
            .claims;
        let now = self.now_seconds();
        if claims.issued_at.saturating_sub(CLOCK_LEEWAY_SECONDS) > now {
            return Err(Unauthenticated::TokenInvalid);
        }
        if claims.expires_at.saturating_add(CLOCK_LEEWAY_SECONDS) < now {
            return Err(Unauthenticated::TokenExpired);
        }
        Ok(claims)
    }

    fn now_seconds(&self) -> i64 {
        (self.wall_clock)().as_micros().div_euclid(MICROS)
    }
}
