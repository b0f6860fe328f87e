//! `GET /v1/findings`

use actix_web::{Responder, get, web};
use bihuan_app::quality::findings::{self, FindingFilter};
use bihuan_app::{Order, Position};
use bihuan_domain::quality::Check;
use serde::Deserialize;
use utoipa::IntoParams;
use validator::Validate;

use super::response::FindingResponse;
use crate::extract::caller::Caller;
use crate::extract::language::Language;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::listing;
use crate::v1::schema::CheckName;

/// Which findings.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ListFindingsQuery {
    /// Only those by this check.
    #[param(value_type = Option<CheckName>, inline)]
    check: Option<Check>,
    /// Only those of which somebody has said what came of them, or only others.
    disposed: Option<bool>,
}

/// List findings
///
/// Those in tickets that the caller's unit and those below it took, newest first.
#[utoipa::path(
    tag = "quality",
    params(ListFindingsQuery, PageParameters),
    responses((status = 200, description = "A page of findings", body = Page<FindingResponse>))
)]
#[get("/findings")]
pub(super) async fn list_findings(
    state: web::Data<State>,
    caller: Caller,
    language: Language,
    paged: Paged<ListFindingsQuery, Position>,
) -> Result<impl Responder, Problem> {
    let request = listing::request(&paged, Order::NewestFirst);
    let filter = FindingFilter { check: paged.filter.check, disposed: paged.filter.disposed };
    let mut rows = findings::list(&state.app, &caller, filter, request).await?;
    let next = listing::cut(&mut rows, paged.limit, |(_, one)| Position { at: one.happened_at, id: one.id.0 });
    paged.answer(rows.iter().map(|row| FindingResponse::new(row, language)).collect(), next)
}
