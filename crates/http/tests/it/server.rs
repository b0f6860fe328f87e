//! The server with its use cases and a database, asked without a socket.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests fail by panicking")]

use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use actix_web::body::{MessageBody, to_bytes};
use actix_web::dev::{Payload, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap};
use actix_web::test::{TestRequest, init_service, try_call_service};
use actix_web::web;
use bihuan_app::clock::Clock as _;
use bihuan_app::users::User;
use bihuan_http::auth::{Subject, Tokens};
use bihuan_http::cursor::CursorKey;
use bihuan_http::health::{ClockState, ClockVitals, Vitals};
use bihuan_http::metrics::Metrics;
use bihuan_http::openapi::Document;
use bihuan_http::server::application;
use bihuan_http::settings::Settings;
use bihuan_http::state::State;
use bihuan_testkit::TestApp;
use futures_util::future::LocalBoxFuture;
use serde_json::Value;

const SECRET: &[u8] = b"a secret that is only used by tests";

/// The server.
pub(crate) struct Server {
    /// The use cases below it.
    pub(crate) test: TestApp,
    state: web::Data<State>,
    ready: Arc<AtomicBool>,
    stuck: Arc<AtomicBool>,
    service: Service,
}

/// The application: takes a request and, if it is to come in a special way, its body.
type Service = Box<dyn Fn(TestRequest, Option<Payload>) -> LocalBoxFuture<'static, Answer>>;

impl Server {
    /// A server over these use cases.
    pub(crate) async fn new(test: TestApp) -> Self {
        let (wall, ready) = (test.wall.clone(), Arc::new(AtomicBool::new(true)));
        let (is_ready, stuck) = (ready.clone(), Arc::new(AtomicBool::new(false)));
        let is_stuck = stuck.clone();
        let state = State {
            app: test.app.clone(),
            authority: test.app.clone(),
            tokens: Tokens::new(SECRET, Arc::new(move || wall.now())).unwrap(),
            cursors: CursorKey::new(SECRET).unwrap(),
            request_ids: Arc::new(|| "made-here".to_owned()),
            vitals: Arc::new(move || {
                let state = if is_stuck.load(Ordering::SeqCst) { ClockState::Stuck } else { ClockState::OnTime };
                let clocks = ClockVitals { state, overdue: 0, oldest_seconds: 0 };
                Vitals { database: is_ready.load(Ordering::SeqCst), clocks }
            }),
            metrics: Metrics::new(|_| {}),
            visits: bihuan_http::pages::Visits::default(),
            document: Document::generate().unwrap(),
        };
        let state = web::Data::new(state);
        Self { test, service: service(state.clone()).await, state, ready, stuck }
    }

    /// Says from now on that it is not ready.
    pub(crate) fn stop(&self) {
        self.ready.store(false, Ordering::SeqCst);
    }

    /// Says from now on that its clocks stand still.
    pub(crate) fn stall(&self) {
        self.stuck.store(true, Ordering::SeqCst);
    }

    /// A token of a user, as signing in would give it.
    pub(crate) fn token(&self, user: &User) -> String {
        let subject = Subject {
            user: user.id,
            login: user.login.clone(),
            name: user.name.clone(),
            unit: user.unit.clone(),
            roles: user.roles.clone(),
            machine: false,
            session: None,
            version: user.version,
        };
        self.state.tokens.issue(subject).unwrap().access_token
    }

    /// The answer of the whole application.
    pub(crate) async fn ask(&self, request: TestRequest) -> Answer {
        (self.service)(request, None).await
    }

    /// The same, with a body that comes in whatever way.
    pub(crate) async fn ask_streaming(&self, request: TestRequest, body: Payload) -> Answer {
        (self.service)(request, Some(body)).await
    }

    /// Asks as the bearer of a token.
    pub(crate) async fn ask_as(&self, token: &str, request: TestRequest) -> Answer {
        self.ask(request.insert_header((header::AUTHORIZATION, format!("Bearer {token}")))).await
    }

    /// Reads as a user.
    pub(crate) async fn get(&self, user: &User, path: &str) -> Answer {
        if path.starts_with("/v1/events") {
            self.test.feed_is_complete().await;
        }
        self.ask_as(&self.token(user), TestRequest::get().uri(path)).await
    }

    /// Posts a body as a user.
    pub(crate) async fn post(&self, user: &User, path: &str, body: &Value) -> Answer {
        self.ask_as(&self.token(user), post(path, body)).await
    }

    /// Acts as a user on the version of the answer before.
    pub(crate) async fn act(&self, user: &User, path: &str, seen: &Answer, body: &Value) -> Answer {
        let request = post(path, body).insert_header((header::IF_MATCH, seen.header("etag")));
        self.ask_as(&self.token(user), request).await
    }
}

async fn service(state: web::Data<State>) -> Service {
    let service = Rc::new(init_service(application(&Settings::default(), state)).await);
    Box::new(move |request, body| {
        let (service, request) = (service.clone(), request.to_request());
        let request = match body {
            Some(body) => request.replace_payload(body).0,
            None => request,
        };
        Box::pin(async move { Answer::of(try_call_service(&*service, request).await.expect("an answer")).await })
    })
}

/// A request that posts a body.
pub(crate) fn post(path: &str, body: &Value) -> TestRequest {
    TestRequest::post().uri(path).set_json(body)
}

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    headers: HeaderMap,
    pub(crate) body: String,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    async fn of(response: ServiceResponse<impl MessageBody>) -> Self {
        let (status, headers) = (response.status(), response.headers().clone());
        let body = to_bytes(response.into_body()).await.unwrap_or_else(|_| panic!("the body breaks off"));
        Self { status, headers, body: String::from_utf8_lossy(&body).into_owned(), bytes: body.to_vec() }
    }

    /// The body.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("not JSON: {}", self.body))
    }

    /// A header, or nothing.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// A member of the body that is a text.
    pub(crate) fn text(&self, name: &str) -> String {
        let value = self.json();
        value[name].as_str().unwrap_or_else(|| panic!("no text `{name}` in {}", self.body)).to_owned()
    }

    /// The code of the problem, after checking that this is a whole one; none when this is no problem.
    pub(crate) fn problem(&self) -> Option<String> {
        if !self.status.is_client_error() && !self.status.is_server_error() {
            return None;
        }
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.body);
        let body = self.json();
        assert_eq!(body["status"], self.status.as_u16(), "{body}");
        Some(self.text("code"))
    }

    /// Where a body was found wrong.
    pub(crate) fn pointers(&self) -> Vec<String> {
        let body = self.json();
        let errors = body["errors"].as_array().cloned().unwrap_or_default();
        errors.iter().map(|error| error["pointer"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// The same answer, if it is a success.
    pub(crate) fn good(self) -> Self {
        assert!(self.status.is_success(), "{} {}", self.status, self.body);
        self
    }
}
