//! The endpoints of version 1. A noun is a folder, a verb is a file; paths are written out in full below `/v1`.

mod me;
mod sessions;

use utoipa_actix_web::service_config::ServiceConfig;

/// All endpoints below `/v1`.
pub(crate) fn register(services: &mut ServiceConfig<'_>) {
    services.configure(sessions::register).configure(me::register);
}
