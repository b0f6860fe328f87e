//! Tickets.

mod actions;
mod clock;
mod create;
mod get;
mod list;
pub(super) mod response;
mod stage;
mod timeline;

use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn register(services: &mut ServiceConfig<'_>) {
    services
        .service(create::create_ticket)
        .service(list::list_tickets)
        .service(get::get_ticket)
        .service(timeline::get_timeline)
        .configure(actions::register);
}
