//! The channels by which notifications are pushed, as they are configured.

use std::sync::Arc;

use anyhow::{Context as _, bail};
use bihuan_app::App;
use bihuan_worker::DeliveryStatistics;
use bihuan_worker::channels::{Channel, Smtp, SmtpSettings, TlsMode, Webhook, WebhookSettings};
use clap::{Args, ValueEnum};

/// Where notifications are pushed; nowhere unless configured.
#[derive(Debug, Clone, Args)]
pub(crate) struct ChannelOptions {
    /// Where notifications are posted (Standard Webhooks 1.0).
    #[arg(long, env = "BIHUAN_WEBHOOK_URL", value_name = "URL", hide_env_values = true)]
    pub(crate) webhook_url: Option<String>,
    /// A secret that signs webhooks, `whsec_…`; two, separated by a comma, while one replaces the other.
    #[arg(long, env = "BIHUAN_WEBHOOK_SECRET", value_name = "SECRET", value_delimiter = ',', hide_env_values = true)]
    pub(crate) webhook_secret: Vec<String>,
    /// Let the webhook go to an address inside the own network, and without TLS.
    #[arg(long, env = "BIHUAN_WEBHOOK_ALLOW_PRIVATE")]
    pub(crate) webhook_allow_private: bool,
    /// The mail server by which notifications are sent.
    #[arg(long, env = "BIHUAN_SMTP_HOST", value_name = "HOST", requires = "smtp_from")]
    pub(crate) smtp_host: Option<String>,
    /// Its port; 465 with `tls`, 587 with `starttls`, 25 with `none` when left out.
    #[arg(long, env = "BIHUAN_SMTP_PORT", value_name = "PORT")]
    pub(crate) smtp_port: Option<u16>,
    /// How the connection to it is protected.
    #[arg(long, env = "BIHUAN_SMTP_TLS", default_value = "starttls", value_name = "MODE")]
    pub(crate) smtp_tls: SmtpTls,
    /// The name to sign in with.
    #[arg(long, env = "BIHUAN_SMTP_USER", value_name = "NAME", requires = "smtp_password")]
    pub(crate) smtp_user: Option<String>,
    /// The password to sign in with.
    #[arg(long, env = "BIHUAN_SMTP_PASSWORD", value_name = "PASSWORD", hide_env_values = true)]
    pub(crate) smtp_password: Option<String>,
    /// Who writes, such as `Hotline <hotline@example.org>`.
    #[arg(long, env = "BIHUAN_SMTP_FROM", value_name = "ADDRESS")]
    pub(crate) smtp_from: Option<String>,
}

impl ChannelOptions {
    /// Pushes nowhere.
    pub(crate) fn close(&mut self) {
        (self.webhook_url, self.smtp_host) = (None, None);
        self.webhook_secret.clear();
    }
}

/// How the connection to the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SmtpTls {
    /// From the first byte.
    Tls,
    /// After `STARTTLS`, or not at all.
    Starttls,
    /// Not protected: only on the own machine or network.
    None,
}

impl SmtpTls {
    const fn mode(self) -> (TlsMode, u16) {
        match self {
            Self::Tls => (TlsMode::Tls, 465),
            Self::Starttls => (TlsMode::StartTls, 587),
            Self::None => (TlsMode::None, 25),
        }
    }
}

/// An open channel and its counts.
pub(crate) type Open = (Arc<dyn Channel>, Arc<DeliveryStatistics>);

/// Opens what is configured, and tells the use cases of it.
///
/// # Errors
/// When something is configured that does not fit.
pub(crate) fn open(app: &Arc<App>, options: &ChannelOptions) -> anyhow::Result<Vec<Open>> {
    let channels: Vec<Arc<dyn Channel>> = webhook(app, options)?.into_iter().chain(smtp(options)?).collect();
    app.pushes.open(channels.iter().map(|channel| channel.channel()).collect());
    Ok(channels.into_iter().map(|channel| (channel, Arc::default())).collect())
}

fn webhook(app: &Arc<App>, options: &ChannelOptions) -> anyhow::Result<Option<Arc<dyn Channel>>> {
    let Some(url) = options.webhook_url.clone() else {
        if !options.webhook_secret.is_empty() {
            bail!("--webhook-secret stands without --webhook-url");
        }
        return Ok(None);
    };
    let settings =
        WebhookSettings { url, secrets: options.webhook_secret.clone(), allow_private: options.webhook_allow_private };
    let webhook = Webhook::open(&settings, app.wall.clone()).context("--webhook-url, --webhook-secret")?;
    Ok(Some(Arc::new(webhook)))
}

fn smtp(options: &ChannelOptions) -> anyhow::Result<Option<Arc<dyn Channel>>> {
    let (Some(host), Some(from)) = (options.smtp_host.clone(), options.smtp_from.clone()) else { return Ok(None) };
    let (tls, usual) = options.smtp_tls.mode();
    let port = options.smtp_port.unwrap_or(usual);
    let credentials = options.smtp_user.clone().zip(options.smtp_password.clone());
    let settings = SmtpSettings { host, port, tls, credentials, from };
    Ok(Some(Arc::new(Smtp::open(&settings).context("--smtp-…")?)))
}
