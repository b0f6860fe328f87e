//! Facts: what figures are counted from, and what they are made of.

mod forget;
mod history;
mod matters;
mod query;
mod repeats;
mod row;
mod spread;
mod store;

pub use forget::{forget, forgotten};
pub use history::{StoredHistory, histories, surveys_by_callback, tickets_behind};
pub use matters::{Related, related};
pub use query::{Cut, FactFilter, Group, Listed, groups, list};
pub use repeats::{Alike, Repeated, repeats, unqualified};
pub use spread::{Bar, Bars, spread};
pub use store::{of_tickets, replace};
