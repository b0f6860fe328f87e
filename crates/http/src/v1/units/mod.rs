//! The organisation.

mod calendar;
mod create;
mod get;
mod list;
mod response;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn register(services: &mut ServiceConfig<'_>) {
    services
        .service(list::list_units)
        .service(get::get_unit)
        .service(create::create_unit)
        .service(calendar::set_unit_calendar);
}
