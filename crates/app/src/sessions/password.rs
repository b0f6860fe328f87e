//! Passwords: hashed with argon2id, a bounded number at a time, off the request threads.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher as _, PasswordVerifier as _};
use tokio::sync::Semaphore;

use crate::error::Error;

/// The shortest password, in characters.
pub const PASSWORD_LENGTH_MIN: u64 = 10;
/// The longest password, in characters.
pub const PASSWORD_LENGTH_MAX: u64 = 128;
/// How many passwords are hashed at once: each takes 19 MiB and a core.
const HASHES_AT_ONCE: usize = 2;

/// Hashes and verifies passwords.
#[derive(Debug)]
pub struct Passwords {
    permits: Semaphore,
}

impl Default for Passwords {
    fn default() -> Self {
        Self { permits: Semaphore::new(HASHES_AT_ONCE) }
    }
}

impl Passwords {
    /// The hash of a password, in PHC form.
    ///
    /// # Errors
    /// When hashing fails, which is a fault of ours.
    pub async fn hash(&self, password: String, salt: [u8; 32]) -> Result<String, Error> {
        let _permit = self.permits.acquire().await.map_err(|_| Error::Busy)?;
        let hashed = tokio::task::spawn_blocking(move || {
            Argon2::default()
                .hash_password_with_salt(password.as_bytes(), &salt[..16])
                .map(|hash| hash.to_string())
                .map_err(|error| error.to_string())
        });
        flatten(hashed.await)
    }

    /// Whether the password belongs to the hash. Without a hash as much work is done, so that the time does not tell
    /// whether a login name exists.
    ///
    /// # Errors
    /// When the hash cannot be read, which is a fault of ours.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<bool, Error> {
        let _permit = self.permits.acquire().await.map_err(|_| Error::Busy)?;
        let verified = tokio::task::spawn_blocking(move || match hash {
            Some(hash) => {
                let parsed = PasswordHash::new(&hash).map_err(|error| error.to_string())?;
                Ok(Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok())
            }
            None => {
                let wasted = Argon2::default().hash_password_with_salt(password.as_bytes(), &[0; 16]);
                wasted.map(|_| false).map_err(|error| error.to_string())
            }
        });
        flatten(verified.await)
    }
}

fn flatten<T>(done: Result<Result<T, String>, tokio::task::JoinError>) -> Result<T, Error> {
    match done {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(reason)) => Err(Error::Internal(reason.into())),
        Err(error) => Err(Error::Internal(Box::new(error))),
    }
}
