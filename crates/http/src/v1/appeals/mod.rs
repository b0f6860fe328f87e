//! Appeals (申诉).

mod actions;
mod adjustments;
mod get;
mod list;
mod raise;
mod response;

use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn register(services: &mut ServiceConfig<'_>) {
    services
        .service(raise::raise_appeal)
        .service(list::list_appeals)
        .service(get::get_appeal)
        .service(adjustments::list_adjustments);
    actions::register(services);
}
