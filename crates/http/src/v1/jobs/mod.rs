//! Work that takes longer than a request.

mod cancel;
mod figures;
mod get;
mod list;
mod purged;
pub(super) mod response;
mod results;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn register(services: &mut ServiceConfig<'_>) {
    services
        .service(list::list_jobs)
        .service(get::get_job)
        .service(results::list_job_results)
        .service(cancel::cancel_job);
}
