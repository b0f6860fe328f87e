//! What is counted, and `GET /metrics` (OpenMetrics).

use std::fmt;
use std::sync::Arc;
use std::time::Instant;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse, get, web};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use crate::problem::Problem;
use crate::state::State;

/// The media type of the page.
pub const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Upper bounds of the latency buckets, in seconds.
const LATENCY_SECONDS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// The route of requests that match none: a fixed text, so that strangers cannot make labels.
const UNMATCHED: &str = "unmatched";

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: String,
    route: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    method: String,
    route: String,
}

/// What is counted; clones share their numbers.
#[derive(Clone)]
pub struct Metrics {
    registry: Arc<Registry>,
    requests: Family<Answered, Counter>,
    latency: Family<Route, Histogram>,
    in_flight: Gauge,
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Metrics(..)")
    }
}

impl Metrics {
    /// The metrics of the server, and those that `register` adds under the same prefix.
    pub fn new(register: impl FnOnce(&mut Registry)) -> Self {
        let mut registry = Registry::with_prefix("bihuan");
        let requests = Family::default();
        let latency = Family::new_with_constructor(latency_histogram as fn() -> Histogram);
        let in_flight = Gauge::default();
        registry.register("http_requests", "Answered requests", requests.clone());
        registry.register_with_unit("http_latency", "Time to the answer's head", Unit::Seconds, latency.clone());
        registry.register("http_in_flight", "Requests being worked on", in_flight.clone());
        register(&mut registry);
        Self { registry: Arc::new(registry), requests, latency, in_flight }
    }

    fn observe(&self, method: String, route: String, status: u16, seconds: f64) {
        self.latency.get_or_create(&Route { method: method.clone(), route: route.clone() }).observe(seconds);
        self.requests.get_or_create(&Answered { method, route, status }).inc();
    }
}

fn latency_histogram() -> Histogram {
    Histogram::new(LATENCY_SECONDS)
}

/// Counts a request down even when the client goes away and the future is dropped.
struct InFlight(Gauge);

impl InFlight {
    fn enter(gauge: &Gauge) -> Self {
        gauge.inc();
        Self(gauge.clone())
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.dec();
    }
}

/// Counts the request.
pub(crate) async fn count(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let metrics = request.app_data::<web::Data<State>>().map(|state| state.metrics.clone());
    let Some(metrics) = metrics else {
        return next.call(request).await;
    };
    let _in_flight = InFlight::enter(&metrics.in_flight);
    let method = known_method(&request);
    let started = Instant::now();
    let response = next.call(request).await?;
    let route = response.request().match_pattern().unwrap_or_else(|| UNMATCHED.to_owned());
    metrics.observe(method, route, response.status().as_u16(), started.elapsed().as_secs_f64());
    Ok(response)
}

/// The method, unless a stranger made it up.
fn known_method(request: &ServiceRequest) -> String {
    match request.method().as_str() {
        known @ ("GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | "OPTIONS") => known.to_owned(),
        _ => "OTHER".to_owned(),
    }
}

/// Metrics
///
/// The counters of this process in the OpenMetrics text format.
#[utoipa::path(
    tag = "operations",
    responses((
        status = 200,
        description = "The metrics",
        body = String,
        content_type = "application/openmetrics-text"
    ))
)]
#[get("/metrics")]
pub(crate) async fn get_metrics(state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let mut text = String::new();
    encode(&mut text, &state.metrics.registry).map_err(Problem::internal)?;
    Ok(HttpResponse::Ok().content_type(CONTENT_TYPE).body(text))
}
