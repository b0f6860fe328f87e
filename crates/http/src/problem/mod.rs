//! Problems (RFC 9457): the one way in which this API says no.
//!
//! A handler answers `Err(Problem)`, usually by `?` on an [`bihuan_app::error::Error`]. The problem carries a code and
//! parameters only; [`render`] turns it into a body in the reader's language, with the trace id. Nothing of an
//! internal error ever reaches a body: it is logged with its sources.

pub mod body;
pub mod code;
mod get;
mod list;
pub mod render;
pub mod text;

use std::error::Error as StdError;
use std::fmt;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, ResponseError};
use bihuan_app::error::{Error, FieldError, Unauthenticated};
use bihuan_domain::policy::Problem as PolicyProblem;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::extract::language::Language;
use crate::extract::{query, shape};
use code::ProblemCode;

/// How long a client should wait before it repeats a request that found the server busy, in seconds.
pub const RETRY_AFTER_SECONDS: u32 = 1;

/// The most field errors one problem names.
pub const FIELD_ERRORS_MAX: usize = 100;

/// Why a request was not carried out.
#[derive(Debug)]
pub struct Problem(Box<Content>);

#[derive(Debug)]
struct Content {
    code: ProblemCode,
    parameters: Vec<(&'static str, String)>,
    errors: Vec<FieldError>,
    open_actions: Vec<&'static str>,
    headers: Vec<(header::HeaderName, String)>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Problem {
    /// A problem without further detail.
    #[must_use]
    pub fn new(code: ProblemCode) -> Self {
        let content = Content {
            code,
            parameters: Vec::new(),
            errors: Vec::new(),
            open_actions: Vec::new(),
            headers: Vec::new(),
            source: None,
        };
        Self(Box::new(content))
    }

    /// The same problem with a parameter of its text.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.0.parameters.push((name, value.to_string()));
        self
    }

    /// The same problem with the places that are wrong.
    #[must_use]
    pub fn at(mut self, errors: impl IntoIterator<Item = FieldError>) -> Self {
        self.0.errors.extend(errors);
        self.0.errors.truncate(FIELD_ERRORS_MAX);
        self
    }

    /// The same problem with a response header.
    #[must_use]
    pub fn header(mut self, name: header::HeaderName, value: impl ToString) -> Self {
        self.0.headers.push((name, value.to_string()));
        self
    }

    /// Nothing here, or nothing the caller may see.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(ProblemCode::NotFound)
    }

    /// A fault of ours.
    pub fn internal(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        let mut problem = Self::new(ProblemCode::Internal);
        problem.0.source = Some(source.into());
        problem
    }

    /// A header that is not what it must be; `field` is the code of a field error.
    #[must_use]
    pub fn invalid_header(name: &'static str, field: &'static str) -> Self {
        Self::new(ProblemCode::InvalidHeader)
            .with("header", name)
            .at([FieldError::new(format!("/header/{name}"), field)])
    }

    /// The code.
    #[must_use]
    pub fn code(&self) -> ProblemCode {
        self.0.code
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.code.as_str())
    }
}

impl StdError for Problem {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_ref().map(|source| source.as_ref() as _)
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.0.code.status()
    }

    /// The bare form; [`render`] replaces it by the one in the reader's language.
    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        for (name, value) in &self.0.headers {
            response.insert_header((name.clone(), value.as_str()));
        }
        response.content_type(body::CONTENT_TYPE).json(body::ProblemBody::new(
            self,
            Language::English,
            String::new(),
            String::new(),
        ))
    }
}

/// Which part of a request is refused: the body, unless every error lies in the query.
fn refused_part(errors: &[FieldError]) -> ProblemCode {
    let in_query =
        |error: &FieldError| error.pointer.strip_prefix(query::PREFIX).is_some_and(|rest| rest.starts_with('/'));
    if errors.iter().all(in_query) { ProblemCode::InvalidQuery } else { ProblemCode::InvalidBody }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Invalid(errors) => Self::new(refused_part(&errors)).at(errors),
            Error::NotFound { what } => Self::not_found().with("what", what),
            Error::Forbidden { permission } => {
                Self::new(ProblemCode::Forbidden).with("permission", permission.as_str())
            }
            Error::Unauthenticated { reason } => reason.into(),
            Error::Refused(refusal) => {
                let mut problem = Self::new(ProblemCode::Refused(refusal.code));
                problem.0.parameters = refusal.parameters;
                problem.0.open_actions = refusal.open;
                problem
            }
            Error::VersionConflict { current } => Self::new(ProblemCode::VersionConflict)
                .with("current", current)
                .header(header::ETAG, crate::etag::of(current)),
            Error::PreconditionRequired => Self::new(ProblemCode::PreconditionRequired),
            Error::AlreadyExists { what, id } => {
                let problem = Self::new(ProblemCode::AlreadyExists).with("what", what);
                id.into_iter().fold(problem, |problem, id| problem.with("id", id))
            }
            Error::IdempotencyMismatch => Self::new(ProblemCode::IdempotencyMismatch),
            Error::IdempotencyKeyRequired => Self::new(ProblemCode::IdempotencyKeyRequired),
            Error::CursorInvalid => Self::new(ProblemCode::CursorInvalid),
            Error::LimitExceeded { limit, maximum } => {
                Self::new(ProblemCode::LimitExceeded).with("limit", limit).with("maximum", maximum)
            }
            Error::AccountProtected { what } => Self::new(ProblemCode::AccountProtected).with("what", what),
            Error::PolicyRefused { problems } => {
                Self::new(ProblemCode::PolicyRefused).with("count", problems.len()).at(problems.iter().map(in_bundle))
            }
            Error::ClockBackwards { now } => Self::new(ProblemCode::ClockBackwards).with("now", now),
            Error::Busy => Self::new(ProblemCode::Busy),
            Error::Internal(source) => Self::internal(source),
        }
    }
}

/// One place that is wrong in the files of a bundle, as members of `/files`.
fn in_bundle(problem: &PolicyProblem) -> FieldError {
    let mut pointer = "/files".to_owned();
    if !problem.file.is_empty() {
        shape::push(&mut pointer, &problem.file);
    }
    let error = FieldError::new(pointer, if problem.line > 0 { "bundle_line" } else { "bundle" })
        .with("reason", &problem.message);
    let error = if problem.path.is_empty() { error } else { error.with("path", &problem.path) };
    if problem.line > 0 { error.with("line", problem.line).with("column", problem.column) } else { error }
}

impl From<Unauthenticated> for Problem {
    fn from(reason: Unauthenticated) -> Self {
        let (code, challenge) = match reason {
            Unauthenticated::TokenMissing => (ProblemCode::Unauthenticated, PLAIN_CHALLENGE),
            Unauthenticated::TokenInvalid => (ProblemCode::TokenInvalid, TOKEN_CHALLENGE),
            Unauthenticated::TokenExpired => (ProblemCode::TokenExpired, TOKEN_CHALLENGE),
            Unauthenticated::Credentials => (ProblemCode::InvalidCredentials, PLAIN_CHALLENGE),
            Unauthenticated::SessionEnded => (ProblemCode::SessionEnded, TOKEN_CHALLENGE),
        };
        Self::new(code).header(header::WWW_AUTHENTICATE, challenge)
    }
}

const PLAIN_CHALLENGE: &str = r#"Bearer realm="bihuan""#;
const TOKEN_CHALLENGE: &str = r#"Bearer realm="bihuan", error="invalid_token""#;

/// The pages that document the problems.
pub(crate) fn register(services: &mut ServiceConfig<'_>) {
    services.service(list::list_problems).service(get::get_problem);
}
