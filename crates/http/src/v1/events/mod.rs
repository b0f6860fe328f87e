//! The log of everything that happened.

mod list;
mod position;
pub(super) mod response;

use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn register(services: &mut ServiceConfig<'_>) {
    services.service(list::list_events);
}
