//! The indexed form of a bundle: what decisions ask of the policy.

use std::collections::BTreeMap;
use std::fmt;

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::calendar::WorkCalendar;
use crate::code::{
    AreaCode, CalendarCode, ChannelCode, KindCode, LevelCode, PlanCode, QuestionnaireCode, ReasonCode, RoleCode,
    TypeCode, UnitCode,
};
use crate::time::Timestamp;

use super::bundle::{Bundle, Channel, Reason};
use super::callbacks::{CallbackPlan, Questionnaire};
use super::catalogue::{Area, Handling, Kind, Level, ServiceType};
use super::clocks::{AppliesTo, ClockRule};
use super::organisation::{RoleSpec, UnitSpec};

/// Which published version of the policy; counts from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PolicyVersion(pub i64);

impl fmt::Display for PolicyVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The bundle names a time zone that this program does not know.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a time zone of the IANA database, such as Asia/Shanghai")]
pub struct UnknownZone(pub String);

/// How a demand is served: the rules of its kind as its type changes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceRules {
    /// How departments work on it.
    pub handling: Handling,
    /// Whether the agent may answer and close it during the call.
    pub answer_on_spot: bool,
    /// Whether a contact must be recorded before the reply.
    pub contact_required: bool,
    /// The callback plan; none means no callback.
    pub callback_plan: Option<PlanCode>,
    /// Days after archiving within which it may be reopened.
    pub reopen_days: u16,
    /// How many times a work order may be returned.
    pub returns_max: u16,
}

/// A published policy, ready for questions.
///
/// Takes any bundle whose zone is known, also one that a later [`super::check()`] would no longer pass: tickets opened
/// under it must still be worked off.
#[derive(Clone, Debug)]
pub struct Policy {
    version: PolicyVersion,
    bundle: Bundle,
    zone: TimeZone,
    calendars: BTreeMap<CalendarCode, WorkCalendar>,
    never: WorkCalendar,
    kinds: BTreeMap<KindCode, usize>,
    types: BTreeMap<TypeCode, usize>,
    units: BTreeMap<UnitCode, usize>,
    roles: BTreeMap<RoleCode, usize>,
}

fn index<T, C: Ord + Clone>(entries: &[T], code: impl Fn(&T) -> &C) -> BTreeMap<C, usize> {
    entries.iter().enumerate().map(|(at, entry)| (code(entry).clone(), at)).collect()
}

impl Policy {
    /// Indexes a bundle.
    ///
    /// # Errors
    /// When the bundle's time zone is unknown.
    pub fn new(version: PolicyVersion, bundle: Bundle) -> Result<Self, UnknownZone> {
        let zone = TimeZone::get(&bundle.bundle.zone).map_err(|_| UnknownZone(bundle.bundle.zone.clone()))?;
        let compile = |calendar| WorkCalendar::compile(calendar, zone.clone());
        Ok(Self {
            version,
            calendars: bundle.calendars.iter().map(|entry| (entry.code.clone(), compile(entry))).collect(),
            never: WorkCalendar::never(zone.clone()),
            kinds: index(&bundle.kinds, |kind| &kind.code),
            types: index(&bundle.types, |service_type| &service_type.code),
            units: index(&bundle.units, |unit| &unit.code),
            roles: index(&bundle.roles, |role| &role.code),
            zone,
            bundle,
        })
    }

    /// Its version.
    #[must_use]
    pub fn version(&self) -> PolicyVersion {
        self.version
    }

    /// The bundle as written.
    #[must_use]
    pub fn bundle(&self) -> &Bundle {
        &self.bundle
    }

    /// The zone in which days begin.
    #[must_use]
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The business kind with this code.
    #[must_use]
    pub fn kind(&self, code: &KindCode) -> Option<&Kind> {
        self.bundle.kinds.get(*self.kinds.get(code)?)
    }

    /// The node of the catalogue with this code.
    #[must_use]
    pub fn service_type(&self, code: &TypeCode) -> Option<&ServiceType> {
        self.bundle.types.get(*self.types.get(code)?)
    }

    /// The grade with this code.
    #[must_use]
    pub fn level(&self, code: &LevelCode) -> Option<&Level> {
        self.bundle.levels.iter().find(|level| level.code == *code)
    }

    /// The class of area with this code.
    #[must_use]
    pub fn area(&self, code: &AreaCode) -> Option<&Area> {
        self.bundle.areas.iter().find(|area| area.code == *code)
    }

    /// The unit of the sample organisation with this code.
    #[must_use]
    pub fn unit(&self, code: &UnitCode) -> Option<&UnitSpec> {
        self.bundle.units.get(*self.units.get(code)?)
    }

    /// The role with this code.
    #[must_use]
    pub fn role(&self, code: &RoleCode) -> Option<&RoleSpec> {
        self.bundle.roles.get(*self.roles.get(code)?)
    }

    /// The channel with this code.
    #[must_use]
    pub fn channel(&self, code: &ChannelCode) -> Option<&Channel> {
        self.bundle.channels.iter().find(|channel| channel.code == *code)
    }

    /// The reason for a return with this code.
    #[must_use]
    pub fn return_reason(&self, code: &ReasonCode) -> Option<&Reason> {
        self.bundle.return_reasons.iter().find(|reason| reason.code == *code)
    }

