//! Records, as rows: `records` holds number and seal for ever, `record_contents` what each says until it is purged.
//! Triggers refuse every change on both engines, whoever asks.

mod append;
mod holds;
mod list;
mod purge;
mod verify;

pub(crate) use append::of_events;
pub use append::{NewRecord, append};
pub use holds::{Hold, find as find_hold, insert as place_hold, is_held, lift as lift_hold, list as list_holds};
pub use list::{Purged, Record, RecordFilter, find, is_voided, list};
pub use purge::{Candidate, candidates, has_contents, purge, ticket_of_error};
pub use verify::{Fault, Verification, series_under, verify};
