//! `If-None-Match`: documented where a resource answers 304. [`crate::etag::Versioned`] honours it by itself.

use actix_web::HttpRequest;
use actix_web::http::header;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};

use crate::etag;

/// The name of the header in the document.
pub const NAME: &str = "If-None-Match";

/// The entity tags the caller holds already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IfNoneMatch(Vec<String>);

impl IfNoneMatch {
    /// The tags of a request; none when the header is absent or unreadable.
    #[must_use]
    pub fn of(request: &HttpRequest) -> Self {
        let values = request.headers().get_all(header::IF_NONE_MATCH).filter_map(|value| value.to_str().ok());
        Self(values.flat_map(|value| value.split(',')).map(|tag| tag.trim().to_owned()).collect())
    }

    /// Whether the caller holds this version.
    #[must_use]
    pub fn holds(&self, version: i64) -> bool {
        let current = etag::of(version);
        self.0.iter().any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == current)
    }
}

impl IntoParams for IfNoneMatch {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![etag::parameter(NAME, "The ETag the caller holds: the answer is 304 if it is still current.", false)]
    }
}
