//! By what figures are cut, and what the groups are called.

use std::collections::BTreeMap;

use bihuan_domain::code::UnitCode;
use bihuan_domain::fact::Day;
use bihuan_domain::indicator::Cut;
use bihuan_domain::organisation::Organisation;
use bihuan_domain::policy::Policy;
use bihuan_domain::policy::vocabulary::Text;
use bihuan_persistence::facts::{Cut as StoredCut, FactFilter, Group, Listed};
use bihuan_persistence::page::{Scope, Subtree};
use uuid::Uuid;

use crate::App;
use crate::error::Error;
use crate::principal::Principal;
use crate::scope;

/// Which facts, in the words of the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureFilter {
    /// The unit whose subtree answers for them; the caller's own when none is named.
    pub unit: Option<String>,
    /// Only what the unit itself answers for, not those below it.
    pub itself: bool,
    /// The unit whose subtree took the demand.
    pub intake: Option<String>,
    /// The crew; the empty text for none.
    pub crew: Option<String>,
    /// The days, and all that needs no translation.
    pub facts: FactFilter,
}

impl FigureFilter {
    /// These facts, whoever answers for them.
    #[must_use]
    pub const fn of(facts: FactFilter) -> Self {
        Self { unit: None, itself: false, intake: None, crew: None, facts }
    }
}

/// The cut that the database makes.
pub(super) const fn stored(by: Cut) -> StoredCut {
    match by {
        Cut::Day | Cut::Week | Cut::Month | Cut::Quarter | Cut::Year => StoredCut::Day,
        Cut::Unit => StoredCut::Unit,
        Cut::Kind => StoredCut::Kind,
        Cut::ServiceType => StoredCut::ServiceType,
        Cut::Area => StoredCut::Area,
        Cut::Region => StoredCut::Region,
        Cut::Line => StoredCut::Line,
        Cut::Channel => StoredCut::Channel,
        Cut::Level => StoredCut::Level,
        Cut::Person => StoredCut::Person,
        Cut::Crew => StoredCut::Crew,
        Cut::Plan => StoredCut::Plan,
        Cut::Policy => StoredCut::Policy,
    }
}

/// Whether the sums that are kept by day, unit and kind can tell.
pub(super) const fn is_coarse(by: Cut) -> bool {
    matches!(stored(by), StoredCut::Day | StoredCut::Unit | StoredCut::Kind)
}

/// Puts what the database answers into the groups that people see.
pub(super) fn fold(by: Cut, groups: Vec<Group>, base: &str) -> BTreeMap<String, i64> {
    let mut folded = BTreeMap::new();
    for group in groups {
        *folded.entry(key(by, &group.key, base)).or_insert(0) += group.value;
    }
    folded
}

/// How the database names the group of a fact.
pub(super) fn stored_key(by: Cut, row: &Listed) -> String {
    let place = &row.fact.place;
    match stored(by) {
        StoredCut::None => String::new(),
        StoredCut::Day => row.day.number().to_string(),
        StoredCut::Unit => place.unit.clone(),
        StoredCut::Kind => place.kind.to_string(),
        StoredCut::ServiceType => optional(place.service_type.as_ref()),
        StoredCut::Area => place.area.to_string(),
        StoredCut::Region => place.region.clone().unwrap_or_default(),
        StoredCut::Line => place.line.clone().unwrap_or_default(),
        StoredCut::Channel => place.channel.to_string(),
        StoredCut::Level => optional(place.level.as_ref()),
        StoredCut::Person => optional(place.person.as_ref()),
        StoredCut::Crew => place.crew.clone().unwrap_or_default(),
        StoredCut::Plan => optional(place.plan.as_ref()),
        StoredCut::Policy => row.fact.policy.to_string(),
    }
}

fn optional(code: Option<&impl ToString>) -> String {
    code.map(ToString::to_string).unwrap_or_default()
}

