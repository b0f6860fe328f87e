//! People who call.

mod actions;
mod classification;
mod create;
mod get;
mod list;
mod response;
mod timeline;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn register(services: &mut ServiceConfig<'_>) {
    services
        .service(create::create_customer)
        .service(list::list_customers)
        .service(get::get_customer)
        .service(timeline::get_customer_timeline);
    actions::register(services);
}
