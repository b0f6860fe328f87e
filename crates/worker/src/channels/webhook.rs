//! Notifications to another program, as Standard Webhooks 1.0; the body is a CloudEvent.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use bihuan_app::clock::Clock;
use bihuan_app::notifications::{Outcome, Push};
use bihuan_domain::policy::notifications::PushChannel;
use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use reqwest::{Client, Response, StatusCode, redirect};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use url::{Host, Url};

use super::guard::{PublicOnly, is_public};
use super::signature::{Secret, signatures};
use super::{Channel, InvalidChannel, Sending, retry_after};

/// How long an attempt may take, from the connection to the head of the answer.
const TIMEOUT: Duration = Duration::from_secs(15);
/// The most secrets at a time: one, and the next during rotation, with room for a mishap.
const SECRETS_MAX: usize = 4;

/// Where webhooks go.
#[derive(Clone)]
pub struct WebhookSettings {
    /// The address.
    pub url: String,
    /// The secrets, `whsec_…`; each signs.
    pub secrets: Vec<String>,
    /// Whether the address may lie inside the own network, and be without TLS.
    pub allow_private: bool,
}

impl std::fmt::Debug for WebhookSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WebhookSettings").field("allow_private", &self.allow_private).finish_non_exhaustive()
    }
}

/// Notifications to another program.
#[derive(Debug)]
pub struct Webhook {
    client: Client,
    url: Url,
    address: String,
    secrets: Vec<Secret>,
    /// Real time, also in a sandbox: receivers compare it with theirs.
    wall: Arc<dyn Clock>,
}

impl Webhook {
    /// Opens the channel. `wall` is the real time.
    ///
    /// # Errors
    /// When address or secrets do not fit.
    pub fn open(settings: &WebhookSettings, wall: Arc<dyn Clock>) -> Result<Self, InvalidChannel> {
        Self::open_with(settings, wall, TIMEOUT)
    }

    /// The same with another time-out, for tests.
    ///
    /// # Errors
    /// When address or secrets do not fit.
    pub fn open_with(
        settings: &WebhookSettings,
        wall: Arc<dyn Clock>,
        timeout: Duration,
    ) -> Result<Self, InvalidChannel> {
        let url = checked(&settings.url, settings.allow_private)?;
        let count = settings.secrets.len();
        if count == 0 || count > SECRETS_MAX {
            return Err(InvalidChannel(format!("a webhook needs 1 to {SECRETS_MAX} secrets")));
        }
        let secrets: Result<Vec<Secret>, _> = settings.secrets.iter().map(|secret| secret.parse()).collect();
        let secrets = secrets.map_err(|error| InvalidChannel(error.to_string()))?;
        let mut builder = Client::builder()
            .timeout(timeout)
            .redirect(redirect::Policy::none())
            .no_proxy()
            .user_agent(concat!("bihuan/", env!("CARGO_PKG_VERSION")));
        if !settings.allow_private {
            builder = builder.dns_resolver(Arc::new(PublicOnly));
        }
        let client = builder.build().map_err(|error| InvalidChannel(error.to_string()))?;
        Ok(Self { client, address: fingerprint(&url), url, secrets, wall })
    }

    async fn attempt(&self, push: &Push) -> Outcome {
        let id = push.notification.id.to_string();
        let body = body(push).to_string();
        let timestamp = self.wall.now().as_micros().div_euclid(1_000_000);
        let signature = signatures(&self.secrets, &id, timestamp, body.as_bytes());
        let request = self
            .client
            .post(self.url.clone())
            .header(CONTENT_TYPE, "application/cloudevents+json")
            .header("webhook-id", id)
            .header("webhook-timestamp", timestamp)
            .header("webhook-signature", signature)
            .body(body);
        match request.send().await {
            Ok(response) => self.outcome(&response),
            // Without the address: it may hold a token, and errors are kept and shown.
            Err(error) => Outcome::Later { error: chain(&error.without_url()), after_seconds: None },
        }
    }

    fn outcome(&self, response: &Response) -> Outcome {
        let status = response.status();
        let error = format!("answered {}", status.as_u16());
        if status.is_success() {
            return Outcome::Sent;
        }
        if status == StatusCode::GONE {
            return Outcome::Gone { error };
        }
        let asked = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
        let after_seconds = asked.and_then(|value| retry_after::seconds(value, self.wall.now()));
        Outcome::Later { error, after_seconds }
    }
}

impl Channel for Webhook {
    fn channel(&self) -> PushChannel {
        PushChannel::Webhook
    }

    fn address(&self) -> &str {
        &self.address
    }

    fn send<'a>(&'a self, push: &'a Push) -> Sending<'a> {
        Box::pin(self.attempt(push))
    }
}

fn checked(text: &str, allow_private: bool) -> Result<Url, InvalidChannel> {
    let refuse = |reason: &str| Err(InvalidChannel(format!("the webhook URL {reason}")));
    let Ok(url) = Url::parse(text) else { return refuse("cannot be read") };
    if !matches!(url.scheme(), "https" | "http") || url.host().is_none() {
        return refuse("must begin with https://");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return refuse("must not hold a name or password");
    }
    if allow_private {
        return Ok(url);
    }
    if url.scheme() != "https" {
        return refuse("must begin with https:// unless private addresses are allowed");
    }
    // Names are checked when they are resolved; an address is never resolved.
    let inside = match url.host() {
        Some(Host::Ipv4(address)) => !is_public(address.into()),
        Some(Host::Ipv6(address)) => !is_public(address.into()),
        Some(Host::Domain(_)) | None => false,
    };
    if inside { refuse("is a private address") } else { Ok(url) }
}

/// Tells addresses apart without giving them away.
fn fingerprint(url: &Url) -> String {
    let mut text = String::new();
    for byte in Sha256::digest(url.as_str().as_bytes()).iter().take(16) {
        write!(text, "{byte:02x}").ok();
    }
    text
}

/// An error with its sources: the outer one alone says only that sending failed.
fn chain(error: &dyn std::error::Error) -> String {
    let sources = std::iter::successors(error.source(), |source| source.source());
    sources.fold(error.to_string(), |text, source| format!("{text}: {source}"))
}

fn body(push: &Push) -> serde_json::Value {
    let notification = &push.notification;
    let (title, text) = (&push.message.title, &push.message.text);
    json!({
        "specversion": "1.0",
        "id": notification.id,
        "source": "/bihuan",
        "type": "notification.raised",
        "subject": notification.ticket.map_or_else(
            || format!("notification/{}", notification.id),
            |ticket| format!("ticket/{ticket}")
        ),
        "time": notification.created_at,
        "datacontenttype": "application/json",
        "data": {
            "code": notification.code,
            "emergency": notification.emergency,
            "ticketId": notification.ticket,
            "ticketNumber": notification.ticket.map(|_| &notification.subject.number),
            "eventId": notification.event,
            "unit": notification.subject.unit,
            "receiver": {"id": push.receiver.id, "login": push.receiver.login, "unit": push.receiver.unit},
            "title": {"zh": title.zh, "en": title.en},
            "text": {"zh": text.zh, "en": text.en},
        }
    })
}
