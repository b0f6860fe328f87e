//! `GET /v1/survey-rounds`

use actix_web::{Responder, get, web};
use bihuan_app::survey_rounds;
use bihuan_app::{Order, Position};

use super::response::SurveyRoundResponse;
use crate::extract::caller::Caller;
use crate::extract::json::Empty;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::listing;

/// List survey rounds
///
/// Those of the caller's unit and of the units below, newest first.
#[utoipa::path(
    tag = "survey-rounds",
    params(PageParameters),
    responses((status = 200, description = "A page of survey rounds", body = Page<SurveyRoundResponse>))
)]
#[get("/survey-rounds")]
pub(super) async fn list_survey_rounds(
    state: web::Data<State>,
    caller: Caller,
    paged: Paged<Empty, Position>,
) -> Result<impl Responder, Problem> {
    let request = listing::request(&paged, Order::NewestFirst);
    let mut rows = survey_rounds::list(&state.app, &caller, request).await?;
    let next = listing::cut(&mut rows, paged.limit, |row| Position { at: row.round.opened_at, id: row.round.id.0 });
    paged.answer(rows.iter().map(SurveyRoundResponse::from).collect(), next)
}
