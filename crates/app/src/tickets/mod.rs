//! Tickets.

mod act;
mod classify;
mod clocks;
mod dispatch;
mod get;
mod list;
mod merge;
mod open;
mod reclassify;
mod related;
mod release;
mod timeline;

pub use act::act;
pub use classify::Named;
pub use clocks::{ClockView, CycleTotals, clock, clocks, totals};
pub use dispatch::{DISPATCH_UNITS_MAX, dispatch};
pub use get::get;
pub(crate) use get::look;
pub use list::{TicketFilter, VersionedTicket, list};
pub use merge::{Merge, merge};
pub(crate) use open::{Cause, Intake, demand};
pub use open::{NewTicket, Opened, Proceed, open};
pub use reclassify::{Reclassification, reclassify};
pub use related::related;
pub use release::{ReleaseReport, release_waiting};
pub use timeline::timeline;
