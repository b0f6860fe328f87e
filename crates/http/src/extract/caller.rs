//! The caller: whoever the bearer token proves, with the permissions of this moment.

use std::future::{Ready, ready};
use std::ops::Deref;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};
use bihuan_app::caller::Caller as Asking;
use bihuan_app::error::Unauthenticated;

use crate::problem::Problem;
use crate::request;
use crate::state::State;

/// The longest bearer token, in bytes.
pub const TOKEN_BYTES_MAX: usize = 4096;

/// The authenticated caller, and the request he makes.
#[derive(Clone, Debug)]
pub struct Caller(pub Asking);

impl Deref for Caller {
    type Target = Asking;

    fn deref(&self) -> &Asking {
        &self.0
    }
}

impl Caller {
    fn of(request: &HttpRequest) -> Result<Self, Problem> {
        let state = State::of(request)?;
        let claims = state.tokens.verify(bearer(request)?)?;
        let principal = state.authority.principal(&claims)?;
        Ok(Self(Asking { principal, request_id: Some(request::id(request)) }))
    }
}

fn bearer(request: &HttpRequest) -> Result<&str, Unauthenticated> {
    let mut values = request.headers().get_all(header::AUTHORIZATION);
    let value = values.next().ok_or(Unauthenticated::TokenMissing)?;
    let (scheme, token) = value.to_str().ok().and_then(|text| text.split_once(' ')).unwrap_or_default();
    let sane = scheme.eq_ignore_ascii_case("bearer") && token.len() <= TOKEN_BYTES_MAX && values.next().is_none();
    if sane { Ok(token.trim()) } else { Err(Unauthenticated::TokenInvalid) }
}

impl FromRequest for Caller {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request))
    }
}
