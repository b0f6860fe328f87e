//! Customers: who calls. Looking one up by phone is the screen pop (来电弹屏).

mod calls_wish;
mod classify;
mod correct;
mod create;
mod read;
mod timeline;

pub use calls_wish::{CallsWish, set_calls_wish};
pub(crate) use calls_wish::{heed, never_call};
pub use classify::classify;
pub(crate) use correct::{correct_address, correct_phone};
pub use create::{NewCustomer, create};
pub use read::{Customer, CustomerView, OPEN_TICKETS_MAX, SegmentedCustomer, get, list};
pub use timeline::timeline;
