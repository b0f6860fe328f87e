//! Query parameters, strict: unknown and repeated ones are refused.
//!
//! Types say `#[serde(rename_all = "camelCase", deny_unknown_fields)]`; `serde(flatten)` does not work with numbers.

use std::future::{Ready, ready};
use std::ops::Deref;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use bihuan_app::error::FieldError;
use serde::de::DeserializeOwned;
use serde::de::value::MapDeserializer;
use validator::Validate;

use super::{shape, validation};
use crate::problem::Problem;
use crate::problem::code::ProblemCode;

/// Where the pointers of query parameters start.
pub(crate) const PREFIX: &str = "/query";

/// The query parameters.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T> Deref for Query<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Query<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(pairs(request).and_then(parse).map(Self))
    }
}

/// The parameters in the order given, decoded.
pub(super) fn pairs(request: &HttpRequest) -> Result<Vec<(String, String)>, Problem> {
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_str(request.query_string()).map_err(|_| Problem::new(ProblemCode::BadRequest))?;
    for (index, (name, value)) in pairs.iter().enumerate() {
        if value.contains('\0') || name.contains('\0') {
            return Err(invalid(name, "nul_character"));
        }
        if pairs[..index].iter().any(|(earlier, _)| earlier == name) {
            return Err(invalid(name, "duplicate_member"));
        }
    }
    Ok(pairs)
}

/// The problem of one parameter.
pub(super) fn invalid(name: &str, code: &'static str) -> Problem {
    let mut pointer = PREFIX.to_owned();
    shape::push(&mut pointer, name);
    Problem::new(ProblemCode::InvalidQuery).at([FieldError::new(pointer, code)])
}

/// The parameters as a type.
pub(super) fn parse<T: DeserializeOwned + Validate>(pairs: Vec<(String, String)>) -> Result<T, Problem> {
    let refused = |errors| Problem::new(ProblemCode::InvalidQuery).at(errors);
    let values = pairs.into_iter().map(|(name, value)| (name, super::text_value::TextValue(value)));
    let deserializer = MapDeserializer::<_, serde::de::value::Error>::new(values);
    let value: T = serde_path_to_error::deserialize(deserializer).map_err(|error| {
        let (path, inner) = (error.path().clone(), error.into_inner());
        refused(vec![shape::field_error(PREFIX, &path, &inner.to_string())])
    })?;
    value.validate().map_err(|errors| refused(validation::field_errors(PREFIX, &errors)))?;
    Ok(value)
}
