//! Callbacks (回访).

mod act;
mod capacity;
mod claim_next;
mod follow_on;
mod get;
mod list;
mod sample;

pub use act::act;
pub use capacity::{Capacity, FORECAST_PEOPLE_MAX, capacity};
pub use claim_next::claim_next;
pub use get::{CallbackView, get};
pub use list::{CallbackFilter, VersionedCallback, list};
pub use sample::{Sample, SampleClass, SampleMonths, Tally, sample, top_up, top_up_ended};
