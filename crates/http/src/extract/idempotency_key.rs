//! `Idempotency-Key`: makes a repeated POST harmless. Whether it is required is the use case's decision.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use bihuan_app::error::FieldError;
use utoipa::IntoParams;
use utoipa::openapi::Required;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};

use crate::problem::Problem;
use crate::problem::code::ProblemCode;

/// The name of the header.
pub const NAME: &str = "Idempotency-Key";

/// The longest key, in characters.
pub const KEY_LENGTH_MAX: usize = 255;

/// The key of the request, if it has one: 1 to [`KEY_LENGTH_MAX`] visible ASCII characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyKey(pub Option<String>);

impl IdempotencyKey {
    fn of(request: &HttpRequest) -> Result<Self, Problem> {
        let mut values = request.headers().get_all(NAME);
        let Some(value) = values.next() else {
            return Ok(Self(None));
        };
        let bytes = value.as_bytes();
        let sane = (1..=KEY_LENGTH_MAX).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_graphic);
        match value.to_str() {
            Ok(key) if sane && values.next().is_none() => Ok(Self(Some(key.to_owned()))),
            _ => Err(refused()),
        }
    }
}

fn refused() -> Problem {
    let error = FieldError::new(format!("/header/{NAME}"), "visible_ascii").with("min", 1).with("max", KEY_LENGTH_MAX);
    Problem::new(ProblemCode::InvalidHeader).with("header", NAME).at([error])
}

impl FromRequest for IdempotencyKey {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request))
    }
}

impl IntoParams for IdempotencyKey {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let schema = ObjectBuilder::new()
            .schema_type(Type::String)
            .min_length(Some(1))
            .max_length(Some(KEY_LENGTH_MAX))
            .pattern(Some("^[\\x21-\\x7E]+$"))
            .build();
        let description = "A fresh text for each new request, and the same when it is repeated: the request is \
                           carried out once. Required from service accounts.";
        let parameter = ParameterBuilder::new()
            .name(NAME)
            .parameter_in(ParameterIn::Header)
            .required(Required::False)
            .description(Some(description))
            .schema(Some(schema));
        vec![parameter.build()]
    }
}
