//! `If-Match`: the version a change starts from. Required wherever it is extracted.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};

use crate::etag;
use crate::problem::Problem;
use crate::problem::code::ProblemCode;

/// The name of the header in messages and in the document.
pub const NAME: &str = "If-Match";

/// The version the caller has seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IfMatch(pub i64);

impl IfMatch {
    fn of(request: &HttpRequest) -> Result<Self, Problem> {
        let mut values = request.headers().get_all(header::IF_MATCH);
        let Some(value) = values.next() else {
            return Err(Problem::new(ProblemCode::PreconditionRequired));
        };
        let text = value.to_str().map_err(|_| Problem::invalid_header(NAME, "etag_unknown"))?.trim();
        let fault = match text {
            "*" => "wildcard_refused",
            _ if values.next().is_some() || text.contains(',') => "single_etag_required",
            _ if text.starts_with("W/") || !text.starts_with('"') => "strong_etag_required",
            _ => match etag::version(text) {
                Some(version) => return Ok(Self(version)),
                None => "etag_unknown",
            },
        };
        Err(Problem::invalid_header(NAME, fault))
    }
}

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request))
    }
}

impl IntoParams for IfMatch {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let description = "The ETag of the resource as last read: the action is done only if it has not changed since.";
        vec![etag::parameter(NAME, description, true)]
    }
}
