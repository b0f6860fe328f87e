//! `GET /v1/record-series`

use actix_web::{Responder, get, web};
use bihuan_app::records::{self, SeriesRow};
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::caller::Caller;
use crate::extract::json::Empty;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::listing;

/// A series of numbers.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RecordSeries)]
struct RecordSeriesResponse {
    /// Its name: kind, centre and year.
    #[schema(example = "callback_result/centre/2026")]
    series: String,
    /// The last number given; all from 1 to it are there.
    last: i64,
    /// The last seal. Written down elsewhere, it proves later that nothing up to here was changed.
    seal: String,
}

impl From<SeriesRow> for RecordSeriesResponse {
    fn from((series, last, seal): SeriesRow) -> Self {
        Self { series, last, seal }
    }
}

/// List series of records
///
/// Those that the centres in the caller's scope keep, by name.
#[utoipa::path(
    tag = "records",
    params(PageParameters),
    responses((status = 200, description = "A page of series", body = Page<RecordSeriesResponse>))
)]
#[get("/record-series")]
pub(super) async fn list_record_series(
    state: web::Data<State>,
    caller: Caller,
    paged: Paged<Empty, String>,
) -> Result<impl Responder, Problem> {
    let limit = listing::one_more(paged.limit);
    let mut rows = records::series(&state.app, &caller, paged.after.clone(), limit).await?;
    let next = listing::cut(&mut rows, paged.limit, |row| row.0.clone());
    paged.answer(rows.into_iter().map(RecordSeriesResponse::from).collect(), next)
}
