//! Facts: what figures are counted from, and what they are made of.

mod history;
mod matters;
mod query;
mod row;
mod store;

pub use history::{StoredHistory, histories, tickets_behind};
pub use matters::{Related, related};
pub use query::{Cut, FactFilter, Group, Listed, groups, list};
pub use store::{of_tickets, replace};
