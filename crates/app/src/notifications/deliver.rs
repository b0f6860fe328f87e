//! Pushing what was raised: claim, send outside of any transaction, record.
//!
//! At least once: a node that dies between sending and recording leaves the claim, which runs out, and the same
//! notification is sent again under the same id. The schedule follows the time of the business, as the quiet hours do.

use std::sync::Arc;

use bihuan_domain::notification::Message;
use bihuan_domain::policy::notifications::PushChannel;
use bihuan_domain::time::Timestamp;
use bihuan_persistence::notifications::{self as rows, Claimed, Notification, Recorded};
use bihuan_persistence::users::{self, User};
use bihuan_persistence::{Tx, settings};

pub use bihuan_persistence::notifications::Backlog;

use super::inbox::show;
use super::retry;
use crate::App;
use crate::error::Error;

/// Deliveries claimed at once by one node for one channel: all of them are sent at the same time.
pub const DELIVERY_BATCH: i64 = 8;
/// How long a claim holds. Longer than any attempt may take, so that nothing is sent twice while nobody dies.
pub const LEASE_SECONDS: i64 = 90;
/// Deliveries given up in one transaction when their channel is switched off.
const DISABLE_BATCH: i64 = 500;
/// The longest error that is kept, in characters.
const ERROR_CHARS_MAX: usize = 300;

/// A notification on its way to one person by one channel.
#[derive(Debug, Clone)]
pub struct Push {
    /// The notification.
    pub notification: Notification,
    /// Its words in both languages.
    pub message: Message,
    /// Who is told.
    pub receiver: User,
    /// Which attempt this is, from 1.
    pub attempt: i16,
}

/// What became of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It was taken.
    Sent,
    /// It was not taken, and may be later.
    Later {
        /// Why.
        error: String,
        /// How many seconds the receiver asks to wait.
        after_seconds: Option<i64>,
    },
    /// It never will be.
    Refused {
        /// Why.
        error: String,
    },
    /// The receiver wants nothing more by this channel.
    Gone {
        /// Why.
        error: String,
    },
}

/// Claims pushes of a channel that are due. `address` stands for where they go: one that said it wants nothing more is
/// left alone until it is changed.
///
/// # Errors
/// When the database cannot be written.
pub async fn claim(app: &Arc<App>, channel: PushChannel, address: &str) -> Result<Vec<Push>, Error> {
    let (inner, address) = (app.clone(), address.to_owned());
    app.database
        .write(move |tx| {
            let now = inner.clock.now();
            if settings::find(tx, gone_setting(channel))?.is_some_and(|gone| gone == address) {
                rows::disable_pending(tx, channel, now, "the receiver wants nothing more", DISABLE_BATCH)?;
                return Ok(Vec::new());
            }
            let claimed = rows::claim(tx, channel, now, now.plus_seconds(LEASE_SECONDS), DELIVERY_BATCH)?;
            claimed.into_iter().filter_map(|claimed| push(&inner, tx, channel, claimed).transpose()).collect()
        })
        .await
}

/// What is to be pushed; none when that can never be, which is recorded.
fn push(app: &App, tx: &mut Tx<'_>, channel: PushChannel, claimed: Claimed) -> Result<Option<Push>, Error> {
    let Claimed { notification, attempt } = claimed;
    let id = notification.id;
    let receiver = users::find(tx, notification.user)?.filter(|user| !user.disabled);
    let Some(receiver) = receiver else {
        rows::record(tx, id, channel, attempt, Recorded::Failed { error: "the account is disabled".to_owned() })?;
        return Ok(None);
    };
    match show(app, tx, notification) {
        Ok(shown) => Ok(Some(Push { notification: shown.notification, message: shown.message, receiver, attempt })),
        Err(Error::Busy) => Err(Error::Busy),
        Err(error) => {
            // One that cannot be put into words keeps no other back.
            tracing::error!(notification = %id, %error, "a notification has no words");
            rows::record(tx, id, channel, attempt, Recorded::Failed { error: "it has no words".to_owned() })?;
            Ok(None)
        }
    }
}

/// Records what became of an attempt. Whoever has lost the claim meanwhile records nothing.
///
/// # Errors
/// When the database cannot be written: the claim runs out, and the push is sent again.
pub async fn record(
    app: &Arc<App>,
    channel: PushChannel,
    address: &str,
    push: &Push,
    outcome: Outcome,
) -> Result<(), Error> {
    let (id, attempt, address) = (push.notification.id, push.attempt, address.to_owned());
    let now = app.clock.now();
    let gone = matches!(outcome, Outcome::Gone { .. });
    let recorded = recorded(app, attempt, now, outcome);
    app.database
        .write(move |tx| {
            if gone {
                settings::put(tx, gone_setting(channel), &address)?;
            }
            rows::record(tx, id, channel, attempt, recorded.clone())?;
            Ok(())
        })
        .await
}

fn recorded(app: &App, attempt: i16, now: Timestamp, outcome: Outcome) -> Recorded {
    match outcome {
        Outcome::Sent => Recorded::Sent { at: now },
        Outcome::Refused { error } => Recorded::Failed { error: shortened(&error) },
        Outcome::Gone { error } => Recorded::Disabled { error: shortened(&error) },
        Outcome::Later { error, after_seconds } => {
            let error = shortened(&error);
            match retry::wait_after(attempt, after_seconds, random(app)) {
                Some(seconds) => Recorded::Retry { at: now.plus_seconds(seconds), error },
                None => Recorded::Failed { error },
            }
        }
    }
}

/// Some of the randomness that ids are made from.
fn random(app: &App) -> u64 {
    let secret = app.ids.secret();
    secret.iter().rev().take(8).fold(0, |number, byte| (number << 8) | u64::from(*byte))
}

fn shortened(error: &str) -> String {
    error.chars().take(ERROR_CHARS_MAX).collect()
}

/// Under which name the address is kept that wants nothing more.
const fn gone_setting(channel: PushChannel) -> &'static str {
    match channel {
        PushChannel::Webhook => "webhook_gone",
        PushChannel::Smtp => "smtp_gone",
    }
}

/// When the next push of a channel is due.
///
/// # Errors
/// When the database cannot be read.
pub async fn next_due(app: &Arc<App>, channel: PushChannel) -> Result<Option<Timestamp>, Error> {
    app.database.read(move |tx| Ok(rows::next_due(tx, channel)?)).await
}

/// What waits to be pushed by a channel.
///
/// # Errors
/// When the database cannot be read.
pub async fn backlog(app: &Arc<App>, channel: PushChannel) -> Result<Backlog, Error> {
    app.database.read(move |tx| Ok(rows::backlog(tx, channel)?)).await
}
