//! Access tokens: short-lived JWTs that say who somebody is. What they may do is looked up at every request.

mod claims;
mod tokens;

use bihuan_app::App;
use bihuan_app::error::Error;
use bihuan_app::principal::Principal;

pub use claims::{Claims, Subject};
pub use tokens::{ACCESS_TOKEN_SECONDS, CLOCK_LEEWAY_SECONDS, IssuedToken, TokenKeyError, Tokens, WallClock};

/// Knows what the bearer of a token may do now. Answers from memory: it is asked at every request.
pub trait TokenAuthority: Send + Sync {
    /// The principal of a token whose signature and age are good.
    ///
    /// # Errors
    /// `Unauthenticated` when the user is disabled, the session has ended or the roles have changed since.
    fn principal(&self, claims: &Claims) -> Result<Principal, Error>;
}

impl TokenAuthority for App {
    fn principal(&self, claims: &Claims) -> Result<Principal, Error> {
        let subject = &claims.subject;
        self.directory.principal(subject.user, subject.version, subject.session)
    }
}
