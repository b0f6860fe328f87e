//! Customers: who calls. Looking one up by phone is the screen pop (来电弹屏).

mod create;
mod read;

pub use create::{NewCustomer, create};
pub use read::{Customer, CustomerView, OPEN_TICKETS_MAX, get, list};
