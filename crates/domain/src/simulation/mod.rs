//! What if: the recorded history of a ticket, replayed under another policy.
//!
//! People's deeds are facts and stay what they were, each at its own time. What clocks brought about (warnings, breaches,
//! raised grades, moved deadlines) followed from the policy of that time and is left out: it follows anew, from the
//! draft. Pure, so the same history under the same draft gives the same clocks, and nothing is written anywhere.

mod compare;
mod replay;

pub use compare::{Compared, Judged, compare};
pub use replay::{Draft, History, Unreplayable, replay};
