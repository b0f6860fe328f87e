//! `GET /v1/report-runs/{id}`

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, Responder, get, web};
use bihuan_app::reports::{self, Format};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::extract::caller::Caller;
use crate::extract::language::Language;
use crate::extract::path::{ById, Path};
use crate::extract::query::Query;
use crate::problem::Problem;
use crate::state::State;

/// How a report is written.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReportFormat)]
enum FormatName {
    /// JSON, in both languages.
    Json,
    /// Comma-separated values.
    Csv,
    /// A workbook.
    Xlsx,
    /// A page that prints well.
    Html,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Json => Self::Json,
            FormatName::Csv => Self::Csv,
            FormatName::Xlsx => Self::Xlsx,
            FormatName::Html => Self::Html,
        }
    }
}

/// How the report is to be written.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct GetRunQuery {
    /// The format; what `Accept` asks for, or JSON, when left out.
    #[param(inline)]
    format: Option<FormatName>,
}

/// Only scripts and styles of the page itself, which has no scripts: a report is opened where people are signed in.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/// Get a report that ran
///
/// As JSON, comma-separated values, a workbook or a page for people, in the language of `Accept-Language`.
#[utoipa::path(
    tag = "reports",
    params(ById, GetRunQuery),
    responses((status = 200, description = "The report", content(
        (Object = "application/json"),
        (String = "text/csv"),
        (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (String = "text/html")
    )))
)]
#[get("/report-runs/{id}")]
pub(super) async fn get_report_run(
    state: web::Data<State>,
    caller: Caller,
    path: Path<ById>,
    query: Query<GetRunQuery>,
    language: Language,
    request: HttpRequest,
) -> Result<impl Responder, Problem> {
    let run = reports::get(&state.app, &caller, path.id).await?;
    let format = query.format.map_or_else(|| accepted(&request), Format::from);
    let rendered = reports::render(&state.app, &run, format, language == Language::Chinese)?;
    let place = if format == Format::Html || format == Format::Json { "inline" } else { "attachment" };
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, format.media_type()))
        .insert_header((header::CONTENT_LANGUAGE, language.as_str()))
        .insert_header((header::VARY, "accept, accept-language"))
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::CONTENT_DISPOSITION, format!("{place}; filename=\"{}\"", rendered.file_name)))
        .body(rendered.bytes))
}

/// The first format of ours that the request accepts.
fn accepted(request: &HttpRequest) -> Format {
    let asked = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let named = |wanted: &str| {
        let wanted = wanted.split(';').next().unwrap_or_default().trim();
        Format::ALL.iter().copied().find(|format| format.media_type().split(';').next() == Some(wanted))
    };
    asked.split(',').find_map(named).unwrap_or(Format::Json)
}
