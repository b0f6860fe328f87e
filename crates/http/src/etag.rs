//! Entity tags: `"v<n>"`, the version of the resource, strong.

use actix_web::body::BoxBody;
use actix_web::http::{Method, StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, Responder};
use serde::Serialize;
use utoipa::openapi::Required;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};

use crate::extract::if_none_match::IfNoneMatch;

/// The entity tag of a version.
#[must_use]
pub fn of(version: i64) -> String {
    format!("\"v{version}\"")
}

/// The version of an entity tag of ours.
#[must_use]
pub fn version(tag: &str) -> Option<i64> {
    let digits = tag.strip_prefix("\"v")?.strip_suffix('"')?;
    let canonical = digits.bytes().all(|byte| byte.is_ascii_digit()) && (digits == "0" || !digits.starts_with('0'));
    if canonical { digits.parse().ok() } else { None }
}

pub(crate) fn parameter(name: &str, description: &str, required: bool) -> Parameter {
    let schema = ObjectBuilder::new().schema_type(Type::String).examples(["\"v1\""]);
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(if required { Required::True } else { Required::False })
        .description(Some(description))
        .schema(Some(schema))
        .build()
}

/// A resource with its version: answers with `ETag`, and with 304 to a reader who holds that version.
#[derive(Debug)]
pub struct Versioned<T> {
    /// The version.
    pub version: i64,
    /// The resource.
    pub body: T,
}

impl<T: Serialize> Responder for Versioned<T> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let tag = of(self.version);
        let held = request.method() == Method::GET && IfNoneMatch::of(request).holds(self.version);
        let mut response = HttpResponse::build(if held { StatusCode::NOT_MODIFIED } else { StatusCode::OK });
        response.insert_header((header::ETAG, tag)).insert_header((header::CACHE_CONTROL, "private, no-cache"));
        if held { response.finish() } else { response.json(self.body) }
    }
}

/// A resource that was just made: 201 with `Location` and `ETag`.
#[derive(Debug)]
pub struct Created<T> {
    /// Its path, such as `/v1/tickets/…`.
    pub location: String,
    /// Its version.
    pub version: i64,
    /// The resource.
    pub body: T,
}

impl<T: Serialize> Responder for Created<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Created()
            .insert_header((header::LOCATION, self.location))
            .insert_header((header::ETAG, of(self.version)))
            .json(self.body)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn only_tags_made_here_have_a_version() {
        assert_eq!(super::version(&super::of(12)), Some(12));
        for foreign in ["v12", "\"12\"", "\"v\"", "\"v-1\"", "\"v01\"", "\"v99999999999999999999\"", "W/\"v1\""] {
            assert_eq!(super::version(foreign), None, "{foreign}");
        }
    }
}
