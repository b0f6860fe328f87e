//! Why a use case did not happen. The texts here are for logs; people read those of the problem catalogue in
//! `bihuan-http`, which is built from the variants and their fields only.

use bihuan_domain::permission::Permission;
use bihuan_domain::policy::Problem as PolicyProblem;
use bihuan_domain::refusal::Refusal;
use bihuan_domain::time::Timestamp;
use uuid::Uuid;

/// One thing wrong with the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Where: an RFC 6901 pointer into the body, such as `/contact/phone`.
    pub pointer: String,
    /// What: a stable name such as `required`.
    pub code: &'static str,
    /// What the message needs, never the refused value itself.
    pub parameters: Vec<(&'static str, String)>,
}

impl FieldError {
    /// An error at `pointer`, without parameters.
    #[must_use]
    pub fn new(pointer: impl Into<String>, code: &'static str) -> Self {
        Self { pointer: pointer.into(), code, parameters: Vec::new() }
    }

    /// The same error with one more parameter.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.parameters.push((name, value.to_string()));
        self
    }
}

/// Why the caller is nobody we know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unauthenticated {
    /// No token was given.
    TokenMissing,
    /// The token is not one of ours, or was changed.
    TokenInvalid,
    /// The token was good and is too old.
    TokenExpired,
    /// Login and password do not belong together (or the user is disabled: not told apart).
    Credentials,
    /// The session was ended, by logout or because an old refresh token was used again.
    SessionEnded,
}

/// Why a use case did not happen.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The input contradicts itself or the policy.
    #[error("invalid input: {0:?}")]
    Invalid(Vec<FieldError>),
    /// There is none, or none within the caller's scope.
    #[error("no such {what}")]
    NotFound {
        /// The noun, such as `ticket`.
        what: &'static str,
    },
    /// The roles do not permit it.
    #[error("the permission {} is missing", .permission.as_str())]
    Forbidden {
        /// What is missing.
        permission: Permission,
    },
    /// The caller is nobody we know.
    #[error("not authenticated: {reason:?}")]
    Unauthenticated {
        /// Why.
        reason: Unauthenticated,
    },
    /// The state of the matter does not allow it now.
    #[error("refused: {}", .0.code.as_str())]
    Refused(Refusal),
    /// Somebody else was faster.
    #[error("the version is {current} by now")]
    VersionConflict {
        /// The version that is stored.
        current: i64,
    },
    /// The request must name the version it starts from.
    #[error("a version is required")]
    PreconditionRequired,
    /// A number, login or external id is taken.
    #[error("the {what} exists already")]
    AlreadyExists {
        /// What is taken, such as `externalId`.
        what: &'static str,
        /// Who has it, where the caller may know.
        id: Option<Uuid>,
    },
    /// The idempotency key was used for another request.
    #[error("the idempotency key was used for another request")]
    IdempotencyMismatch,
    /// Service accounts must send an idempotency key here.
    #[error("an idempotency key is required")]
    IdempotencyKeyRequired,
    /// The cursor is not one of ours, or belongs to another list.
    #[error("the cursor is not valid")]
    CursorInvalid,
    /// A named limit would be passed.
    #[error("the limit {limit} is {maximum}")]
    LimitExceeded {
        /// The name of the limit.
        limit: &'static str,
        /// Its value.
        maximum: u64,
    },
    /// The account is not the caller's to change, or the role not his to give.
    #[error("the account or role {what} is protected from the caller")]
    AccountProtected {
        /// The role, or the login.
        what: String,
    },
    /// A bundle makes no sense.
    #[error("the bundle has {} problem(s)", .problems.len())]
    PolicyRefused {
        /// Every problem found.
        problems: Vec<PolicyProblem>,
    },
    /// The clock of a sandbox never runs backwards.
    #[error("the sandbox clock says {now} already")]
    ClockBackwards {
        /// What it says.
        now: Timestamp,
    },
    /// Too much at once, or the database is away: the same request may succeed later.
    #[error("busy")]
    Busy,
    /// A fault of ours. Never shown, always logged with its sources.
    #[error("internal fault")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// Input that is wrong in one place.
    #[must_use]
    pub fn invalid(pointer: impl Into<String>, code: &'static str) -> Self {
        Self::Invalid(vec![FieldError::new(pointer, code)])
    }
}
