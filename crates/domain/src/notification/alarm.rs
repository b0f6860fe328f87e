//! Who is told of an alarm of a clock: the one place that answers.

use crate::case::Case;
use crate::clock::{Alarm, AlarmLevel};
use crate::code::NotificationCode;
use crate::policy::Policy;
use crate::policy::ladder::LadderRung;
use crate::policy::notifications::{ClockLevel, NotificationRule, PushChannel, Recipient};

/// What a rule wants told, before anybody is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Under which code.
    pub code: NotificationCode,
    /// Who.
    pub to: Vec<Recipient>,
    /// Where it is pushed besides the inbox.
    pub channels: Vec<PushChannel>,
    /// Whether it is pushed at once, whatever the hour.
    pub emergency: bool,
}

impl From<&NotificationRule> for Told {
    fn from(rule: &NotificationRule) -> Self {
        Self {
            code: rule.code.clone(),
            to: rule.to.clone(),
            channels: rule.channels.clone(),
            emergency: rule.emergency,
        }
    }
}

impl From<&LadderRung> for Told {
    fn from(rung: &LadderRung) -> Self {
        Self {
            code: rung.code.clone().into(),
            to: rung.notify.clone(),
            channels: rung.channels.clone(),
            emergency: rung.emergency,
        }
    }
}

/// What is told of an alarm of one of the case's clocks, and to whom.
#[must_use]
pub fn alarm_recipients(policy: &Policy, case: &Case, alarm: &Alarm) -> Vec<Told> {
    let level = level(alarm);
    let told = |rule: &&NotificationRule| {
        rule.on_clock.iter().any(|trigger| trigger.clock == alarm.code && trigger.level == level)
    };
    rules(policy, case).filter(told).map(Told::from).collect()
}

/// Which alarm it is.
pub(super) fn level(alarm: &Alarm) -> ClockLevel {
    match alarm.level {
        AlarmLevel::Warning(_) => ClockLevel::Warning,
        AlarmLevel::Breach => ClockLevel::Breach,
        AlarmLevel::Escalation(_) => ClockLevel::Escalation,
    }
}

/// The rules for tickets such as this.
pub(super) fn rules<'p>(policy: &'p Policy, case: &'p Case) -> impl Iterator<Item = &'p NotificationRule> {
    let demand = &case.ticket.demand;
    policy.bundle().notifications.iter().filter(move |rule| policy.applies(&rule.applies_to, &demand.traits()))
}
