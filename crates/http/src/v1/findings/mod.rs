//! Suspicions of gaming: questions to people, never verdicts.

mod dispose;
mod get;
mod list;
mod response;
mod search;
mod text;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn register(services: &mut ServiceConfig<'_>) {
    services
        .service(search::search_findings)
        .service(list::list_findings)
        .service(get::get_finding)
        .service(dispose::dispose_finding);
}
