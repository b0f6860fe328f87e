//! `GET /v1/periods`

use actix_web::{Responder, get, web};
use bihuan_app::figures;
use bihuan_domain::fact::Day;
use uuid::Uuid;

use super::response::PeriodResponse;
use crate::extract::caller::Caller;
use crate::extract::json::Empty;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::listing;

/// List closed periods
///
/// Latest first.
#[utoipa::path(
    tag = "figures",
    params(PageParameters),
    responses((status = 200, description = "A page of periods", body = Page<PeriodResponse>))
)]
#[get("/periods")]
pub(super) async fn list_periods(
    state: web::Data<State>,
    caller: Caller,
    paged: Paged<Empty, (Day, Uuid)>,
) -> Result<impl Responder, Problem> {
    let limit = listing::one_more(paged.limit);
    let mut rows = figures::periods(&state.app, &caller, paged.after, limit).await?;
    let next = listing::cut(&mut rows, paged.limit, |period| (period.from, period.id));
    paged.answer(rows.iter().map(PeriodResponse::from).collect(), next)
}
