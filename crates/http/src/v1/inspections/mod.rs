//! Inspections (质检): what the lot chose, what was found, and how a month did.

mod compliance;
mod draw;
mod get;
mod inspect;
mod list;
mod response;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn register(services: &mut ServiceConfig<'_>) {
    services
        .service(draw::draw_inspections)
        .service(compliance::get_compliance)
        .service(list::list_inspections)
        .service(get::get_inspection)
        .service(inspect::inspect_ticket);
}
