//! Signing in and out.

mod create;
mod end;
mod refresh;
mod response;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn register(services: &mut ServiceConfig<'_>) {
    services.service(create::create_session).service(refresh::refresh_session).service(end::end_session);
}
