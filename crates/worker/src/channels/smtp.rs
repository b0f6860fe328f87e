//! Notifications by mail.

use std::time::Duration;

use bihuan_app::notifications::{Outcome, Push};
use bihuan_domain::policy::notifications::PushChannel;
use lettre::message::{Mailbox, Message, header};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{AsyncSmtpTransport, Error};
use lettre::{AsyncTransport as _, Tokio1Executor};

use super::{Channel, InvalidChannel, Sending};

/// How long one exchange with the mail server may take.
const COMMAND_TIMEOUT: Duration = Duration::from_secs(15);
/// How long a whole attempt may take.
const TIMEOUT: Duration = Duration::from_secs(60);
/// Replies that complain of us, not of the mail: they may be gone once the settings are put right.
const ABOUT_THE_LOGIN: [u16; 4] = [530, 534, 535, 538];

/// How the connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TlsMode {
    /// From the first byte, usually on port 465.
    Tls,
    /// After `STARTTLS`, usually on port 587; without it nothing is sent.
    StartTls,
    /// Not at all: only for a mail server on the own machine or network.
    None,
}

/// The mail server.
#[derive(Clone)]
pub struct SmtpSettings {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub tls: TlsMode,
    /// Name and password.
    pub credentials: Option<(String, String)>,
    /// Who writes, such as `Hotline <hotline@example.org>`.
    pub from: String,
}

impl std::fmt::Debug for SmtpSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SmtpSettings").field("host", &self.host).field("port", &self.port).finish_non_exhaustive()
    }
}

/// Notifications by mail.
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    address: String,
}

impl std::fmt::Debug for Smtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Smtp").field("address", &self.address).finish_non_exhaustive()
    }
}

impl Smtp {
    /// Opens the channel; nothing is connected yet.
    ///
    /// # Errors
    /// When the settings do not fit.
    pub fn open(settings: &SmtpSettings) -> Result<Self, InvalidChannel> {
        let refuse = |error: &dyn std::fmt::Display| InvalidChannel(format!("mail: {error}"));
        let from: Mailbox = settings.from.parse().map_err(|error| refuse(&error))?;
        let parameters = || TlsParameters::new(settings.host.clone()).map_err(|error| refuse(&error));
        let tls = match settings.tls {
            TlsMode::Tls => Tls::Wrapper(parameters()?),
            TlsMode::StartTls => Tls::Required(parameters()?),
            TlsMode::None => Tls::None,
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.host)
            .port(settings.port)
            .tls(tls)
            .hello_name(ClientId::Domain(from.email.domain().to_owned()))
            .timeout(Some(COMMAND_TIMEOUT));
        if let Some((name, password)) = settings.credentials.clone() {
            builder = builder.credentials(Credentials::new(name, password));
        }
        let address = format!("{}:{}", settings.host, settings.port);
        Ok(Self { transport: builder.build(), from, address })
    }

    async fn attempt(&self, push: &Push) -> Outcome {
        let mail = match self.mail(push) {
            Ok(mail) => mail,
            Err(error) => return Outcome::Refused { error },
        };
        match tokio::time::timeout(TIMEOUT, self.transport.send(mail)).await {
            Ok(Ok(_)) => Outcome::Sent,
            Ok(Err(error)) => outcome(&error),
            Err(_) => later("the mail server took too long"),
        }
    }

    fn mail(&self, push: &Push) -> Result<Message, String> {
        let address = push.receiver.email.as_deref().ok_or("the account has no address")?;
        let address = address.parse().map_err(|error| format!("the address of the account: {error}"))?;
        let (title, text) = (&push.message.title, &push.message.text);
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(Some(push.receiver.name.clone()), address))
            .subject(format!("{} / {}", title.zh, title.en))
            // The same for every attempt, so that a mail program can tell a repetition.
            .message_id(Some(format!("<{}@{}>", push.notification.id, self.from.email.domain())))
            .header(header::ContentType::TEXT_PLAIN)
            .body(format!("{}\r\n\r\n{}\r\n", text.zh, text.en))
            .map_err(|error| error.to_string())
    }
}

fn later(error: impl Into<String>) -> Outcome {
    Outcome::Later { error: error.into(), after_seconds: None }
}

fn outcome(error: &Error) -> Outcome {
    let text =
        std::error::Error::source(error).map_or_else(|| error.to_string(), |source| format!("{error}: {source}"));
    let about_login = error.status().is_some_and(|code| ABOUT_THE_LOGIN.contains(&u16::from(code)));
    if error.is_permanent() && !about_login { Outcome::Refused { error: text } } else { later(text) }
}

impl Channel for Smtp {
    fn channel(&self) -> PushChannel {
        PushChannel::Smtp
    }

    fn address(&self) -> &str {
        &self.address
    }

    fn send<'a>(&'a self, push: &'a Push) -> Sending<'a> {
        Box::pin(self.attempt(push))
    }
}
