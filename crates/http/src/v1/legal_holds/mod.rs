//! Legal holds: what may not be purged whatever its age.

mod get;
mod lift;
mod list;
mod place;
mod response;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn register(services: &mut ServiceConfig<'_>) {
    services
        .service(place::place_legal_hold)
        .service(list::list_legal_holds)
        .service(get::get_legal_hold)
        .service(lift::lift_legal_hold);
}
