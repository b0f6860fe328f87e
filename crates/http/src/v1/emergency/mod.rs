//! Emergency mode (应急).

mod get;
mod put;
mod response;

use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn register(services: &mut ServiceConfig<'_>) {
    services.service(get::get_emergency).service(put::put_emergency);
}
