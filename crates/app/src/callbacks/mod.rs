//! Callbacks (回访).

mod act;
mod get;
mod list;

pub use act::act;
pub use get::{CallbackView, get};
pub use list::{CallbackFilter, VersionedCallback, list};
