//! Appeals (申诉), and the adjustments that follow from those upheld.

mod act;
mod adjustments;
mod notices;
mod raise;
mod read;
mod watch;

pub use act::act;
pub use adjustments::{Adjustment, AdjustmentFilter, adjustments};
pub use raise::raise;
pub use read::{AppealFilter, get, list};
pub use watch::watch_due;

use std::sync::Arc;

use bihuan_domain::actor::Actor;
use bihuan_domain::appeal::{self, Appeal, AppealAction, AppealEvent, Hearing, Measure};
use bihuan_domain::case::Case;
use bihuan_domain::organisation::Organisation;
use bihuan_domain::policy::Policy;
use bihuan_domain::time::Timestamp;
use bihuan_persistence::events::NewEvent;

use crate::App;
use crate::caller::Caller;
use crate::cases::{ActionView, Refused};
use crate::error::Error;
use crate::principal::Principal;

/// An appeal, and what the caller may do with it.
#[derive(Debug, Clone)]
pub struct AppealView {
    /// Its version.
    pub version: i64,
    /// The appeal.
    pub appeal: Appeal,
    /// What may be done to it.
    pub actions: Vec<ActionView>,
    /// When it was looked at: lateness is told as of then.
    pub seen_at: Timestamp,
}

fn view(version: i64, appeal: Appeal, principal: &Principal, seen_at: Timestamp) -> AppealView {
    let actions = AppealAction::ALL.iter().map(|action| {
        let refused = match appeal::gate(appeal.stage, *action) {
            Err(code) => Some(Refused::Rule(code)),
            Ok(()) if !principal.permissions.contains(&action.permission()) => Some(Refused::Forbidden),
            Ok(()) => None,
        };
        ActionView { action: action.as_str(), refused }
    });
    AppealView { version, actions: actions.collect(), appeal, seen_at }
}

/// What a decision on an appeal is made in.
struct Bench {
    now: Timestamp,
    policy: Arc<Policy>,
    organisation: Arc<Organisation>,
}

impl Bench {
    fn new(app: &App) -> Result<Self, Error> {
        let (now, policy) = (app.clock.now(), app.directory.current_policy()?);
        Ok(Self { now, policy, organisation: app.directory.organisation() })
    }

    /// Runs `decide` with the hearing of this caller about this case, and what is contested of it.
    fn hear<T>(&self, caller: &Caller, (case, against): (&Case, Measure), decide: impl FnOnce(&Hearing<'_>) -> T) -> T {
        let person = caller.person();
        let found = against.is_found_by(case, person.user);
        let handled = found || case.is_party(&person, &self.organisation);
        let (policy, organisation) = (&*self.policy, &*self.organisation);
        decide(&Hearing { now: self.now, policy, organisation, person: &person, handled })
    }
}

/// The log entry of something that happened to an appeal: by somebody, or because time went by.
fn log_entry(app: &App, appeal: &Appeal, event: &AppealEvent, now: Timestamp, by: Option<&Caller>) -> NewEvent {
    NewEvent {
        id: app.ids.id(now).into(),
        ticket: Some(appeal.ticket),
        subject: "appeal",
        subject_id: appeal.id.0,
        name: event.name(),
        at: now,
        actor: by.map_or(Actor::System, Caller::actor),
        data: serde_json::json!({ "subject": "appeal", "event": event }),
        request_id: by.and_then(|caller| caller.request_id.clone()),
    }
}
