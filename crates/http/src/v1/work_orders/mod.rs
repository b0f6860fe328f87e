//! Work orders.

mod actions;
mod correction;
mod get;
mod list;
pub(super) mod response;
mod stage;
mod time_split;
mod waiting;

use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn register(services: &mut ServiceConfig<'_>) {
    services
        .service(list::list_work_orders)
        .service(get::get_work_order)
        .service(time_split::get_time_split_of_work_order)
        .configure(actions::register);
}
