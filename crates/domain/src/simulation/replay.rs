//! One ticket, from its opening on.

use uuid::Uuid;

use crate::campaign::Membership;
use crate::case::{self, Case, CaseEvent, Context, OpenTicket, Until};
use crate::clock;
use crate::id::{CallbackId, SurveyId};
use crate::organisation::Organisation;
use crate::policy::Policy;
use crate::sampling::DrawKey;
use crate::ticket::{Ticket, TicketEvent};
use crate::time::Timestamp;

/// What was recorded of a ticket.
#[derive(Clone, Copy, Debug)]
pub struct History<'a> {
    /// The ticket as it stands.
    pub ticket: &'a Ticket,
    /// Everything that happened to it, in order, each with its time.
    pub events: &'a [(Timestamp, CaseEvent)],
}

/// What it is replayed under.
#[derive(Clone, Copy, Debug)]
pub struct Draft<'a> {
    /// Rules and calendars.
    pub policy: &'a Policy,
    /// The organisation as it stands.
    pub organisation: &'a Organisation,
}

/// Why a history cannot be replayed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreplayable {
    /// The history does not begin with the opening.
    #[error("the history does not begin with the opening")]
    Incomplete,
    /// The draft does not know a kind that the ticket had.
    #[error("the draft does not know the kind")]
    UnknownKind,
}

/// The case as it would stand at `until` under the draft, with the clocks it would have.
///
/// # Errors
/// When the history is not whole, or the draft does not know what the ticket is about.
pub fn replay(history: &History<'_>, draft: &Draft<'_>, until: Timestamp) -> Result<Case, Unreplayable> {
    let Some((opened_at, CaseEvent::Ticket { event: TicketEvent::Opened { .. } })) = history.events.first() else {
        return Err(Unreplayable::Incomplete);
    };
    let mut now = *opened_at;
    let mut case = case::blank(&opening(history), draft.policy.version(), now);
    for (at, event) in history.events {
        tell_time(&mut case, draft, now, *at)?;
        now = *at;
        if !follows_from_clocks(event) {
            draft.apply(&mut case, event, now)?;
        }
    }
    tell_time(&mut case, draft, now, until)?;
    Ok(case)
}

/// The ticket as it was opened: what changed of its demand since is undone, the latest change first.
fn opening(history: &History<'_>) -> OpenTicket {
    let Ticket { id, number, accept_unit, accepted_by, campaign, origin, .. } = history.ticket.clone();
    let mut demand = history.ticket.demand.clone();
    for (_, event) in history.events.iter().rev() {
        match event {
            CaseEvent::Ticket { event: TicketEvent::Reclassified { from, .. } } => from.stamp(&mut demand),
            CaseEvent::Ticket { event: TicketEvent::LevelRaised { from, .. } } => demand.level.clone_from(from),
            CaseEvent::Ticket { event: TicketEvent::Escalated { from, to: Some(_), .. } } => {
                demand.level.clone_from(from);
            }
            CaseEvent::Ticket { event: TicketEvent::RiskFlagged { risks, .. } } => {
                demand.risks.retain(|risk| !risks.contains(risk));
            }
            CaseEvent::Ticket { event: TicketEvent::NumberCorrected { from, .. } } => {
                demand.contact.phone.clone_from(from);
            }
            CaseEvent::Ticket { event: TicketEvent::AddressCorrected { from, .. } } => {
                demand.contact.address.clone_from(from);
            }
            _ => {}
        }
    }
    let campaign = campaign.map(|now| Membership::new(now.campaign, now.reference, now.handed_in_by));
    // How far it was taken at once, the events tell.
    OpenTicket { id, number, demand, accept_unit, accepted_by, until: Until::Draft, campaign, origin }
}

/// Lets the clocks of the draft announce what falls due from `now` to `until`, each at its own moment.
fn tell_time(case: &mut Case, draft: &Draft<'_>, now: Timestamp, until: Timestamp) -> Result<(), Unreplayable> {
    while let Some(due) = clock::next_wakeup(&case.clocks).filter(|due| *due <= until) {
        // A deadline that was moved into the past is noticed at once, not in the past.
        let at = due.max(now);
        let told = draft.wake(case, at)?;
        if told.is_empty() {
            break;
        }
        for event in &told {
            draft.apply(case, event, at)?;
        }
    }
    Ok(())
}

/// Whether an event was brought about by clocks, or by the policy of its time.
const fn follows_from_clocks(event: &CaseEvent) -> bool {
    match event {
        CaseEvent::Clock { .. } | CaseEvent::ClockMoved { .. } => true,
        CaseEvent::Ticket { event } => {
            matches!(event, TicketEvent::LevelRaised { .. } | TicketEvent::PolicyMoved { .. })
        }
        CaseEvent::WorkOrder { .. } | CaseEvent::Callback { .. } | CaseEvent::Survey { .. } => false,
    }
}

impl Draft<'_> {
    fn apply(&self, case: &mut Case, event: &CaseEvent, now: Timestamp) -> Result<(), Unreplayable> {
        self.within(case, now, |case, context| case.apply(event, context))
    }

    /// What the clocks announce at this moment.
    fn wake(&self, case: &mut Case, now: Timestamp) -> Result<Vec<CaseEvent>, Unreplayable> {
        let mut events = self.within(case, now, |case, context| case::wake(case, context).events)?;
        events.retain(follows_from_clocks);
        Ok(events)
    }

    fn within<T>(
        &self,
        case: &mut Case,
        now: Timestamp,
        f: impl FnOnce(&mut Case, &Context<'_>) -> T,
    ) -> Result<T, Unreplayable> {
        let Self { policy, organisation } = *self;
        let demand = &case.ticket.demand;
        let rules = policy.rules_for(&demand.kind, demand.service_type.as_ref()).ok_or(Unreplayable::UnknownKind)?;
        // Nothing is opened here: callbacks and surveys come with the history, under their own ids.
        let (callback_id, survey_id) = (CallbackId(Uuid::nil()), SurveyId(Uuid::nil()));
        let draw_key = &DrawKey::derive(b"", "");
        let context = Context {
            now,
            policy,
            current: policy,
            organisation,
            rules: &rules,
            person: None,
            draw_key,
            callback_id,
            survey_id,
        };
        Ok(f(case, &context))
    }
}
