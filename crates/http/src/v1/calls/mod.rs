//! Contacts with customers.

mod begin;
mod end;
mod get;
mod list;
mod response;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn register(services: &mut ServiceConfig<'_>) {
    services.service(begin::begin_call).service(list::list_calls).service(get::get_call).service(end::end_call);
}
