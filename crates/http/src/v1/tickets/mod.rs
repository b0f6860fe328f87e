//! Tickets.

mod actions;
mod clocks;
pub(super) mod consequences;
mod create;
mod get;
mod list;
mod related;
pub(super) mod response;
mod stage;
mod talks;
mod time_split;
mod timeline;

use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn register(services: &mut ServiceConfig<'_>) {
    services
        .service(create::create_ticket)
        .service(list::list_tickets)
        .service(get::get_ticket)
        .service(timeline::get_timeline)
        .service(related::list_related_tickets)
        .service(time_split::get_time_split)
        .configure(clocks::register)
        .configure(actions::register);
}
