//! `GET /v1/me/assessments`

use actix_web::{Responder, get, web};
use bihuan_app::assessments;
use bihuan_app::{Order, Position};

use super::response::AssessmentResponse;
use crate::extract::caller::Caller;
use crate::extract::json::Empty;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::listing;

/// List own assessments
///
/// Those of the caller, newest first.
#[utoipa::path(
    tag = "me",
    params(PageParameters),
    responses((status = 200, description = "A page of assessments", body = Page<AssessmentResponse>))
)]
#[get("/me/assessments")]
pub(super) async fn list_own_assessments(
    state: web::Data<State>,
    caller: Caller,
    paged: Paged<Empty, Position>,
) -> Result<impl Responder, Problem> {
    let request = listing::request(&paged, Order::NewestFirst);
    let mut rows = assessments::own(&state.app, &caller, request).await?;
    let next = listing::cut(&mut rows, paged.limit, |(_, one)| Position { at: one.opened_at, id: one.id.0 });
    paged.answer(rows.iter().map(AssessmentResponse::from).collect(), next)
}
