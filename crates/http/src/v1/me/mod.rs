//! The caller.

mod duty;
mod get;
mod queue;
mod queues;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn register(services: &mut ServiceConfig<'_>) {
    services
        .service(get::get_me)
        .service(queues::get_queues)
        .service(queue::get_queue)
        .service(duty::get_duty)
        .service(duty::put_duty);
}
