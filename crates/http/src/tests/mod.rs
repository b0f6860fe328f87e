//! The server without use cases: whoever signs in is Ann, an agent.

mod documents;
mod extractors;
mod lists;
mod pattern;
mod problems;
mod running;
mod signing_in;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use actix_web::body::to_bytes;
use actix_web::dev::ServiceResponse;
use actix_web::http::StatusCode;
use actix_web::test::{TestRequest, init_service, try_call_service};
use actix_web::web;
use bihuan_app::App;
use bihuan_app::error::{Error, Unauthenticated};
use bihuan_app::ids::CountingIds;
use bihuan_app::principal::Principal;
use bihuan_domain::id::UserId;
use bihuan_domain::permission::Permission;
use bihuan_domain::time::Timestamp;
use bihuan_persistence::{Database, DatabaseSettings};
use serde_json::Value;
use uuid::Uuid;

use crate::auth::{Claims, Subject, TokenAuthority, Tokens};
use crate::cursor::CursorKey;
use crate::health::{ClockState, ClockVitals, Vitals};
use crate::metrics::Metrics;
use crate::openapi::Document;
use crate::server::application;
use crate::settings::Settings;
use crate::state::State;

const SECRET: &[u8] = b"a secret that is only used by tests";
const NOW_SECONDS: i64 = 1_795_000_000;

struct Ann;

impl TokenAuthority for Ann {
    fn principal(&self, claims: &Claims) -> Result<Principal, Error> {
        let subject = claims.subject.clone();
        match subject.login.as_str() {
            "gone" => Err(Error::Unauthenticated { reason: Unauthenticated::SessionEnded }),
            "broken" => Err(Error::Internal("password=hunter2 at 10.0.0.7".into())),
            _ => Ok(Principal {
                user: subject.user,
                login: subject.login,
                name: subject.name,
                unit: subject.unit,
                unit_path: "company/desk/".to_owned(),
                roles: subject.roles,
                permissions: BTreeSet::from([Permission::TicketRead]),
                machine: false,
                session: None,
            }),
        }
    }
}

fn subject(login: &str) -> Subject {
    Subject {
        user: UserId(Uuid::from_u128(7)),
        login: login.to_owned(),
        name: "Ann".to_owned(),
        unit: "desk".parse().unwrap(),
        roles: vec!["agent".parse().unwrap()],
        machine: false,
        session: None,
        version: 1,
    }
}

/// The use cases over a database that nobody asks: these tests end before it.
fn app() -> Arc<App> {
    let settings = DatabaseSettings::new("postgres://nobody@127.0.0.1:1/nothing");
    App::new(Database::open(&settings).unwrap(), None, Arc::new(CountingIds::default()))
}

/// A state whose wall clock can be moved.
struct World {
    state: web::Data<State>,
    seconds: Arc<AtomicI64>,
}

impl World {
    fn new() -> Self {
        let seconds = Arc::new(AtomicI64::new(NOW_SECONDS));
        let clock = seconds.clone();
        let now = move || Timestamp::from_micros(clock.load(Ordering::SeqCst) * 1_000_000);
        let state = State {
            app: app(),
            authority: Arc::new(Ann),
            tokens: Tokens::new(SECRET, Arc::new(now)).unwrap(),
            cursors: CursorKey::new(SECRET).unwrap(),
            request_ids: Arc::new(|| "made-here".to_owned()),
            vitals: Arc::new(|| Vitals {
                database: false,
                clocks: ClockVitals { state: ClockState::Late, overdue: 7, oldest_seconds: 30 },
            }),
            metrics: Metrics::new(|_| {}),
            visits: crate::pages::Visits::default(),
            document: Document::generate().unwrap(),
        };
        Self { state: web::Data::new(state), seconds }
    }

    fn token(&self, login: &str) -> String {
        self.state.tokens.issue(subject(login)).unwrap().access_token
    }

    /// The answer of the whole application.
    async fn ask(&self, request: TestRequest) -> Answer {
        self.ask_with(&Settings::default(), request).await
    }

    async fn ask_with(&self, settings: &Settings, request: TestRequest) -> Answer {
        let service = init_service(application(settings, self.state.clone())).await;
        Answer::of(try_call_service(&service, request.to_request()).await.unwrap()).await
    }
}

struct Answer {
    status: StatusCode,
    headers: actix_web::http::header::HeaderMap,
    body: String,
}

impl Answer {
    async fn of(response: ServiceResponse<impl actix_web::body::MessageBody>) -> Self {
        let (status, headers) = (response.status(), response.headers().clone());
        let body = to_bytes(response.into_body()).await.ok().unwrap();
        Self { status, headers, body: String::from_utf8_lossy(&body).into_owned() }
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The code, after checking that this is a whole problem.
    fn problem(&self) -> String {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.body);
        let body = self.json();
        assert_eq!(body["status"], self.status.as_u16());
        assert_eq!(body["type"], format!("/problems/{}", body["code"].as_str().unwrap()));
        assert_eq!(body["traceId"], self.header("x-request-id"));
        body["code"].as_str().unwrap().to_owned()
    }

    /// Where and why the input was refused.
    fn errors(&self) -> Vec<(String, String)> {
        let body = self.json();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let errors = body["errors"].as_array().cloned().unwrap_or_default();
        errors.iter().map(|error| (text(&error["pointer"]), text(&error["code"]))).collect()
    }
}

fn get(path: &str) -> TestRequest {
    TestRequest::get().uri(path)
}
