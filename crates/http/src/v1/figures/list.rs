//! `GET /v1/figures`

use actix_web::{Responder, get, web};
use bihuan_app::figures::{self, Comparison, Cut, FigureQuery, Reading};
use bihuan_domain::indicator::{Registry, Unit};
use bihuan_domain::policy::PolicyVersion;
use serde::Deserialize;
use utoipa::IntoParams;
use validator::Validate;

use super::filter::figure_query;
use super::response::FigureResponse;
use crate::extract::caller::Caller;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::limits::CODE_LENGTH_MAX;
use crate::v1::listing;
use crate::v1::schema::{CalendarDay, ComparisonName, CutName, ReadingName};

figure_query! {
    /// Which figures.
    ListFiguresQuery {
        /// The indicator; required.
        #[validate(length(max = CODE_LENGTH_MAX))]
        #[param(max_length = 64)]
        indicator: Option<String>,
        /// By what; one figure, the whole, when left out.
        #[param(value_type = Option<CutName>, inline)]
        by: Option<Cut>,
        /// The version of the policy whose rules (weights, samples) are used; the one in force when left out.
        #[validate(range(min = 1))]
        #[param(minimum = 1)]
        rules: Option<i64>,
        /// With what every figure is compared: the same days of the year before. Not by day or week.
        #[param(value_type = Option<ComparisonName>, inline)]
        compare: Option<Comparison>,
    }
}

/// List figures
///
/// An indicator over a stretch of days, for a unit and everything below it, as a whole or by groups. The groups sum to
/// the whole. Where the days are exactly those of a closed period, the value is the one it was closed with.
#[utoipa::path(
    tag = "figures",
    params(ListFiguresQuery, PageParameters),
    responses((status = 200, description = "A page of figures", body = Page<FigureResponse>))
)]
#[get("/figures")]
pub(super) async fn list_figures(
    state: web::Data<State>,
    caller: Caller,
    paged: Paged<ListFiguresQuery, String>,
) -> Result<impl Responder, Problem> {
    let asked = &paged.filter;
    let query = FigureQuery {
        indicator: asked.indicator.clone().unwrap_or_default(),
        filter: asked.filter(&state.app)?,
        by: asked.by,
        rules: asked.rules.map(PolicyVersion),
        compare: asked.compare,
    };
    let unit = Registry::definition(&query.indicator).map_or(Unit::Count, |definition| definition.unit);
    let mut rows = figures::figures(&state.app, &caller, query).await?;
    if let Some(after) = &paged.after {
        rows.retain(|figure| figure.key > *after);
    }
    let next = listing::cut(&mut rows, paged.limit, |figure| figure.key.clone());
    paged.answer(rows.into_iter().map(|figure| FigureResponse::new(figure, unit)).collect(), next)
}
