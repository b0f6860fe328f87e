//! Work orders.

mod act;
mod get;
mod list;

pub use act::act;
pub use get::{WorkOrderView, get};
pub use list::{VersionedWorkOrder, WorkOrderFilter, list};
