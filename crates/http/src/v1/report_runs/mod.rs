//! Reports that ran.

mod approval;
mod get;
mod list;
pub(crate) mod response;
mod sign;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn register(services: &mut ServiceConfig<'_>) {
    services
        .service(list::list_report_runs)
        .service(get::get_report_run)
        .service(approval::get_report_approval)
        .service(sign::sign_report_run);
}