    /// Whether the list of reasons for a return has this code.
    #[must_use]
    pub fn has_return_reason(&self, code: &ReasonCode) -> bool {
        self.return_reason(code).is_some()
    }

    /// Whether `unit` is `above` itself or stands somewhere below it in the sample organisation.
    #[must_use]
    pub fn is_below(&self, unit: &UnitCode, above: &UnitCode) -> bool {
        // A path longer than the list of units would go in a circle.
        std::iter::successors(self.unit(unit), |unit| self.unit(unit.parent.as_ref()?))
            .take(self.bundle.units.len())
            .any(|unit| unit.code == *above)
    }

    /// The callback plan with this code.
    #[must_use]
    pub fn plan(&self, code: &PlanCode) -> Option<&CallbackPlan> {
        self.bundle.callback_plans.iter().find(|plan| plan.code == *code)
    }

    /// The questionnaire with this code.
    #[must_use]
    pub fn questionnaire(&self, code: &QuestionnaireCode) -> Option<&Questionnaire> {
        self.bundle.questionnaires.iter().find(|questionnaire| questionnaire.code == *code)
    }

    /// The calendar with this code, ready for arithmetic.
    #[must_use]
    pub fn calendar(&self, code: &CalendarCode) -> Option<&WorkCalendar> {
        self.calendars.get(code)
    }

    /// A calendar for amounts that need none: calendar minutes, hours and days. Nobody ever works on it.
    #[must_use]
    pub fn any_calendar(&self) -> &WorkCalendar {
        &self.never
    }

    /// A node and the nodes above it, from the top down.
    #[must_use]
    pub fn type_path(&self, code: &TypeCode) -> Vec<&ServiceType> {
        let mut path = Vec::new();
        let mut next = Some(code);
        // A path longer than the list of nodes would go in a circle.
        while let Some(node) = next.and_then(|code| self.service_type(code)) {
            if path.len() >= self.bundle.types.len() {
                break;
            }
            path.push(node);
            next = node.parent.as_ref();
        }
        path.reverse();
        path
    }

    /// How a demand of this kind and type is served; none when the kind is unknown.
    #[must_use]
    pub fn rules_for(&self, kind: &KindCode, service_type: Option<&TypeCode>) -> Option<ServiceRules> {
        let kind = self.kind(kind)?;
        let path = service_type.map(|code| self.type_path(code)).unwrap_or_default();
        Some(ServiceRules {
            handling: path.iter().rev().find_map(|node| node.handling).unwrap_or(kind.handling),
            answer_on_spot: path.iter().rev().find_map(|node| node.answer_on_spot).unwrap_or(kind.answer_on_spot),
            contact_required: kind.contact_required,
            callback_plan: kind.callback_plan.clone(),
            reopen_days: kind.reopen_days,
            returns_max: kind.returns_max,
        })
    }

    /// Whether a rule is for such tickets. An empty list of the rule means all; a node stands for everything below it.
    #[must_use]
    pub fn applies(
        &self,
        rule: &AppliesTo,
        kind: &KindCode,
        service_type: Option<&TypeCode>,
        area: Option<&AreaCode>,
        level: Option<&LevelCode>,
    ) -> bool {
        let among = |types: &[TypeCode]| {
            service_type.is_some_and(|code| self.type_path(code).iter().any(|node| types.contains(&node.code)))
        };
        (rule.kinds.is_empty() || rule.kinds.contains(kind))
            && (rule.areas.is_empty() || area.is_some_and(|code| rule.areas.contains(code)))
            && (rule.levels.is_empty() || level.is_some_and(|code| rule.levels.contains(code)))
            && (rule.types.is_empty() || among(&rule.types))
    }

    /// The clocks of such tickets: of the rules that share a code, the first that applies.
    #[must_use]
    pub fn clock_rules(
        &self,
        kind: &KindCode,
        service_type: Option<&TypeCode>,
        area: Option<&AreaCode>,
        level: Option<&LevelCode>,
    ) -> Vec<&ClockRule> {
        let mut rules: Vec<&ClockRule> = Vec::new();
        for rule in &self.bundle.clocks {
            let taken = rules.iter().any(|earlier| earlier.code == rule.code);
            if !taken && self.applies(&rule.applies_to, kind, service_type, area, level) {
                rules.push(rule);
            }
        }
        rules
    }

    /// The first moment at or after `from` at which the plan allows a call: `from` itself, or the end of the quiet
    /// hours it falls into.
    #[must_use]
    pub fn next_callable(&self, plan: &CallbackPlan, from: Timestamp) -> Timestamp {
        let mut moment = from;
        // Each window is left at most once a day; windows that cover the whole day are refused by the check.
        for _ in 0..=plan.quiet.len() * 2 {
            let local = moment.instant().to_zoned(self.zone.clone());
            let Some(quiet) = plan.quiet.iter().find(|quiet| quiet.covers(local.time())) else { break };
            let date = if quiet.to > local.time() { Some(local.date()) } else { local.date().tomorrow().ok() };
            let end = date.and_then(|date| date.to_datetime(quiet.to).to_zoned(self.zone.clone()).ok());
            match end {
                Some(end) => moment = Timestamp::new(end.timestamp()),
                None => break,
            }
        }
        moment
    }
}
