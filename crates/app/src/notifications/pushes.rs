//! Which channels this node pushes by, and the hint that something waits for them.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use bihuan_domain::policy::notifications::PushChannel;
use tokio::sync::Notify;

/// Which channels are open, and the hint that something waits.
#[derive(Debug, Default)]
pub struct Pushes {
    open: OnceLock<Vec<PushChannel>>,
    raised: AtomicBool,
    webhook: Notify,
    smtp: Notify,
}

impl Pushes {
    /// Opens channels, once, before the first notification. What is raised for others stays in the inbox only.
    pub fn open(&self, channels: Vec<PushChannel>) {
        if self.open.set(channels).is_err() {
            tracing::error!("the channels are open already");
        }
    }

    /// Whether a channel is open.
    #[must_use]
    pub fn is_open(&self, channel: PushChannel) -> bool {
        self.open.get().is_some_and(|open| open.contains(&channel))
    }

    /// A running transaction writes something to be pushed.
    pub(crate) fn raise(&self) {
        self.raised.store(true, Ordering::Release);
    }

    /// After a transaction: wakes the deliverers when something was raised. A hint only: it may go to a transaction that
    /// ends a moment earlier than the one that raised, so a deliverer that finds nothing looks again.
    pub(crate) fn announce(&self) {
        if self.raised.swap(false, Ordering::AcqRel) {
            self.webhook.notify_one();
            self.smtp.notify_one();
        }
    }

    /// Waits for the hint that something may wait for a channel.
    pub async fn hinted(&self, channel: PushChannel) {
        match channel {
            PushChannel::Webhook => self.webhook.notified().await,
            PushChannel::Smtp => self.smtp.notified().await,
        }
    }
}