/// The group that people see to which one of the database belongs.
pub(super) fn key(by: Cut, stored: &str, base: &str) -> String {
    let day = || Day::numbered(stored.parse().unwrap_or_default());
    match by {
        Cut::Day => day().to_string(),
        Cut::Week => day().week().to_string(),
        Cut::Month => day().month().to_string(),
        Cut::Quarter => day().quarter().to_string(),
        Cut::Year => day().year().to_string(),
        Cut::Unit => child(stored, base),
        Cut::Crew => last(stored).to_owned(),
        Cut::Person => Uuid::parse_str(stored).map(|id| id.to_string()).unwrap_or_default(),
        Cut::Kind
        | Cut::ServiceType
        | Cut::Area
        | Cut::Region
        | Cut::Line
        | Cut::Channel
        | Cut::Level
        | Cut::Plan
        | Cut::Policy => stored.to_owned(),
    }
}

/// What people call a group.
pub(super) fn name(by: Cut, key: &str, app: &App, policy: &Policy, organisation: &Organisation) -> Option<Text> {
    match by {
        Cut::Unit | Cut::Crew => organisation.unit(&key.parse().ok()?).map(|unit| unit.name.clone()),
        Cut::Kind => policy.kind(&key.parse().ok()?).map(|kind| kind.name.clone()),
        Cut::ServiceType => policy.service_type(&key.parse().ok()?).map(|node| node.name.clone()),
        Cut::Area => policy.area(&key.parse().ok()?).map(|area| area.name.clone()),
        Cut::Channel => policy.channel(&key.parse().ok()?).map(|channel| channel.name.clone()),
        Cut::Level => policy.level(&key.parse().ok()?).map(|level| level.name.clone()),
        Cut::Plan => policy.plan(&key.parse().ok()?).map(|plan| plan.name.clone()),
        Cut::Person => {
            let person = app.directory.people().user(Uuid::parse_str(key).ok()?.into())?.name.clone();
            Some(Text { zh: person.clone(), en: person })
        }
        Cut::Day | Cut::Week | Cut::Month | Cut::Quarter | Cut::Year | Cut::Policy | Cut::Region | Cut::Line => None,
    }
}

fn last(path: &str) -> &str {
    path.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
}

/// The unit right below `base` under which a path lies; the unit at `base` itself for its own path.
fn child(path: &str, base: &str) -> String {
    let below = path.strip_prefix(base).and_then(|rest| rest.split('/').next()).filter(|code| !code.is_empty());
    below.unwrap_or_else(|| last(base)).to_owned()
}

/// A filter whose units were looked up and lie in the caller's scope.
#[derive(Debug, Clone)]
pub(crate) struct Narrowed {
    /// For the database.
    pub(crate) facts: FactFilter,
    /// Path of the unit in question.
    pub(crate) base: String,
}

/// Looks the units of a filter up.
///
/// # Errors
/// Not found, when a unit does not exist or lies outside the caller's scope.
pub(crate) fn narrow(app: &App, principal: &Principal, filter: &FigureFilter) -> Result<Narrowed, Error> {
    let organisation = app.directory.organisation();
    let find = |code: &str| {
        let code: Option<UnitCode> = code.parse().ok();
        code.and_then(|code| organisation.unit(&code)).map(|unit| unit.path.clone())
    };
    let none = Error::NotFound { what: "unit" };
    let base = match &filter.unit {
        None => principal.unit_path.clone(),
        Some(code) => find(code).filter(|path| scope::contains(&scope::of(principal), path)).ok_or(none)?,
    };
    let mut facts = filter.facts.clone();
    // Whoever sees everything needs no filter, unless a unit is asked for.
    let everything = filter.unit.is_none() && scope::of(principal) == Scope::Everything;
    facts.under = if everything { None } else { Some(Subtree::of(&base)) };
    facts.at = filter.itself.then(|| base.clone());
    if let Some(intake) = &filter.intake {
        facts.intake = Some(Subtree::of(&find(intake).ok_or(Error::NotFound { what: "unit" })?));
    }
    if let Some(crew) = &filter.crew {
        let path = if crew.is_empty() { Some(String::new()) } else { find(crew) };
        facts.crew = Some(path.ok_or(Error::NotFound { what: "unit" })?);
    }
    Ok(Narrowed { facts, base })
}
