//! Surveys.

mod get;
mod invite;
mod list;
pub(super) mod question;
mod reply;
pub(super) mod response;

use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn register(services: &mut ServiceConfig<'_>) {
    services
        .service(list::list_surveys)
        .service(get::get_survey)
        .service(invite::invite_to_survey)
        .service(reply::reply_to_survey);
}
