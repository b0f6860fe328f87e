//! The rules in force.

mod current;
mod get;
mod response;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn register(services: &mut ServiceConfig<'_>) {
    services.service(current::get_current_policy).service(get::get_policy);
}
