//! What the caller was told.

mod acknowledge;
mod list;
mod read;
mod read_all;
mod response;
mod unread_count;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn register(services: &mut ServiceConfig<'_>) {
    services
        .service(list::list_notifications)
        .service(unread_count::count_unread_notifications)
        .service(read_all::read_all_notifications)
        .service(read::read_notification)
        .service(acknowledge::acknowledge_notification);
}
