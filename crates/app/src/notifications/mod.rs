//! Notifications: written with their cause, read by whom they are for, pushed by the worker.

mod deliver;
mod drafts;
mod duty;
mod inbox;
mod pushes;
mod raise;
mod receivers;
mod retry;

pub use deliver::{Backlog, DELIVERY_BATCH, LEASE_SECONDS, Outcome, Push, backlog, claim, next_due, record};
pub use duty::{Duty, duty, set_duty};
pub use inbox::{InboxFilter, READ_ALL_MAX, Shown, UNREAD_COUNT_MAX, acknowledge, list, read, read_all, unread_count};
pub use pushes::Pushes;
pub(crate) use raise::{Announcement, announcement, raise, raise_all};
pub use retry::{ATTEMPTS_MAX, RETRY_SECONDS};

pub use bihuan_persistence::notifications::Notification;
