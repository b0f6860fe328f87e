//! What can be done to a callback.

mod attempt;

use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn register(services: &mut ServiceConfig<'_>) {
    services.service(attempt::attempt_callback);
}
