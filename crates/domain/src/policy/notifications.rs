//! Who is told what (通知): which milestones of a ticket, and which alarms of its clocks, are told to which roles.
//!
//! A notification never changes a ticket, so it can cause neither another notification nor anything else.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::clock::Milestone;
use crate::code::{ClockCode, NotificationCode, RoleCode};

use super::clocks::AppliesTo;
use super::vocabulary::Text;

/// Pushes to one person within an hour unless the role says otherwise; what lies beyond is only in the inbox.
pub const CAP_PER_HOUR_DEFAULT: u16 = 20;
/// The most recipients of one rule.
pub const RECIPIENTS_MAX: usize = 16;

/// Who is told: the people with a role at a unit that has to do with the ticket.
///
/// Those on duty are told; when nobody is, all of them; when there is nobody at all, the same role one unit further up,
/// and so on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    /// The role.
    pub role: RoleCode,
    /// At which unit.
    #[serde(default)]
    pub at: Place,
    /// How many levels further up the tree of units.
    #[serde(default)]
    pub up: u8,
}

/// A unit that has to do with a ticket.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The unit that holds the work order; for what happens to the ticket as a whole, every unit that holds an open one.
    /// Without any, the unit that took the ticket.
    #[default]
    Holder,
    /// The crew assigned to the work order, or its holder when there is none.
    Crew,
    /// The unit that took the ticket (受理).
    Acceptor,
    /// The person who took the ticket (首问负责人), in whatever role; the role at that unit when he has left.
    FirstAsked,
}

/// What is told to whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NotificationRule {
    /// Its code.
    pub code: NotificationCode,
    /// What people call it: the first words of the notification.
    pub name: Text,
    /// Milestones that are told.
    #[serde(default)]
    pub on: Vec<Milestone>,
    /// Alarms of clocks that are told.
    #[serde(default)]
    pub on_clock: Vec<ClockTrigger>,
    /// Which tickets it is for.
    #[serde(default)]
    pub applies_to: AppliesTo,
    /// Who is told.
    pub to: Vec<Recipient>,
    /// Where it is pushed besides the inbox, in which everything stands.
    #[serde(default)]
    pub channels: Vec<PushChannel>,
    /// Whether it is pushed at once whatever the hour and however much was pushed before.
    #[serde(default)]
    pub emergency: bool,
}

/// An alarm of a clock that is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClockTrigger {
    /// The clock.
    pub clock: ClockCode,
    /// Which of its alarms.
    pub level: ClockLevel,
}

/// Which alarm of a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClockLevel {
    /// Time is running short.
    Warning,
    /// Time has run out.
    Breach,
    /// Time ran out a while ago.
    Escalation,
}

/// Where a notification is pushed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PushChannel {
    /// To another program, over HTTP.
    Webhook,
    /// By mail.
    Smtp,
}

impl PushChannel {
    /// All channels.
    pub const ALL: &[Self] = &[Self::Webhook, Self::Smtp];

    /// The name as stored and shown.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Webhook => "webhook",
            Self::Smtp => "smtp",
        }
    }
}
