//! Completes the document by rules, so that no handler repeats what holds for all: who must sign in, and which
//! problems an operation may answer with.

use actix_web::http::StatusCode;
use utoipa::openapi::path::{Operation, Parameter, ParameterIn, PathItem};
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{Content, OpenApi, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{PartialSchema, ToSchema};

use super::SECURITY_SCHEME;
use crate::extract::{if_match, if_none_match};
use crate::problem::body::{CONTENT_TYPE, FieldErrorBody, ProblemBody};

/// Paths below this one need a token unless they say otherwise with `security(())`.
const SECURED_PREFIX: &str = "/v1/";

pub(super) fn complete(api: &mut OpenApi) {
    for (path, item) in &mut api.paths.paths {
        for (_, operation) in operations_mut(item) {
            secure(path, operation);
            add_problems(operation);
            add_not_modified(operation);
        }
    }
    let components = api.components.get_or_insert_with(Default::default);
    components.schemas.insert(ProblemBody::name().into_owned(), ProblemBody::schema());
    components.schemas.insert(FieldErrorBody::name().into_owned(), FieldErrorBody::schema());
}

/// The operations of a path with their methods.
pub(super) fn operations(item: &PathItem) -> impl Iterator<Item = (&'static str, &Operation)> {
    let all = [
        ("GET", &item.get),
        ("PUT", &item.put),
        ("POST", &item.post),
        ("DELETE", &item.delete),
        ("PATCH", &item.patch),
    ];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_ref()?)))
}

fn operations_mut(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let all = [
        ("GET", &mut item.get),
        ("PUT", &mut item.put),
        ("POST", &mut item.post),
        ("DELETE", &mut item.delete),
        ("PATCH", &mut item.patch),
    ];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

fn secure(path: &str, operation: &mut Operation) {
    if operation.security.is_none() && path.starts_with(SECURED_PREFIX) {
        operation.security = Some(vec![SecurityRequirement::new::<_, [&str; 0], &str>(SECURITY_SCHEME, [])]);
    }
}

/// Whether the operation needs a token.
fn is_secured(operation: &Operation) -> bool {
    let needed = |requirement: &SecurityRequirement| *requirement != SecurityRequirement::default();
    operation.security.as_ref().is_some_and(|all| all.iter().all(needed))
}

fn has_parameter(operation: &Operation, matches: impl Fn(&Parameter) -> bool) -> bool {
    let parameters = operation.parameters.iter().flatten();
    parameters.into_iter().any(|parameter| matches!(parameter, RefOr::T(parameter) if matches(parameter)))
}

fn takes(operation: &Operation, place: ParameterIn) -> bool {
    has_parameter(operation, |parameter| parameter.parameter_in == place)
}

/// The problems an operation may answer with: what is documented here is what the extractors and use cases refuse.
fn add_problems(operation: &mut Operation) {
    let secured = is_secured(operation);
    let body = operation.request_body.is_some();
    let conditional = has_parameter(operation, |parameter| parameter.name == if_match::NAME);
    let path = takes(operation, ParameterIn::Path);
    let query = takes(operation, ParameterIn::Query);
    let rules: [(bool, u16, &str); 13] = [
        (true, 400, "The request cannot be read"),
        (secured || body, 401, "The caller is not authenticated"),
        (secured, 403, "A permission is missing"),
        (path, 404, "There is nothing here that the caller can see"),
        (body, 408, "The body came too slowly"),
        (body || conditional, 409, "The state does not allow it, or the thing exists already"),
        (conditional, 412, "The version is not the current one"),
        (body, 413, "The body is too large"),
        (body, 415, "The body is not declared as JSON"),
        (body || query, 422, "Members of the body or query parameters are not valid"),
        (conditional, 428, "The header If-Match is missing"),
        (true, 500, "A fault of the server"),
        (true, 503, "The server is busy or not ready"),
    ];
    for (applies, status, description) in rules {
        if applies {
            add(operation, status, problem(description));
        }
    }
}

fn add_not_modified(operation: &mut Operation) {
    if has_parameter(operation, |parameter| parameter.name == if_none_match::NAME) {
        let response = Response::builder().description("The caller holds the current version already").build();
        add(operation, StatusCode::NOT_MODIFIED.as_u16(), response);
    }
}

/// What a handler documents itself stands.
fn add(operation: &mut Operation, status: u16, response: Response) {
    operation.responses.responses.entry(status.to_string()).or_insert(RefOr::T(response));
}

fn problem(description: &str) -> Response {
    let schema = Ref::from_schema_name(ProblemBody::name());
    let content = Content::builder().schema(Some(schema)).build();
    ResponseBuilder::new().description(description).content(CONTENT_TYPE, content).build()
}
