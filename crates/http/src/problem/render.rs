//! The middleware that gives every failed answer its body: in the reader's language, with the path and the trace id.
//!
//! It replaces the body of every 4xx and 5xx, wherever it came from, so that no framework text gets out.

use std::error::Error as StdError;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpRequest};

use super::body::{CONTENT_TYPE, ProblemBody};
use super::code::ProblemCode;
use super::{Problem, RETRY_AFTER_SECONDS};
use crate::extract::language::Language;
use crate::request;

/// Marks an answer whose body is kept although it says no: the pages for people.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AsIs;

/// Runs the request and renders its failure, if it fails.
pub(crate) async fn render(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let response = next.call(request).await?.map_into_boxed_body();
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    let as_is = response.response().extensions().contains::<AsIs>();
    if failed && !as_is { Ok(rendered(response)) } else { Ok(response) }
}

fn rendered(response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    let bare;
    let problem = match response.response().error().and_then(|error| error.as_error::<Problem>()) {
        Some(problem) => problem,
        None => {
            bare = Problem::new(ProblemCode::of_status(response.status()));
            &bare
        }
    };
    log(&response, problem);
    let language = Language::of(response.request());
    let body = body(response.request(), problem, language);
    let status = problem.code().status();
    let mut response = response.map_body(|_, _| BoxBody::new(body));
    *response.response_mut().status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(CONTENT_TYPE));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.as_str()));
    headers.append(header::VARY, HeaderValue::from_static("accept-language"));
    headers.remove(header::CONTENT_LENGTH);
    if status == StatusCode::SERVICE_UNAVAILABLE && !headers.contains_key(header::RETRY_AFTER) {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(RETRY_AFTER_SECONDS));
    }
    response
}

fn body(request: &HttpRequest, problem: &Problem, language: Language) -> String {
    let body = ProblemBody::new(problem, language, request.path().to_owned(), request::id(request));
    serde_json::to_string(&body).unwrap_or_default()
}

/// Only faults of ours are worth an entry; their text goes here and nowhere else.
fn log(response: &ServiceResponse<BoxBody>, problem: &Problem) {
    if problem.code() != ProblemCode::Internal {
        tracing::debug!(code = problem.code().as_str(), "request refused");
        return;
    }
    let chain = match response.response().error().map(|error| error.as_error::<Problem>()) {
        Some(Some(problem)) => chain(problem),
        Some(None) => response.response().error().map(ToString::to_string).unwrap_or_default(),
        None => String::new(),
    };
    tracing::error!(error = chain, "request failed");
}

fn chain(problem: &Problem) -> String {
    let mut text = problem.to_string();
    let mut next = problem.source();
    while let Some(source) = next {
        text.push_str(": ");
        text.push_str(&source.to_string());
        next = source.source();
    }
    text
}
