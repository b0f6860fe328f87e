//! Reports: which there are, and running one.

mod list;
mod run;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn register(services: &mut ServiceConfig<'_>) {
    services.service(list::list_reports).service(run::run_report);
}
