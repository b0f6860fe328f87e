//! Every code a problem can carry, once: its name, its status and whether trying again may help.

use actix_web::http::StatusCode;
use bihuan_domain::refusal::RefusalCode;

macro_rules! problem_codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $status:ident, $retryable:literal;)+) => {
        /// The machine-readable name of a problem. Stable: clients compare it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum ProblemCode {
            $($(#[$doc])* $name,)+
            /// A rule of the domain refused the action; each refusal code is a problem code of its own.
            Refused(RefusalCode),
        }

        impl ProblemCode {
            /// The codes that are not refusals of the domain.
            const GENERAL: &[Self] = &[$(Self::$name),+];

            /// The name on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)+ Self::Refused(code) => code.as_str() }
            }

            /// The HTTP status.
            #[must_use]
            pub const fn status(self) -> StatusCode {
                match self { $(Self::$name => StatusCode::$status,)+
                    // What was said is wrong, whatever the state of the matter.
                    Self::Refused(
                        RefusalCode::AnswersInvalid
                        | RefusalCode::ReplyIncomplete
                        | RefusalCode::ConsentRequired
                        | RefusalCode::NextReplyRequired
                        | RefusalCode::NextReplyOutOfRange,
                    ) => StatusCode::UNPROCESSABLE_ENTITY,
                    Self::Refused(_) => StatusCode::CONFLICT,
                }
            }

            /// Whether the same request may succeed later.
            #[must_use]
            pub const fn retryable(self) -> bool {
                match self { $(Self::$name => $retryable,)+ Self::Refused(_) => false }
            }
        }
    };
}

problem_codes! {
    /// The request cannot be read at all.
    BadRequest = "bad_request", BAD_REQUEST, false;
    /// The body is not JSON.
    MalformedJson = "malformed_json", BAD_REQUEST, false;
    /// A header is not what it must be.
    InvalidHeader = "invalid_header", BAD_REQUEST, false;
    /// The cursor is not one of ours, or belongs to another list.
    CursorInvalid = "cursor_invalid", BAD_REQUEST, false;
    /// Service accounts must send an idempotency key here.
    IdempotencyKeyRequired = "idempotency_key_required", BAD_REQUEST, false;
    /// No token was given.
    Unauthenticated = "unauthenticated", UNAUTHORIZED, false;
    /// The token is not one of ours.
    TokenInvalid = "token_invalid", UNAUTHORIZED, false;
    /// The token is too old.
    TokenExpired = "token_expired", UNAUTHORIZED, false;
    /// Login and password do not belong together.
    InvalidCredentials = "invalid_credentials", UNAUTHORIZED, false;
    /// The session was ended.
    SessionEnded = "session_ended", UNAUTHORIZED, false;
    /// A permission is missing.
    Forbidden = "forbidden", FORBIDDEN, false;
    /// The account is not the caller's to change, or the role not his to give.
    AccountProtected = "account_protected", FORBIDDEN, false;
    /// There is none, or none within the caller's scope.
    NotFound = "not_found", NOT_FOUND, false;
    /// The resource does not know this method.
    MethodNotAllowed = "method_not_allowed", METHOD_NOT_ALLOWED, false;
    /// The body did not arrive in time.
    RequestTimeout = "request_timeout", REQUEST_TIMEOUT, true;
    /// A number, login or external id is taken.
    AlreadyExists = "already_exists", CONFLICT, false;
    /// The clock of a sandbox never runs backwards.
    ClockBackwards = "clock_backwards", CONFLICT, false;
    /// The version named is not the stored one.
    VersionConflict = "version_conflict", PRECONDITION_FAILED, false;
    /// The body is too large.
    PayloadTooLarge = "payload_too_large", PAYLOAD_TOO_LARGE, false;
    /// The body is not declared as JSON.
    UnsupportedMediaType = "unsupported_media_type", UNSUPPORTED_MEDIA_TYPE, false;
    /// Members of the body are wrong.
    InvalidBody = "invalid_body", UNPROCESSABLE_ENTITY, false;
    /// Query parameters are wrong.
    InvalidQuery = "invalid_query", UNPROCESSABLE_ENTITY, false;
    /// A policy bundle makes no sense.
    PolicyRefused = "policy_refused", UNPROCESSABLE_ENTITY, false;
    /// The idempotency key was used for another request.
    IdempotencyMismatch = "idempotency_mismatch", UNPROCESSABLE_ENTITY, false;
    /// A named limit would be passed.
    LimitExceeded = "limit_exceeded", UNPROCESSABLE_ENTITY, false;
    /// The request must name the version it starts from.
    PreconditionRequired = "precondition_required", PRECONDITION_REQUIRED, false;
    /// A fault of ours.
    Internal = "internal", INTERNAL_SERVER_ERROR, true;
    /// Too much at once.
    Busy = "busy", SERVICE_UNAVAILABLE, true;
    /// The process is starting, stopping, or has lost its database.
    NotReady = "not_ready", SERVICE_UNAVAILABLE, true;
    /// The process runs, but its clocks stand still.
    Stalled = "stalled", SERVICE_UNAVAILABLE, true;
}

impl ProblemCode {
    /// All codes: the general ones, then the refusals of the domain.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::GENERAL.iter().copied().chain(RefusalCode::ALL.iter().copied().map(Self::Refused))
    }

    /// The code with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::all().find(|code| code.as_str() == name)
    }

    /// The code for an answer of which only the status is known.
    #[must_use]
    pub fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::UNAUTHORIZED => Self::Unauthenticated,
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::MethodNotAllowed,
            StatusCode::REQUEST_TIMEOUT => Self::RequestTimeout,
            StatusCode::PAYLOAD_TOO_LARGE => Self::PayloadTooLarge,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::UnsupportedMediaType,
            StatusCode::SERVICE_UNAVAILABLE => Self::Busy,
            other if other.is_client_error() => Self::BadRequest,
            _ => Self::Internal,
        }
    }
}
