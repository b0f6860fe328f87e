//! `GET /v1/figures/tickets`

use actix_web::{Responder, get, web};
use bihuan_app::figures::{self, ListQuery, Part, Reading};
use bihuan_domain::fact::Day;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::filter::figure_query;
use super::response::CountedResponse;
use crate::extract::caller::Caller;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::limits::CODE_LENGTH_MAX;
use crate::v1::listing;
use crate::v1::schema::{CalendarDay, ReadingName};

/// Which number of a figure.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = FigurePart)]
pub(super) enum PartName {
    /// The upper one; the number itself for a plain count.
    Numerator,
    /// The lower one.
    Denominator,
}

figure_query! {
    /// Which number.
    ListFigureTicketsQuery {
        /// The indicator; required.
        #[validate(length(max = CODE_LENGTH_MAX))]
        #[param(max_length = 64)]
        indicator: Option<String>,
        /// Which number of the figure; the upper one when left out.
        #[param(inline)]
        part: Option<PartName>,
    }
}

/// List what a number counts
///
/// Exactly the tickets, work orders or callbacks behind a number: what they add sums to it. What an upheld appeal changed
/// names the appeal.
#[utoipa::path(
    tag = "figures",
    params(ListFigureTicketsQuery, PageParameters),
    responses((status = 200, description = "A page of what was counted", body = Page<CountedResponse>))
)]
#[get("/figures/tickets")]
pub(super) async fn list_figure_tickets(
    state: web::Data<State>,
    caller: Caller,
    paged: Paged<ListFigureTicketsQuery, (Day, Uuid)>,
) -> Result<impl Responder, Problem> {
    let asked = &paged.filter;
    let (indicator, filter) = (asked.indicator.clone().unwrap_or_default(), asked.filter(&state.app)?);
    let part = match asked.part {
        Some(PartName::Denominator) => Part::Denominator,
        Some(PartName::Numerator) | None => Part::Numerator,
    };
    let limit = listing::one_more(paged.limit);
    let mut rows =
        figures::tickets(&state.app, &caller, ListQuery { indicator, filter, part }, paged.after, limit).await?;
    let next = listing::cut(&mut rows, paged.limit, |row| (row.day, row.fact.subject));
    paged.answer(rows.iter().map(CountedResponse::from).collect(), next)
}
