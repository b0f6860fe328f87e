//! The clocks (时限) of a ticket.

mod detail;
mod explanation;
mod get;
mod list;
mod parts;
pub(super) mod response;
mod step;

use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

pub(super) fn register(services: &mut ServiceConfig<'_>) {
    services.service(list::list_clocks).service(get::get_clock).service(explanation::explain_clock);
}

/// One clock of a ticket.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct ByNumber {
    /// The id of the ticket.
    id: Uuid,
    /// The number of the clock within the ticket.
    no: u16,
}
