//! The virtual clock of a sandbox.

mod get;
mod put;
mod response;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn register(services: &mut ServiceConfig<'_>) {
    services.service(get::get_sandbox_clock).service(put::put_sandbox_clock);
}
