//! Records: numbered without gaps, never changed.

mod correct;
mod get;
mod list;
mod purge;
mod response;
mod series;
mod verify;
mod void;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn register(services: &mut ServiceConfig<'_>) {
    services
        .service(list::list_records)
        .service(get::get_record)
        .service(correct::correct_record)
        .service(void::void_record)
        .service(purge::purge_records)
        .service(series::list_record_series)
        .service(verify::verify_record_series);
}
