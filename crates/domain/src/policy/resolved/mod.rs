//! The indexed form of a bundle: what decisions ask of the policy.

mod calls;
mod lookup;
mod rules;
mod segments;

use std::collections::BTreeMap;
use std::fmt;

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::calendar::{self, WorkCalendar};
use crate::code::{CalendarCode, KindCode, PlanCode, RoleCode, TypeCode, UnitCode};

use crate::time::Timestamp;

use super::bundle::Bundle;
use super::calendars::Calendar;
use super::catalogue::{ExtensionRules, Handling, ReopenOnContact, ReplyPart, SuspensionRules};

pub use segments::AttributeFault;

/// Which published version of the policy; counts from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PolicyVersion(pub i64);

impl fmt::Display for PolicyVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The bundle, or one of its calendars, names a time zone that this program does not know.
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
    /// Within how many days a customer who was contacted hears again; none where it need not be said.
    pub next_reply_days: Option<u16>,
    /// What a reply must say besides what was done.
    pub reply_requires: Vec<ReplyPart>,
    /// The callback plan; none means no callback.
    pub callback_plan: Option<PlanCode>,
    /// Days after archiving within which it may be reopened.
    pub reopen_days: u16,
    /// What happens when the customer gets in touch within those days.
    pub reopen_on_contact: ReopenOnContact,
    /// Whether a verdict is needed before it is archived.
    pub verdict_required: bool,
    /// Whether somebody else looks at it before it is closed on a bad answer.
    pub closing_review: bool,
    /// How many times a work order may be returned.
    pub returns_max: u16,
    /// Whether and how far work may be suspended.
    pub suspension: Option<SuspensionRules>,
    /// Whether and how far limits may be extended.
    pub extension: Option<ExtensionRules>,
    /// Whether the centre has marks of its own.
    pub has_marks: bool,
}

/// A published policy, ready for questions.
///
/// Takes any bundle whose zone is known, also one that a later [`crate::policy::check()`] would no longer pass: tickets opened
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
    /// When the bundle's time zone, or that of a calendar, is unknown.
    pub fn new(version: PolicyVersion, bundle: Bundle) -> Result<Self, UnknownZone> {
        let zone = calendar::zone(&bundle.bundle.zone)?;
        let compile = |entry: &Calendar| {
            let whole = entry.with_days_of(&bundle.calendars);
            Ok::<_, UnknownZone>((entry.code.clone(), WorkCalendar::compile(&whole, &zone)?))
        };
        Ok(Self {
            version,
            calendars: bundle.calendars.iter().map(compile).collect::<Result<_, _>>()?,
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

    /// A moment as the clock on the wall shows it in that zone, to the minute.
    #[must_use]
    pub fn wall_time(&self, at: Timestamp) -> String {
        at.instant().to_zoned(self.zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
    }

    /// The year in which a moment lies in that zone: records are numbered by it.
    #[must_use]
    pub fn year_of(&self, at: Timestamp) -> i16 {
        at.instant().to_zoned(self.zone.clone()).year()
    }
}
