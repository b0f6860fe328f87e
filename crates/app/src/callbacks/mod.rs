//! Callbacks (回访).

mod attempt;
mod get;
mod list;

pub use attempt::attempt;
pub use get::{CallbackView, get};
pub use list::{CallbackFilter, VersionedCallback, list};
