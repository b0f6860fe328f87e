//! `GET /v1/records`

use actix_web::{Responder, get, web};
use bihuan_app::records::{self, RecordFilter};
use bihuan_app::{Order, Position};
use bihuan_domain::id::{RecordId, TicketId};
use bihuan_domain::record::RecordKind;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use validator::Validate;

use super::response::RecordResponse;
use crate::extract::caller::Caller;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::limits::SERIES_LENGTH_MAX;
use crate::v1::listing;
use crate::v1::schema::RecordKindName;

/// Which records.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ListRecordsQuery {
    /// Only those of this kind.
    #[param(value_type = Option<RecordKindName>, inline)]
    kind: Option<RecordKind>,
    /// Only those of this series.
    #[validate(length(max = SERIES_LENGTH_MAX))]
    #[param(max_length = 128)]
    series: Option<String>,
    /// Only those of this ticket.
    ticket_id: Option<Uuid>,
    /// Only those that correct or void this record.
    corrects: Option<Uuid>,
}

/// List records
///
/// Those kept by the caller's unit and below, and those of tickets that the caller may see, newest first.
#[utoipa::path(
    tag = "records",
    params(ListRecordsQuery, PageParameters),
    responses((status = 200, description = "A page of records", body = Page<RecordResponse>))
)]
#[get("/records")]
pub(super) async fn list_records(
    state: web::Data<State>,
    caller: Caller,
    paged: Paged<ListRecordsQuery, Position>,
) -> Result<impl Responder, Problem> {
    let request = listing::request(&paged, Order::NewestFirst);
    let filter = RecordFilter {
        kind: paged.filter.kind,
        series: paged.filter.series.clone(),
        ticket: paged.filter.ticket_id.map(TicketId),
        corrects: paged.filter.corrects.map(RecordId),
        ..RecordFilter::default()
    };
    let mut rows = records::list(&state.app, &caller, filter, request).await?;
    let next = listing::cut(&mut rows, paged.limit, |record| Position { at: record.at, id: record.id.0 });
    paged.answer(rows.iter().map(RecordResponse::from).collect(), next)
}
