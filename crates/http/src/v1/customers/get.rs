//! `GET /v1/customers/{id}`

use actix_web::{Responder, get, web};
use bihuan_app::customers::{self, CustomerView};
use bihuan_domain::id::CustomerId;
use serde::Serialize;
use utoipa::ToSchema;

use super::response::CustomerResponse;
use crate::extract::caller::Caller;
use crate::extract::path::{ById, Path};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::tickets::response::TicketSummary;

/// A customer with the matters that are open.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct CustomerDetail {
    #[serde(flatten)]
    customer: CustomerResponse,
    /// Open tickets from the same phone number that the caller may see, newest first.
    open_tickets: Vec<TicketSummary>,
}

/// Get a customer
///
/// With the open tickets of the same phone number: a second call about the same matter is an urge, not a new ticket.
#[utoipa::path(
    tag = "customers",
    params(ById),
    responses((status = 200, description = "The customer", body = CustomerDetail))
)]
#[get("/customers/{id}")]
pub(super) async fn get_customer(
    caller: Caller,
    state: web::Data<State>,
    path: Path<ById>,
) -> Result<impl Responder, Problem> {
    let CustomerView { customer, open_tickets } = customers::get(&state.app, &caller, CustomerId(path.id)).await?;
    let body = CustomerDetail {
        customer: CustomerResponse::from(&customer),
        open_tickets: open_tickets.iter().map(TicketSummary::from).collect(),
    };
    // No ETag: the open tickets change without the customer.
    Ok(web::Json(body))
}
