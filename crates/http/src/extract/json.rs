//! The body: one JSON value of a known shape. Limited in size and in time, strict about its members, then validated.
//!
//! Types say `#[serde(rename_all = "camelCase", deny_unknown_fields)]` and derive `Validate`.

use std::future::Future;
use std::ops::Deref;
use std::pin::Pin;
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::web::{self, Bytes};
use actix_web::{FromRequest, HttpRequest};
use bihuan_app::error::FieldError;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use utoipa::{PartialSchema, ToSchema};
use validator::Validate;

use super::{members, shape, validation};
use crate::problem::Problem;
use crate::problem::code::ProblemCode;
use crate::state::State;

/// The largest body, in bytes, unless an operation says otherwise.
pub const BODY_BYTES_MAX: usize = 256 * 1024;

/// The largest body that brings the files of a policy bundle, in bytes.
pub const BUNDLE_BODY_BYTES_MAX: usize = 4 * 1024 * 1024;

/// How long a body may take to arrive.
pub const BODY_TIMEOUT: Duration = Duration::from_secs(20);

/// A body of at most `BYTES` that was read and found valid. An empty body without a content type counts as `{}`.
#[derive(Debug)]
pub struct Json<T, const BYTES: usize = BODY_BYTES_MAX> {
    /// The body.
    pub value: T,
    /// Of method, path and the bytes of the body: two requests with the same one are the same request. Keyed, because
    /// it is stored and a body may hold a password.
    pub fingerprint: [u8; 32],
}

/// A body that brings the files of a policy bundle.
pub type BundleBody<T> = Json<T, BUNDLE_BODY_BYTES_MAX>;

/// A body without members: for actions that need no word beyond their name, and for lists without filters.
#[derive(Clone, Copy, Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Empty {}

impl<T, const BYTES: usize> Json<T, BYTES> {
    /// The body itself.
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T, const BYTES: usize> Deref for Json<T, BYTES> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: DeserializeOwned + Validate + PartialSchema + 'static, const BYTES: usize> FromRequest for Json<T, BYTES> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let declared = declared_as_json(request);
        let state = State::of(request);
        let mut hash = Sha256::new();
        hash.update(request.method().as_str());
        hash.update([0]);
        hash.update(request.path());
        hash.update([0]);
        let payload = web::Payload::from_request(request, payload).into_inner();
        Box::pin(async move {
            let (declared, state) = (declared?, state?);
            let body = read(payload.map_err(|_| Problem::new(ProblemCode::BadRequest))?, BYTES).await?;
            if !declared && !body.is_empty() {
                return Err(Problem::new(ProblemCode::UnsupportedMediaType));
            }
            hash.update(&body);
            let value = parse(if body.is_empty() && !declared { b"{}" } else { &body })?;
            Ok(Self { value, fingerprint: state.cursors.fingerprint(&hash.finalize()) })
        })
    }
}

/// Whether the body is declared as JSON; an error if it is declared as anything else.
fn declared_as_json(request: &HttpRequest) -> Result<bool, Problem> {
    let refused = || Problem::new(ProblemCode::UnsupportedMediaType);
    if request.headers().contains_key(header::CONTENT_ENCODING) {
        return Err(refused());
    }
    let Some(value) = request.headers().get(header::CONTENT_TYPE) else {
        return Ok(false);
    };
    let text = value.to_str().map_err(|_| refused())?.to_ascii_lowercase();
    let (essence, parameters) = text.split_once(';').unwrap_or((&text, ""));
    let charset = parameters.trim().strip_prefix("charset=").map(|name| name.trim_matches('"'));
    let known = essence.trim() == "application/json" && charset.is_none_or(|name| name == "utf-8");
    if known { Ok(true) } else { Err(refused()) }
}

async fn read(payload: web::Payload, bytes_max: usize) -> Result<Bytes, Problem> {
    match tokio::time::timeout(BODY_TIMEOUT, payload.to_bytes_limited(bytes_max)).await {
        Ok(Ok(Ok(body))) => Ok(body),
        Ok(Ok(Err(_))) => Err(Problem::new(ProblemCode::BadRequest)),
        Ok(Err(_)) => Err(Problem::new(ProblemCode::PayloadTooLarge).with("maximum", bytes_max)),
        Err(_) => Err(Problem::new(ProblemCode::RequestTimeout).with("seconds", BODY_TIMEOUT.as_secs())),
    }
}

fn parse<T: DeserializeOwned + Validate + PartialSchema>(body: &[u8]) -> Result<T, Problem> {
    let invalid = |errors| Problem::new(ProblemCode::InvalidBody).at(errors);
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let value: T = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let (path, inner) = (error.path().clone(), error.into_inner());
        if inner.is_data() {
            let first = vec![shape::field_error("", &path, &inner.to_string())];
            invalid(members::with_others(first, &T::schema(), body))
        } else {
            malformed(&inner)
        }
    })?;
    deserializer.end().map_err(|error| malformed(&error))?;
    // Serde would also fill a struct from an array, member by member.
    if !body.trim_ascii_start().starts_with(b"{") {
        return Err(invalid(vec![FieldError::new("", "invalid_type").with("expected", "an object")]));
    }
    if holds_nul(body) {
        return Err(invalid(vec![FieldError::new("", "nul_character")]));
    }
    value.validate().map_err(|errors| invalid(validation::field_errors("", &errors)))?;
    Ok(value)
}

fn malformed(error: &serde_json::Error) -> Problem {
    Problem::new(ProblemCode::MalformedJson).with("line", error.line()).with("column", error.column())
}

/// Whether a string of the (valid) JSON holds U+0000, which PostgreSQL cannot store. It can only be there escaped.
fn holds_nul(body: &[u8]) -> bool {
    let mut rest = body;
    while let Some(at) = rest.iter().position(|byte| *byte == b'\\') {
        let escape = &rest[at + 1..];
        if escape.starts_with(b"u0000") {
            return true;
        }
        rest = escape.get(1..).unwrap_or_default();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::holds_nul;

    #[test]
    fn an_escaped_nul_is_found_and_an_escaped_backslash_is_not() {
        assert!(holds_nul(br#"{"a":"x\u0000"}"#));
        assert!(holds_nul(br#"{"a":"\\\u0000"}"#));
        assert!(!holds_nul(br#"{"a":"\\u0000"}"#));
        assert!(!holds_nul(br#"{"a":"\n"}"#));
    }
}
