//! Answers of requests that change something: written inside the transaction, so that a repetition gets the same.

use actix_web::body::BoxBody;
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, Responder};
use bihuan_app::reply::{Reply, StoredReply, request_key};
use serde::Serialize;

use crate::etag;
use crate::extract::caller::Caller;
use crate::extract::idempotency_key::IdempotencyKey;

/// How a use case is to answer this request. `route` names the operation.
pub(crate) fn to<T>(
    caller: &Caller,
    route: &'static str,
    key: IdempotencyKey,
    fingerprint: &[u8; 32],
    render: fn(&T) -> StoredReply,
) -> Reply<T> {
    let user = caller.principal.user;
    Reply { key: key.0.map(|key| request_key(user, route, key, fingerprint)), render }
}

/// 201 with `Location` and, for what has a version, `ETag`.
pub(crate) fn created(location: String, version: Option<i64>, body: &impl Serialize) -> StoredReply {
    let mut reply = written(StatusCode::CREATED, version, body);
    reply.headers.push((header::LOCATION.as_str().to_owned(), location));
    reply
}

/// 200 with `ETag`.
pub(crate) fn changed(version: i64, body: &impl Serialize) -> StoredReply {
    written(StatusCode::OK, Some(version), body)
}

/// 200 for what has no version.
pub(crate) fn done(body: &impl Serialize) -> StoredReply {
    written(StatusCode::OK, None, body)
}

/// 202 with `Location`: the work has begun, and goes on behind the answer.
pub(crate) fn accepted(location: String, body: &impl Serialize) -> StoredReply {
    let mut reply = written(StatusCode::ACCEPTED, None, body);
    reply.headers.push((header::LOCATION.as_str().to_owned(), location));
    reply
}

/// An answer with this status and, for what has a version, `ETag`.
pub(crate) fn written(status: StatusCode, version: Option<i64>, body: &impl Serialize) -> StoredReply {
    let tag = version.map(|version| (header::ETAG.as_str().to_owned(), etag::of(version)));
    match serde_json::to_string(body) {
        Ok(body) => StoredReply { status: status.as_u16(), headers: tag.into_iter().collect(), body },
        Err(error) => {
            // Our own types are always JSON: should one not be, the change stands and only its picture is missing.
            tracing::error!(%error, "an answer could not be written");
            StoredReply { status: status.as_u16(), headers: Vec::new(), body: "{}".to_owned() }
        }
    }
}

/// A written answer on its way out.
pub(crate) struct Answered(pub(crate) StoredReply);

impl Responder for Answered {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let status = StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::OK);
        let mut response = HttpResponse::build(status);
        for (name, value) in &self.0.headers {
            response.insert_header((name.as_str(), value.as_str()));
        }
        response.content_type("application/json").body(self.0.body)
    }
}
