//! Channels: how a notification leaves the system. An adapter each; none of them knows of the database.

mod guard;
mod retry_after;
mod signature;
mod smtp;
mod webhook;

pub use guard::is_public;
pub use signature::{InvalidSecret, Secret};
pub use smtp::{Smtp, SmtpSettings, TlsMode};
pub use webhook::{Webhook, WebhookSettings};

use std::future::Future;
use std::pin::Pin;

use bihuan_app::notifications::{Outcome, Push};
use bihuan_domain::policy::notifications::PushChannel;

/// Why a channel cannot be opened with its settings.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct InvalidChannel(pub String);

/// An attempt under way.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Outcome> + Send + 'a>>;

/// How a notification leaves the system.
pub trait Channel: std::fmt::Debug + Send + Sync {
    /// Which channel it is.
    fn channel(&self) -> PushChannel;

    /// What stands for where it sends to: another text when that is changed. Holds no secret.
    fn address(&self) -> &str;

    /// Tries once, in less time than a claim holds.
    fn send<'a>(&'a self, push: &'a Push) -> Sending<'a>;
}
