//! `GET /v1/customers`

use actix_web::{Responder, get, web};
use bihuan_app::customers;
use bihuan_domain::id::CustomerId;
use serde::Deserialize;
use utoipa::IntoParams;
use validator::Validate;

use super::response::CustomerResponse;
use crate::extract::caller::Caller;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::limits::PHONE_LENGTH_MAX;
use crate::v1::listing;

/// Which customers.
#[derive(Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct CustomerFilter {
    /// Only those with this phone number, however it is spelled: the screen pop (来电弹屏).
    #[validate(length(min = 1, max = PHONE_LENGTH_MAX))]
    #[param(min_length = 1, max_length = 32)]
    phone: Option<String>,
}

/// List customers
#[utoipa::path(
    tag = "customers",
    params(CustomerFilter, PageParameters),
    responses((status = 200, description = "A page of customers", body = Page<CustomerResponse>))
)]
#[get("/customers")]
pub(super) async fn list_customers(
    caller: Caller,
    state: web::Data<State>,
    paged: Paged<CustomerFilter, CustomerId>,
) -> Result<impl Responder, Problem> {
    let (phone, limit) = (paged.filter.phone.clone(), listing::one_more(paged.limit));
    let mut found = customers::list(&state.app, &caller, phone, paged.after, limit).await?;
    let next = listing::cut(&mut found, paged.limit, |known| known.customer.id);
    paged.answer(found.iter().map(CustomerResponse::from).collect(), next)
}
