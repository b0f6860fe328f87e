//! Signing in: passwords, sessions and rotating refresh tokens.
//!
//! A refresh token is good once: using it gives the next. A token used a second time was stolen or repeated, so its
//! whole chain ends.

mod login;
mod logout;
mod password;
mod refresh;
mod token;

pub use login::{SignedIn, login};
pub use logout::logout;
pub use password::{PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN, Passwords};
pub use refresh::refresh;

/// How long a refresh token is good, in seconds: a shift and the next morning.
pub const REFRESH_TOKEN_SECONDS: i64 = 14 * 86_400;
