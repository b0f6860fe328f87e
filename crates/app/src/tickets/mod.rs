//! Tickets.

mod act;
mod dispatch;
mod get;
mod list;
mod open;
mod timeline;

pub use act::act;
pub use dispatch::{DISPATCH_UNITS_MAX, dispatch};
pub use get::get;
pub(crate) use get::look;
pub use list::{TicketFilter, VersionedTicket, list};
pub use open::{NewTicket, Opened, Proceed, open};
pub use timeline::timeline;
