//! The two shapes that most endpoints have: an action on a version, and a list. Here with their descriptions.

use std::collections::BTreeSet;

use actix_web::{HttpResponse, Responder, get, post};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::scope;
use validator::Validate;

use crate::etag::Versioned;
use crate::extract::caller::Caller;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::if_match::IfMatch;
use crate::extract::if_none_match::IfNoneMatch;
use crate::extract::json::{Empty, Json};
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::extract::path::{ById, Path};
use crate::openapi::{complaints, describe_endpoints};
use crate::problem::Problem;

#[derive(Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct AssignRequest {
    /// The crew.
    #[validate(length(min = 1, max = 64))]
    #[schema(min_length = 1, max_length = 64)]
    crew: String,
}

#[derive(Serialize, ToSchema)]
struct OrderResponse {
    /// The crew.
    crew: String,
}

#[derive(Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct OrderFilter {
    /// Only those of this crew.
    crew: Option<String>,
}

/// Assign a crew
///
/// The unit that holds the work order gives it to one of its crews.
#[utoipa::path(
    tag = "work-orders",
    params(ById, IfMatch, IdempotencyKey),
    responses((status = 200, description = "Assigned", body = OrderResponse, headers(("ETag" = String))))
)]
#[post("/orders/{id}/actions/assign")]
async fn assign_order(
    caller: Caller,
    path: Path<ById>,
    version: IfMatch,
    _key: IdempotencyKey,
    body: Json<AssignRequest>,
) -> Result<impl Responder, Problem> {
    let crew = format!("{} {} {}", body.crew, path.id, caller.principal.login);
    Ok(Versioned { version: version.0 + 1, body: OrderResponse { crew } })
}

/// Receive
#[utoipa::path(tag = "work-orders", params(ById, IfMatch), responses((status = 204, description = "Received")))]
#[post("/orders/{id}/actions/receive")]
async fn receive_order(_path: Path<ById>, _version: IfMatch, _body: Json<Empty>) -> HttpResponse {
    HttpResponse::NoContent().finish()
}

/// List
#[utoipa::path(
    tag = "work-orders",
    params(OrderFilter, PageParameters, IfNoneMatch),
    responses((status = 200, description = "A page", body = Page<OrderResponse>))
)]
#[get("/orders")]
async fn list_orders(paged: Paged<OrderFilter, u32>) -> Result<impl Responder, Problem> {
    let crew = paged.filter.crew.clone().unwrap_or_default();
    paged.answer(vec![OrderResponse { crew }], None)
}

fn document() -> Value {
    let api = describe_endpoints(|services| {
        let endpoints = scope::scope("/v1");
        services.service(endpoints.service(assign_order).service(receive_order).service(list_orders));
    });
    assert_eq!(complaints(&api), Vec::<String>::new());
    serde_json::to_value(api).unwrap()
}

fn statuses(operation: &Value) -> Vec<u16> {
    let answers = operation["responses"].as_object().unwrap();
    answers.keys().map(|status| status.parse().unwrap()).collect()
}

fn parameters(operation: &Value) -> BTreeSet<String> {
    let parameters = operation["parameters"].as_array().unwrap();
    parameters
        .iter()
        .map(|parameter| format!("{} {}", parameter["in"].as_str().unwrap(), parameter["name"].as_str().unwrap()))
        .collect()
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn an_action_takes_a_version_and_answers_with_every_problem_of_its_extractors() {
    let document = document();
    let action = &document["paths"]["/v1/orders/{id}/actions/assign"]["post"];
    assert_eq!(statuses(action), [200, 400, 401, 403, 404, 408, 409, 412, 413, 415, 422, 428, 500, 503]);
    assert_eq!(parameters(action), set(&["path id", "header If-Match", "header Idempotency-Key"]));
    let body = &action["requestBody"]["content"]["application/json"]["schema"]["$ref"];
    assert_eq!(body, "#/components/schemas/AssignRequest");
    assert_eq!(document["components"]["schemas"]["AssignRequest"]["additionalProperties"], false);
    assert!(document["components"]["schemas"]["Empty"].is_object());
}

#[test]
fn a_list_takes_filters_a_cursor_and_a_limit() {
    let document = document();
    let list = &document["paths"]["/v1/orders"]["get"];
    assert_eq!(statuses(list), [200, 304, 400, 401, 403, 422, 500, 503]);
    assert_eq!(parameters(list), set(&["query crew", "query cursor", "query limit", "header If-None-Match"]));
    let page = &list["responses"]["200"]["content"]["application/json"]["schema"]["$ref"];
    let name = page.as_str().unwrap().rsplit('/').next().unwrap();
    let members = document["components"]["schemas"][name]["properties"].as_object().unwrap();
    assert_eq!(members.keys().collect::<Vec<_>>(), ["data", "page"]);
}
