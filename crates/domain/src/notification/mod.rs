//! Notifications (通知): who is told what, as far as the rules decide it.
//!
//! [`intents`] turns the events of one decision into what is to be told; who belongs to a role at a unit, and who is on
//! duty, only the application knows. A notification is no event of the case and changes nothing in it, so no rule can
//! react to one: there are no loops, and the depth of causes is one.

mod alarm;
mod intent;
mod milestone_text;
mod push;
mod subject;
mod text;

pub use alarm::{Told, alarm_recipients};
pub use intent::{Addressee, Intent, intents};
pub use push::PushTerms;
pub use subject::{AppealNotice, Happening, SigningNotice, Subject};
pub use text::{Message, message};
