//! English.

mod refusals;

pub(super) use refusals::refusal;

use super::{Text, text};
use crate::problem::code::ProblemCode;

pub(super) const fn general(code: ProblemCode) -> Text {
    match code {
        ProblemCode::BadRequest => text(
            "The request cannot be read",
            "The request line, path or a header is malformed.",
            "Send a well-formed HTTP request.",
        ),
        ProblemCode::MalformedJson => text(
            "The body is not JSON",
            "The body stops being JSON at line {line}, column {column}.",
            "Send one complete JSON value in UTF-8.",
        ),
        ProblemCode::InvalidHeader => text(
            "A header is not valid",
            "The header {header} is not what it must be; see errors.",
            "Correct the header named in errors.",
        ),
        ProblemCode::CursorInvalid => text(
            "The cursor is not valid",
            "The cursor was not made by this list with these filters.",
            "Start again without a cursor, or keep the filters unchanged while paging.",
        ),
        ProblemCode::IdempotencyKeyRequired => text(
            "An idempotency key is required",
            "Service accounts must send the header Idempotency-Key here.",
            "Send a fresh Idempotency-Key, and the same one when you repeat the request.",
        ),
        ProblemCode::Unauthenticated => text(
            "A token is required",
            "The request carries no bearer token.",
            "Sign in with POST /v1/sessions and send Authorization: Bearer <accessToken>.",
        ),
        ProblemCode::TokenInvalid => text(
            "The token is not valid",
            "The bearer token was not issued by this server, or was changed.",
            "Sign in again.",
        ),
        ProblemCode::TokenExpired => text(
            "The token has expired",
            "The bearer token is too old.",
            "Exchange the refresh token at POST /v1/sessions/refresh.",
        ),
        ProblemCode::InvalidCredentials => text(
            "Login or password is wrong",
            "Login and password do not belong together, or the user is disabled.",
            "Check both and try again.",
        ),
        ProblemCode::SessionEnded => text(
            "The session has ended",
            "The session was signed out, or one of its old refresh tokens was used again.",
            "Sign in again.",
        ),
        ProblemCode::Forbidden => text(
            "A permission is missing",
            "None of your roles grants {permission}.",
            "Ask an administrator for a role with this permission.",
        ),
        ProblemCode::AccountProtected => text(
            "The account is protected",
            "Your roles may not give the role {what} or change the account {what}.",
            "Ask somebody whose role grants it; nobody can disable the own account.",
        ),
        ProblemCode::NotFound => text(
            "Not found",
            "There is nothing here that you can see.",
            "Check the address; things outside your unit are not shown either.",
        ),
        ProblemCode::MethodNotAllowed => text(
            "The method is not allowed",
            "This address answers only to {allowed}.",
            "Use one of the methods in the header Allow.",
        ),
        ProblemCode::RequestTimeout => text(
            "The body came too slowly",
            "The body did not arrive within {seconds} seconds.",
            "Send the request again over a better connection.",
        ),
        ProblemCode::AlreadyExists => {
            text("It exists already", "This {what} is taken.", "Use the existing one, or choose another.")
        }
        ProblemCode::ClockBackwards => text(
            "The clock never runs backwards",
            "The sandbox clock says {now} already.",
            "Send a later moment, or begin a new sandbox.",
        ),
        ProblemCode::VersionConflict => text(
            "Somebody else was faster",
            "The version is {current} by now.",
            "Read the resource again, and repeat the action with the new ETag if it still makes sense.",
        ),
        ProblemCode::PayloadTooLarge => {
            text("The body is too large", "The body is larger than {maximum} bytes.", "Send less.")
        }
        ProblemCode::UnsupportedMediaType => text(
            "The body must be JSON",
            "The Content-Type must be application/json, in UTF-8, without a Content-Encoding.",
            "Set Content-Type: application/json.",
        ),
        ProblemCode::InvalidBody => text(
            "The body is not valid",
            "Members of the body are wrong; see errors.",
            "Correct the members named in errors.",
        ),
        ProblemCode::InvalidQuery => text(
            "The query is not valid",
            "Query parameters are wrong; see errors.",
            "Correct the parameters named in errors.",
        ),
        ProblemCode::IdempotencyMismatch => text(
            "The idempotency key was used for another request",
            "The same Idempotency-Key came with a different body or address before.",
            "Use a fresh key for a new request.",
        ),
        ProblemCode::PolicyRefused => text(
            "The bundle makes no sense",
            "The bundle has {count} problem(s); see errors.",
            "Correct the files at the lines named in errors.",
        ),
        ProblemCode::LimitExceeded => {
            text("A limit would be passed", "The limit {limit} is {maximum}.", "Stay within the limit.")
        }
        ProblemCode::PreconditionRequired => text(
            "The version is required",
            "The header If-Match is missing.",
            "Read the resource and send its ETag as If-Match.",
        ),
        ProblemCode::Internal => text(
            "A fault of ours",
            "Something went wrong on the server; the traceId leads us to it.",
            "Try again; if it stays, report the traceId.",
        ),
        ProblemCode::Busy => text(
            "The server is busy",
            "The server cannot do this at the moment.",
            "Wait for the seconds in Retry-After and try again.",
        ),
        ProblemCode::NotReady => text(
            "The server is not ready",
            "The server is starting, stopping, or has lost its database.",
            "Wait and ask again.",
        ),
        ProblemCode::Stalled => text(
            "The clocks of the server stand still",
            "The server answers, but it has not looked for a minute whether the time of a ticket has come.",
            "Restart the process. Nothing is lost: what is due is done by another node, or when it is back.",
        ),
        ProblemCode::Refused(code) => refusal(code),
    }
}

pub(super) fn field(code: &str) -> &'static str {
    match code {
        "required" => "is required",
        "unknown_member" => "is not known here",
        "duplicate_member" => "is given more than once",
        "invalid_type" => "has the wrong type; expected {expected}",
        "unknown_value" => "is not one of the known values; expected {expected}",
        "length" => "has the wrong length; from {min} to {max} are allowed",
        "range" => "is out of range; from {min} to {max} are allowed",
        "nul_character" => "must not contain the character U+0000",
        "wildcard_refused" => "must name one version; the wildcard * is not accepted",
        "strong_etag_required" => "must be a strong entity tag such as \"v12\"",
        "single_etag_required" => "must name exactly one entity tag",
        "etag_unknown" => "is not an entity tag of this server, such as \"v12\"",
        "visible_ascii" => "must be {min} to {max} visible ASCII characters",
        "not_found" | "unknown" => "names something that does not exist",
        "item_missing" => "says nothing of the item {item}",
        "outbound" => "is opened by campaigns only",
        "not_outbound" => "is asked for by customers; a campaign needs an outbound kind",
        "in_future" => "must not lie in the future",
        "in_past" => "must not lie in the past",
        "conflict" => "contradicts {other}",
        "bundle_line" => "line {line}, column {column}: {reason}",
        "bundle" => "{reason}",
        "files_not_kept" => "the files of the policy in force were not kept; send all files instead",
        _ => "is not valid",
    }
}
