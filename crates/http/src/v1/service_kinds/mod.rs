//! What customers may ask for.

mod list;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn register(services: &mut ServiceConfig<'_>) {
    services.service(list::list_service_kinds);
}
