//! Callbacks (回访).

mod actions;
mod capacity;
mod claim_next;
mod get;
mod list;
pub(super) mod response;
mod sample;
mod top_up;

pub(super) use actions::check_answers;

use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn register(services: &mut ServiceConfig<'_>) {
    services
        .service(list::list_callbacks)
        // Before what is found by its id.
        .service(capacity::get_callback_capacity)
        .service(claim_next::claim_next_callback)
        .service(sample::get_callback_sample)
        .service(top_up::top_up_callback_sample)
        .service(get::get_callback);
    actions::register(services);
}
