//! Campaigns (外呼任务).

mod close;
mod create;
mod fill;
mod get;
mod list;
mod members;
mod response;
mod take_off;

use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn register(services: &mut ServiceConfig<'_>) {
    services
        .service(list::list_campaigns)
        .service(create::create_campaign)
        .service(get::get_campaign)
        .service(members::list_campaign_members)
        .service(fill::fill_campaign)
        .service(take_off::take_off_campaign)
        .service(close::close_campaign);
}
