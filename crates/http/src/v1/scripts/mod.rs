//! Scripts.

mod list;

use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn register(services: &mut ServiceConfig<'_>) {
    services.service(list::list_scripts);
}
