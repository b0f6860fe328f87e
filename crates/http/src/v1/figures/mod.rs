//! Figures, and the tickets behind every number.

mod answers;
mod filter;
mod list;
mod recount;
mod response;
mod state;
mod tickets;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn register(services: &mut ServiceConfig<'_>) {
    services
        .service(list::list_figures)
        .service(tickets::list_figure_tickets)
        .service(answers::list_figure_answers)
        .service(state::get_figure_state)
        .service(recount::recount_figures);
}
