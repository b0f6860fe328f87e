//! The register of errors (差错登记).

mod contest;
mod get;
mod list;
mod own;
mod register;
mod response;
mod rule;
mod totals;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn register(services: &mut ServiceConfig<'_>) {
    services
        .service(register::register_staff_error)
        .service(list::list_staff_errors)
        .service(get::get_staff_error)
        .service(contest::contest_staff_error)
        .service(rule::rule_on_staff_error)
        .service(totals::list_staff_error_totals)
        .service(own::list_own_staff_errors);
}
