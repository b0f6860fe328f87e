//! The application put together, and the server that runs it.

use std::io;
use std::net::TcpListener;

use actix_web::body::MessageBody;
use actix_web::dev::{Server, ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::http::KeepAlive;
use actix_web::middleware::{Compress, Condition, from_fn};
use actix_web::{App, Error, HttpServer, web};
use tracing_actix_web::TracingLogger;
use utoipa_actix_web::AppExt;

use crate::request::RequestSpan;
use crate::settings::{
    BACKLOG_MAX, CONNECTIONS_PER_WORKER_MAX, DISCONNECT_TIMEOUT, KEEP_ALIVE, REQUEST_HEAD_TIMEOUT, Settings,
};
use crate::state::State;
use crate::{cors, docs, fallback, metrics, pages, problem, request};

/// The application of one worker, with all its middleware. The last one wrapped sees a request first.
pub fn application(
    settings: &Settings,
    state: web::Data<State>,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody + use<>>,
        Error = Error,
        InitError = (),
    > + use<>,
> {
    let (app, _) = App::new().into_utoipa_app().app_data(state).configure(crate::register).split_for_parts();
    app.service(docs::service())
        .service(pages::service())
        .default_service(web::to(fallback::fallback))
        .wrap(Condition::new(!settings.cors_origins.is_empty(), cors::policy(&settings.cors_origins)))
        .wrap(from_fn(problem::render::render))
        .wrap(Compress::default())
        .wrap(from_fn(metrics::count))
        .wrap(TracingLogger::<RequestSpan>::new())
        .wrap(from_fn(request::identify))
}

/// The server on a bound socket. It starts when it is awaited; its handle stops it and lets running requests end.
/// Signals are left to the caller, who has more to stop than this.
///
/// # Errors
/// The socket cannot be listened on.
pub fn server(settings: Settings, state: web::Data<State>, listener: TcpListener) -> io::Result<Server> {
    let (workers, shutdown_timeout) = (settings.workers, settings.shutdown_timeout);
    let server = HttpServer::new(move || application(&settings, state.clone()))
        .workers(workers)
        .backlog(BACKLOG_MAX)
        .max_connections(CONNECTIONS_PER_WORKER_MAX)
        .keep_alive(KeepAlive::Timeout(KEEP_ALIVE))
        .client_request_timeout(REQUEST_HEAD_TIMEOUT)
        .client_disconnect_timeout(DISCONNECT_TIMEOUT)
        .shutdown_timeout(shutdown_timeout.as_secs())
        .disable_signals()
        .listen(listener)?;
    Ok(server.run())
}
