//! `GET /v1/customers/{id}/timeline`

use actix_web::{Responder, get, web};
use bihuan_app::customers;
use bihuan_domain::id::CustomerId;

use crate::extract::caller::Caller;
use crate::extract::json::Empty;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::extract::path::{ById, Path};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::events::response::EventResponse;
use crate::v1::listing;

/// Get the timeline of a customer
///
/// What was put right in his file, with what stood there before, what is known of him, and whether he wants calls; oldest first.
#[utoipa::path(
    tag = "customers",
    params(ById, PageParameters),
    responses((status = 200, description = "A page of events", body = Page<EventResponse>))
)]
#[get("/customers/{id}/timeline")]
pub(super) async fn get_customer_timeline(
    state: web::Data<State>,
    caller: Caller,
    path: Path<ById>,
    paged: Paged<Empty, i64>,
) -> Result<impl Responder, Problem> {
    let (after, limit) = (paged.after.unwrap_or_default(), listing::one_more(paged.limit));
    let mut rows = customers::timeline(&state.app, &caller, CustomerId(path.id), after, limit).await?;
    let next = listing::cut(&mut rows, paged.limit, |event| event.position.sequence);
    paged.answer(rows.into_iter().map(EventResponse::from).collect(), next)
}
