//! `GET /v1/periods/{id}/restatements`

use actix_web::{Responder, get, web};
use bihuan_app::{Order, Position, figures};

use super::response::RestatementResponse;
use crate::extract::caller::Caller;
use crate::extract::json::Empty;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::extract::path::{ById, Path};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::listing;

/// List what changed in a closed period
///
/// Oldest first. The numbers it was closed with and these differences sum to the numbers as they stand now.
#[utoipa::path(
    tag = "figures",
    params(ById, PageParameters),
    responses((status = 200, description = "A page of changes", body = Page<RestatementResponse>))
)]
#[get("/periods/{id}/restatements")]
pub(super) async fn list_restatements(
    state: web::Data<State>,
    caller: Caller,
    path: Path<ById>,
    paged: Paged<Empty, Position>,
) -> Result<impl Responder, Problem> {
    let request = listing::request(&paged, Order::OldestFirst);
    let mut rows = figures::restatements(&state.app, &caller, path.id, request).await?;
    let next = listing::cut(&mut rows, paged.limit, |row| Position { at: row.at, id: row.id });
    let registry = figures::indicators(&state.app, &caller)?;
    let data = rows.iter().map(|row| RestatementResponse::new(row, registry.numbers(&row.key))).collect();
    paged.answer(data, next)
}
