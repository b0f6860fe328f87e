//! Records (记录): reading them, correcting and voiding by further ones, holding them, and purging what was kept long
//! enough.

mod correct;
mod holds;
mod list;
pub mod purge;

pub use bihuan_persistence::records::{Fault, Hold, Purged, Record, RecordFilter, Verification};
pub use correct::{Correction, correct};
pub use holds::{NewHold, get_hold, lift_hold, list_holds, place_hold};
pub use list::{SeriesRow, get, list, series, verify};
