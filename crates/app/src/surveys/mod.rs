//! Surveys: what customers are asked and answer, in a call or by themselves.

mod change;
mod invite;
mod public;
mod read;
mod reply;

pub use invite::{Invitation, Seal, invite};
pub use public::{PublicSurvey, answer, look};
pub use read::{SurveyFilter, VersionedSurvey, get, list};
pub use reply::{Progress, reply};
