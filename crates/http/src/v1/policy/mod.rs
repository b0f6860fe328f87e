//! The rules in force, and drafts of others.

mod current;
mod draft;
mod get;
mod publish;
mod response;
mod simulate;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn register(services: &mut ServiceConfig<'_>) {
    services
        .service(current::get_current_policy)
        .service(get::get_policy)
        .service(publish::publish_policy)
        .service(simulate::simulate_policy);
}
