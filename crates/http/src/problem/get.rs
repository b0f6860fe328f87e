//! `GET /problems/{code}`

use actix_web::{Responder, get};
use serde::Deserialize;
use utoipa::IntoParams;

use super::Problem;
use super::body::ProblemDocument;
use super::code::ProblemCode;
use crate::extract::language::{Language, Localized};
use crate::extract::path::Path;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct ByCode {
    /// A problem code, such as `version_conflict`.
    code: String,
}

/// Explain a problem code
///
/// This is where the `type` of every problem points.
#[utoipa::path(tag = "problems",
    params(ByCode), responses((status = 200, description = "The code", body = ProblemDocument)))]
#[get("/problems/{code}")]
pub(crate) async fn get_problem(path: Path<ByCode>, language: Language) -> Result<impl Responder, Problem> {
    let code = ProblemCode::named(&path.code).ok_or_else(Problem::not_found)?;
    Ok(Localized { language, body: ProblemDocument::new(code, language) })
}
