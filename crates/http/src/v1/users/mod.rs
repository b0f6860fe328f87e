//! People and service accounts that sign in.

mod change;
mod create;
mod disable;
mod email;
mod enable;
mod get;
mod list;
mod response;
mod set_email;
mod set_password;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn register(services: &mut ServiceConfig<'_>) {
    services
        .service(list::list_users)
        .service(get::get_user)
        .service(create::create_user)
        .service(disable::disable_user)
        .service(enable::enable_user)
        .service(set_password::set_user_password)
        .service(set_email::set_user_email);
}
