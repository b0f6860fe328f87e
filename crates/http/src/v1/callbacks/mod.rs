//! Callbacks (回访).

mod actions;
mod get;
mod list;
pub(super) mod response;

pub(super) use actions::check_answers;

use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn register(services: &mut ServiceConfig<'_>) {
    services.service(list::list_callbacks).service(get::get_callback);
    actions::register(services);
}
