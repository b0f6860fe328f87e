//! Telling whoever leads what is missing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bihuan_domain::actor::Actor;
use bihuan_domain::code::{NotificationCode, RoleCode, UnitCode};
use bihuan_domain::fact::Day;
use bihuan_domain::id::UserId;
use bihuan_domain::notification::{Addressee, Happening, Intent, Subject};
use bihuan_domain::policy::Policy;
use bihuan_domain::policy::notifications::PushChannel;
use bihuan_domain::policy::standing::StandingOrder;
use bihuan_domain::report::due_at;
use bihuan_persistence::Tx;
use bihuan_persistence::callbacks::open_by_unit;
use bihuan_persistence::campaigns;
use bihuan_persistence::events::{self, NewEvent};
use bihuan_persistence::quality::assessments;
use bihuan_persistence::users::User;

use crate::App;
use crate::error::Error;
use crate::notifications::{Announcement, raise_all};

/// The first and the last day of a period.
type Days = (Day, Day);

/// Tells, unit by unit, of how many people no assessment of the month is frozen by every scheme that is for them. Whoever
/// came after the month is not missed.
pub(super) fn assessments(
    app: &App,
    tx: &mut Tx<'_>,
    policy: &Arc<Policy>,
    order: &StandingOrder,
    days: Days,
) -> Result<(), Error> {
    let date = days.0.date();
    let month = format!("{:04}-{:02}", date.year(), date.month());
    let Some(end) = days.1.plus(1).begins(policy.zone()) else { return Ok(()) };
    let people = app.directory.people();
    let mut missing: BTreeMap<UnitCode, BTreeSet<UserId>> = BTreeMap::new();
    for scheme in &policy.bundle().assessment_schemes {
        let frozen = assessments::frozen(tx, &scheme.code, &month)?;
        let assessed = |roles: &[_]| roles.iter().any(|role| scheme.roles.contains(role));
        let wanted = |user: &&Arc<User>| {
            !user.disabled && user.created_at < end && assessed(&user.roles) && !frozen.contains(&user.id)
        };
        for user in people.all().filter(wanted) {
            missing.entry(user.unit.clone()).or_default().insert(user.id);
        }
    }
    let count = |people: &BTreeSet<UserId>| u32::try_from(people.len()).unwrap_or(u32::MAX);
    let found =
        missing.iter().map(|(unit, people)| (unit.clone(), Happening::AssessmentsMissing { people: count(people) }));
    tell(app, tx, policy, order, (&month, found.collect()))
}

/// Tells, centre by centre, how many callbacks whose time ended in the period, or before, are still without a result.
pub(super) fn callbacks(
    app: &App,
    tx: &mut Tx<'_>,
    policy: &Arc<Policy>,
    order: &StandingOrder,
    (first, last): Days,
) -> Result<(), Error> {
    let Some(end) = last.plus(1).begins(policy.zone()) else { return Ok(()) };
    let organisation = app.directory.organisation();
    let mut found = Vec::new();
    for (path, count) in open_by_unit(tx, end)? {
        let Some(unit) = organisation.units().find(|unit| unit.path == path) else { continue };
        let callbacks = u32::try_from(count).unwrap_or(u32::MAX);
        found.push((unit.code.clone(), Happening::CallbacksOpen { callbacks }));
    }
    tell(app, tx, policy, order, (&format!("{first} – {last}"), found))
}

/// Tells the units that have handed in no list since the period ended, and who leads there.
pub(super) fn lists(
    app: &App,
    tx: &mut Tx<'_>,
    policy: &Arc<Policy>,
    order: &StandingOrder,
    (_, last): Days,
) -> Result<(), Error> {
    let Some(from) = last.plus(1).begins(policy.zone()) else { return Ok(()) };
    let Some(until) = due_at(order.schedule, last, policy.zone()) else { return Ok(()) };
    let mut found = Vec::new();
    for unit in &order.units {
        if !campaigns::handed_in(tx, unit, from, until)? {
            found.push((unit.clone(), Happening::ListMissing));
        }
    }
    tell(app, tx, policy, order, (&last.plus(1).to_string(), found))
}

/// One entry of the log for each unit, and those who are told beside it.
fn tell(
    app: &App,
    tx: &mut Tx<'_>,
    policy: &Arc<Policy>,
    order: &StandingOrder,
    (period, found): (&str, Vec<(UnitCode, Happening)>),
) -> Result<(), Error> {
    let now = app.clock.now();
    let Ok(code) = order.task.as_str().parse::<NotificationCode>() else { return Ok(()) };
    let (mut entries, mut announcements) = (Vec::new(), Vec::new());
    for (unit, happening) in found {
        let id = app.ids.id(now);
        entries.push(NewEvent {
            id: id.into(),
            ticket: None,
            subject: "standing_order",
            subject_id: id,
            name: order.task.as_str(),
            at: now,
            actor: Actor::System,
            data: serde_json::json!({
                "subject": "standing_order", "event": {"period": period, "unit": unit, "found": happening}
            }),
            request_id: None,
        });
        let to = |role: &RoleCode| Addressee { role: role.clone(), unit: unit.clone(), person: None };
        let intent = Intent {
            cause: 0,
            code: code.clone(),
            to: order.to.iter().map(to).collect(),
            channels: PushChannel::ALL.to_vec(),
            emergency: false,
            subject: Subject { number: period.to_owned(), unit: unit.clone(), happening },
        };
        announcements.push(Announcement {
            ticket: None,
            policy: policy.clone(),
            at: now,
            intents: vec![intent],
            entries: vec![id.into()],
        });
    }
    events::append(tx, &entries)?;
    raise_all(app, tx, &announcements, &app.directory.organisation())
}
