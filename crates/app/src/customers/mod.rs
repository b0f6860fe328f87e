//! Customers: who calls. Looking one up by phone is the screen pop (来电弹屏).

mod calls_wish;
mod correct_phone;
mod create;
mod read;

pub use calls_wish::{CallsWish, set_calls_wish};
pub(crate) use calls_wish::{heed, never_call};
pub(crate) use correct_phone::correct_phone;
pub use create::{NewCustomer, create};
pub use read::{Customer, CustomerView, OPEN_TICKETS_MAX, get, list};
