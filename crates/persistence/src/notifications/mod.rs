//! Notifications: who was told what, and where it was pushed.

mod deliveries;
mod inbox;
mod rows;

pub use deliveries::{
    Backlog, Claimed, Recorded, backlog, claim, disable_pending, next_due, record, write as write_deliveries,
};
pub use inbox::{InboxFilter, acknowledge, count, find, list, read, read_all};
pub use rows::{Delivery, Notification, append, pushed_between};
