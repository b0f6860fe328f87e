//! The HTTP API: one endpoint a file, below a folder for its noun.
//!
//! A handler extracts, calls one use case of `bihuan-app`, and answers. Whatever fails becomes a
//! [`problem::Problem`]. Rules, permissions and transactions are not here.
//!
//! * [`extract`]: what a handler may ask for, all of it strict
//! * [`problem`]: the catalogue of problems and how they are rendered
//! * [`openapi`]: the description of the API, generated from the handlers
//! * [`server`]: the parts put together
//! * `v1`: the endpoints

pub mod auth;
mod cors;
pub mod cursor;
mod docs;
pub mod etag;
pub mod extract;
mod fallback;
pub mod health;
pub mod metrics;
pub mod openapi;
pub mod pages;
pub mod problem;
mod reply;
pub mod request;
pub mod server;
pub mod settings;
pub mod state;
#[cfg(test)]
mod tests;
mod v1;

use utoipa_actix_web::scope;
use utoipa_actix_web::service_config::ServiceConfig;

/// All documented endpoints.
pub(crate) fn register(services: &mut ServiceConfig<'_>) {
    services
        .service(health::get_health)
        .service(health::get_readiness)
        .service(metrics::get_metrics)
        .configure(openapi::register)
        .configure(problem::register)
        .service(scope::scope("/v1").configure(v1::register));
}
