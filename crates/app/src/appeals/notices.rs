//! Who is told what of an appeal: whoever must rule that it waits and when time runs out, whoever leads when it is over,
//! whoever appealed how it was ruled.

use bihuan_domain::appeal::{Appeal, AppealEvent};
use bihuan_domain::case::Case;
use bihuan_domain::code::RoleCode;
use bihuan_domain::id::EventId;
use bihuan_domain::notification::{Addressee, AppealNotice, Happening, Intent, Subject};
use bihuan_domain::policy::notifications::PushChannel;
use bihuan_persistence::Tx;

use super::Bench;
use crate::App;
use crate::error::Error;
use crate::notifications::{Announcement, raise_all};

/// Under what code it stands in inboxes.
const CODE: &str = "appeal";

/// Tells whom an event of an appeal concerns, beside its entry in the log.
pub(super) fn tell(
    app: &App,
    tx: &mut Tx<'_>,
    (case, appeal): (&Case, &Appeal),
    (event, entry): (&AppealEvent, EventId),
    bench: &Bench,
) -> Result<(), Error> {
    let Some((notice, to)) = told(app, case, appeal, event, bench) else { return Ok(()) };
    let Ok(code) = CODE.parse() else { return Ok(()) };
    let intent = Intent {
        cause: 0,
        code,
        to,
        channels: PushChannel::ALL.to_vec(),
        emergency: false,
        subject: Subject {
            number: appeal.number.clone(),
            unit: case.ticket.accept_unit.clone(),
            happening: Happening::Appeal { notice, due_at: appeal.due_at },
        },
    };
    let announcement = Announcement {
        ticket: Some(appeal.ticket),
        policy: bench.policy.clone(),
        at: bench.now,
        intents: vec![intent],
        entries: vec![entry],
    };
    raise_all(app, tx, &[announcement], &bench.organisation)
}

fn told(
    app: &App,
    case: &Case,
    appeal: &Appeal,
    event: &AppealEvent,
    bench: &Bench,
) -> Option<(AppealNotice, Vec<Addressee>)> {
    let level = bench.policy.bundle().appeal_levels.get(appeal.level());
    let at_the_centre = |roles: &[RoleCode]| {
        let addressee =
            |role: &RoleCode| Addressee { role: role.clone(), unit: case.ticket.accept_unit.clone(), person: None };
        roles.iter().map(addressee).collect::<Vec<_>>()
    };
    let judges = || level.map(|level| at_the_centre(&level.roles));
    match event {
        AppealEvent::Raised { .. } | AppealEvent::RaisedAgain { .. } => Some((AppealNotice::Waiting, judges()?)),
        AppealEvent::Reminded => Some((AppealNotice::Due, judges()?)),
        AppealEvent::Overdue => {
            let leaders = level.map(|level| at_the_centre(&level.overdue_to))?;
            (!leaders.is_empty()).then_some((AppealNotice::Overdue, leaders))
        }
        AppealEvent::Upheld { .. } | AppealEvent::Dismissed { .. } | AppealEvent::Rejected { .. } => {
            let role = app.directory.people().user(appeal.appellant)?.roles.first()?.clone();
            let appellant = Addressee { role, unit: appeal.unit.clone(), person: Some(appeal.appellant) };
            Some((AppealNotice::Ruled, vec![appellant]))
        }
        AppealEvent::Withdrawn => None,
    }
}
