//! Which pages of other origins may call this API: those the operator lists, none by default.

use actix_cors::Cors;
use actix_web::http::header;

use crate::extract::idempotency_key;
use crate::request::REQUEST_ID;

/// How long a browser may remember the answer, in seconds.
const REMEMBERED_SECONDS: usize = 600;

/// The middleware for a list of origins; not to be used at all for an empty one.
pub(crate) fn policy(origins: &[String]) -> Cors {
    let cors = Cors::default()
        .allowed_methods(["GET", "POST", "PUT", "DELETE"])
        .allowed_headers([header::AUTHORIZATION, header::CONTENT_TYPE, header::ACCEPT_LANGUAGE])
        .allowed_headers([header::IF_MATCH, header::IF_NONE_MATCH, REQUEST_ID])
        .allowed_header(idempotency_key::NAME)
        .expose_headers([header::ETAG, header::LOCATION, header::LINK, header::CONTENT_LANGUAGE])
        .expose_headers([header::RETRY_AFTER, header::WWW_AUTHENTICATE, REQUEST_ID])
        .block_on_origin_mismatch(false)
        .max_age(REMEMBERED_SECONDS);
    origins.iter().fold(cors, |cors, origin| cors.allowed_origin(origin))
}
