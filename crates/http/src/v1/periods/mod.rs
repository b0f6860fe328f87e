//! Closed periods.

mod close;
mod get;
mod list;
mod response;
mod restatements;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn register(services: &mut ServiceConfig<'_>) {
    services
        .service(list::list_periods)
        .service(close::close_period)
        .service(get::get_period)
        .service(restatements::list_restatements);
}
