//! Scripts (话术): what is said in each phase of a call, which words are fixed, and what changes with the hour and the day.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::code::{PhaseCode, PlanCode, ScriptCode};
use crate::time::Timestamp;

use super::Policy;
use super::applies_to::{AppliesTo, Traits};
use super::callbacks::QuietHours;
use super::vocabulary::Text;

/// What the program itself puts into a script: the name of the agent and that of the service centre.
pub const FILLED_IN: &[&str] = &["agent", "brand"];
/// What whoever speaks puts in.
pub const SPOKEN: &[&str] = &["customer", "number", "unit", "topic"];

/// What is said in one phase of a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Script {
    /// Its code.
    pub code: ScriptCode,
    /// What people call it.
    pub name: Text,
    /// The phase of the call, such as `opening`.
    pub phase: PhaseCode,
    /// Its place among the scripts of a call: lower ones come first.
    pub step: u16,
    /// Which demands it is for.
    #[serde(default)]
    pub applies_to: AppliesTo,
    /// Which callback plans it is for; empty means calls of every kind.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub plans: Vec<PlanCode>,
    /// Its parts, in order.
    #[serde(rename = "part")]
    pub parts: Vec<ScriptPart>,
}

/// A part of a script.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScriptPart {
    /// Its code within the script.
    pub code: ScriptCode,
    /// Whether the words are fixed (固定用语); other parts may be put in one's own words.
    #[serde(default)]
    pub locked: bool,
    /// The words; the first whose condition holds are said, and the last have none.
    #[serde(rename = "wording")]
    pub wordings: Vec<Wording>,
}

/// Words, and when they are said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// The words. `{agent}` and `{brand}` are filled in; `{customer}`, `{number}`, `{unit}` and `{topic}` are for whoever speaks.
    pub text: Text,
    /// When they are said; always when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
}

/// A condition on the local time: everything that is given must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct When {
    /// The time of day: its start counts, its end does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<QuietHours>,
    /// Days of every year, as `MM-DD`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<String>,
    /// The name of a festival as the calendars of the bundle have it on their days off, such as `春节`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub festival: Option<String>,
}

/// Which scripts are asked for; what is left out does not matter.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// Of this phase.
    pub phase: Option<&'a PhaseCode>,
    /// For such a demand.
    pub demand: Option<&'a Traits<'a>>,
    /// For calls of this plan.
    pub plan: Option<&'a PlanCode>,
}

impl Policy {
    /// The scripts that are wanted, in the order in which they are said.
    #[must_use]
    pub fn scripts(&self, wanted: &Wanted<'_>) -> Vec<&Script> {
        let fits = |script: &&Script| {
            wanted.phase.is_none_or(|phase| script.phase == *phase)
                && wanted.demand.is_none_or(|demand| self.applies(&script.applies_to, demand))
                && wanted.plan.is_none_or(|plan| script.plans.is_empty() || script.plans.contains(plan))
        };
        let mut found: Vec<&Script> = self.bundle().scripts.iter().filter(fits).collect();
        found.sort_by(|one, other| (one.step, &one.code).cmp(&(other.step, &other.code)));
        found
    }

    /// The words of a part at this moment, by the clock of the bundle's zone.
    #[must_use]
    pub fn wording<'p>(&self, part: &'p ScriptPart, at: Timestamp) -> Option<&'p Text> {
        let local = at.instant().to_zoned(self.zone().clone());
        let holds = |when: &When| {
            let day = format!("{:02}-{:02}", local.month(), local.day());
            when.hours.is_none_or(|hours| hours.covers(local.time()))
                && (when.days.is_empty() || when.days.contains(&day))
                && when.festival.as_ref().is_none_or(|name| self.is_festival(name, local.date()))
        };
        let said = part.wordings.iter().find(|wording| wording.when.as_ref().is_none_or(holds));
        said.map(|wording| &wording.text)
    }

    fn is_festival(&self, name: &str, date: Date) -> bool {
        let mut days = self.bundle().calendars.iter().flat_map(|calendar| &calendar.days);
        days.any(|day| day.date == date && day.off && day.name.as_deref() == Some(name))
    }
}

/// The names in braces in a text.
pub fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}
