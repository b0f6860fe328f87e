//! The answer where no endpoint is: 405 if the address knows other methods, else 404.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};

use crate::problem::Problem;
use crate::problem::code::ProblemCode;
use crate::state::State;

pub(crate) async fn fallback(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    Err(match state.document.routes.allowed(request.path()) {
        Some(methods) => {
            Problem::new(ProblemCode::MethodNotAllowed).with("allowed", &methods).header(header::ALLOW, methods)
        }
        None => Problem::not_found(),
    })
}
