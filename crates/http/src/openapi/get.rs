//! `GET /openapi.json`

use actix_web::{HttpResponse, Responder, get, web};

use crate::state::State;

/// This document
///
/// The description of the API (OpenAPI 3.1).
#[utoipa::path(tag = "operations", responses((status = 200, description = "The document", body = serde_json::Value)))]
#[get("/openapi.json")]
pub(crate) async fn get_document(state: web::Data<State>) -> impl Responder {
    HttpResponse::Ok().content_type("application/json").body(state.document.json.clone())
}
