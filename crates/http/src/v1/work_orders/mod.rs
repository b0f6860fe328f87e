//! Work orders.

mod actions;
mod get;
mod list;
pub(super) mod response;
mod stage;

use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn register(services: &mut ServiceConfig<'_>) {
    services.service(list::list_work_orders).service(get::get_work_order).configure(actions::register);
}
