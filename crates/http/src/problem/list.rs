//! `GET /problems`

use actix_web::{Responder, get};
use serde::Serialize;
use utoipa::ToSchema;

use super::body::ProblemDocument;
use super::code::ProblemCode;
use crate::extract::language::{Language, Localized};

/// All problem codes.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProblemList {
    /// One entry a code.
    data: Vec<ProblemDocument>,
}

/// List the problem codes
///
/// Every code that an answer of this API can carry, in the language asked for.
#[utoipa::path(tag = "problems", responses((status = 200, description = "All codes", body = ProblemList)))]
#[get("/problems")]
pub(crate) async fn list_problems(language: Language) -> impl Responder {
    let data = ProblemCode::all().map(|code| ProblemDocument::new(code, language)).collect();
    Localized { language, body: ProblemList { data } }
}
