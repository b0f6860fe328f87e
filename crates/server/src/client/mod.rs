//! A small typed client of the API: what `demo` and `replay` play through. It knows a base address and a login, and
//! nothing of the program that answers.
//!
//! Every change carries an `Idempotency-Key`, so a request whose answer was lost is simply sent again: only answers
//! that say "later" (503) and broken connections are tried again, a bounded number of times.

mod error;
mod model;
mod sandbox;
mod session;

pub(crate) use error::ClientError;
pub(crate) use model::{Callback, Clock, EventPage, Page, Ticket, TicketSummary, WorkOrder};
pub(crate) use sandbox::{Sandbox, Start};

use std::time::Duration;

use reqwest::{Method, Response, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::sync::Mutex;

use session::Session;

/// How often a request is sent again when the server says "later" or cannot be reached.
const RETRIES_MAX: u32 = 8;
/// The pause before the first repetition; doubled with each further one.
const RETRY_PAUSE: Duration = Duration::from_millis(25);
/// The longest time one request may take.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(60);

/// One user of the API.
pub(crate) struct Client {
    http: reqwest::Client,
    base: String,
    login: String,
    password: String,
    session: Mutex<Session>,
}

/// What a request carries beside its body.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Terms<'a> {
    /// The version the change starts from.
    pub(crate) version: Option<i64>,
    /// The key under which it is carried out once.
    pub(crate) key: Option<&'a str>,
}

impl<'a> Terms<'a> {
    /// A request that creates something, once.
    pub(crate) const fn once(key: &'a str) -> Self {
        Self { version: None, key: Some(key) }
    }

    /// A change of a version that was seen, once.
    pub(crate) const fn from_version(version: i64, key: &'a str) -> Self {
        Self { version: Some(version), key: Some(key) }
    }
}

/// One request, ready to be sent as often as needed.
struct Request<'a> {
    method: Method,
    path: &'a str,
    body: Option<Value>,
    terms: Terms<'a>,
}

impl Client {
    /// Signs in.
    ///
    /// # Errors
    /// When the server cannot be reached or refuses the login.
    pub(crate) async fn sign_in(base: &str, login: &str, password: &str) -> Result<Self, ClientError> {
        let http = reqwest::Client::builder()
            .timeout(REQUEST_TIMEOUT)
            // The server is this program itself: no proxy of the surroundings stands between.
            .no_proxy()
            .build()
            .map_err(|error| ClientError::transport("POST", "/v1/sessions", &error))?;
        let session = Session::begin(&http, base, login, password).await?;
        Ok(Self {
            http,
            base: base.to_owned(),
            login: login.to_owned(),
            password: password.to_owned(),
            session: Mutex::new(session),
        })
    }

    /// Reads a resource.
    ///
    /// # Errors
    /// The problem the server answered, or that it could not be reached.
    pub(crate) async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, ClientError> {
        self.send(Request { method: Method::GET, path, body: None, terms: Terms::default() }).await
    }

    /// Creates something or carries an action out.
    ///
    /// # Errors
    /// The problem the server answered, or that it could not be reached.
    pub(crate) async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
        terms: Terms<'_>,
    ) -> Result<T, ClientError> {
        let body = Some(as_value("POST", path, body)?);
        self.send(Request { method: Method::POST, path, body, terms }).await
    }

    /// Puts a value in place of another.
    ///
    /// # Errors
    /// The problem the server answered, or that it could not be reached.
    pub(crate) async fn put<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Result<T, ClientError> {
        let body = Some(as_value("PUT", path, body)?);
        self.send(Request { method: Method::PUT, path, body, terms: Terms::default() }).await
    }

    async fn send<T: DeserializeOwned>(&self, request: Request<'_>) -> Result<T, ClientError> {
        let (mut pause, mut tries, mut renewed) = (RETRY_PAUSE, 0, false);
        loop {
            let token = self.session.lock().await.access_token.clone();
            let error = match self.once(&request, &token).await {
                Ok(response) => return read(&request, response).await,
                Err(error) => error,
            };
            if error.status() == Some(StatusCode::UNAUTHORIZED) && !renewed {
                renewed = true;
                self.renew(&token).await?;
            } else if error.is_transient() && tries < RETRIES_MAX {
                tries += 1;
                tokio::time::sleep(pause).await;
                pause *= 2;
            } else {
                return Err(error);
            }
        }
    }

    async fn once(&self, request: &Request<'_>, token: &str) -> Result<Response, ClientError> {
        let (method, path) = (request.method.as_str(), request.path);
        let mut sent = self.http.request(request.method.clone(), format!("{}{path}", self.base)).bearer_auth(token);
        if let Some(body) = &request.body {
            sent = sent.json(body);
        }
        if let Some(version) = request.terms.version {
            sent = sent.header(reqwest::header::IF_MATCH, format!("\"v{version}\""));
        }
        if let Some(key) = request.terms.key {
            sent = sent.header("Idempotency-Key", key);
        }
        let response = sent.send().await.map_err(|error| ClientError::transport(method, path, &error))?;
        if response.status().is_success() {
            Ok(response)
        } else {
            Err(ClientError::answered(method, path, response).await)
        }
    }

    /// Renews the session, unless another request of this client has done so since `stale` was used.
    async fn renew(&self, stale: &str) -> Result<(), ClientError> {
        let mut session = self.session.lock().await;
        if session.access_token != stale {
            return Ok(());
        }
        *session = match session.renewed(&self.http, &self.base).await {
            Ok(renewed) => renewed,
            Err(error) if error.status() == Some(StatusCode::UNAUTHORIZED) => {
                Session::begin(&self.http, &self.base, &self.login, &self.password).await?
            }
            Err(error) => return Err(error),
        };
        Ok(())
    }
}

fn as_value(method: &str, path: &str, body: &impl Serialize) -> Result<Value, ClientError> {
    serde_json::to_value(body).map_err(|error| ClientError::unreadable(method, path, error.to_string()))
}

async fn read<T: DeserializeOwned>(request: &Request<'_>, response: Response) -> Result<T, ClientError> {
    let (method, path) = (request.method.as_str(), request.path);
    let bytes = response.bytes().await.map_err(|error| ClientError::transport(method, path, &error))?;
    serde_json::from_slice(&bytes).map_err(|error| ClientError::unreadable(method, path, error.to_string()))
}
