//! Who may call: whom the plan names, and nobody alone about his own work.

use crate::actor::Person;
use crate::case::{Case, Context};
use crate::code::UnitCode;
use crate::id::UserId;
use crate::organisation::Organisation;
use crate::policy::callbacks::{CallbackPlan, Performer, PerformerPlace};
use crate::refusal::{Refusal, RefusalCode};
use crate::work_order::WorkOrder;

use super::{Callback, CallbackEvent, Signature};

/// For whom somebody acts.
pub(super) struct Standing {
    /// The performer whose place he takes, by index; 0 when the plan names none.
    pub(super) performer: u16,
    /// All performers that he may be.
    pub(super) fits: Vec<u16>,
}

impl Standing {
    /// His signature.
    pub(super) fn signed(self, person: &Person) -> CallbackEvent {
        let Self { performer, fits } = self;
        CallbackEvent::Signed { by: person.user, unit: person.unit.clone(), performer, fits }
    }
}

/// For whom this person acts. Places are given so that everybody who signed and he have one: who fits two of them makes room
/// for a colleague who fits only one.
///
/// # Errors
/// When there is no place for him beside those who signed, or he would judge his own work alone, or has signed already.
pub(super) fn standing_of(
    case: &Case,
    callback: &Callback,
    plan: &CallbackPlan,
    person: &Person,
    context: &Context<'_>,
) -> Result<Standing, Refusal> {
    if callback.signatures.iter().any(|signature| signature.by == person.user) {
        return Err(RefusalCode::SamePerson.into());
    }
    if plan.independent && nobody_from_outside(case, callback, person, context.organisation) {
        return Err(RefusalCode::NotIndependent.into());
    }
    if callback.performers.is_empty() {
        return Ok(Standing { performer: 0, fits: Vec::new() });
    }
    let fits: Vec<u16> = (0..)
        .zip(&callback.performers)
        .filter(|(_, performer)| is(case, performer, person, context))
        .map(|(place, _)| place)
        .collect();
    let all: Vec<&[u16]> = callback.signatures.iter().map(Signature::places).chain([fits.as_slice()]).collect();
    match places(&all).and_then(|given| given.last().copied()) {
        Some(performer) => Ok(Standing { performer, fits }),
        None => {
            let roles: Vec<&str> = callback.performers.iter().map(|performer| performer.role.as_str()).collect();
            Err(Refusal::new(RefusalCode::NotPerformer).with("roles", roles.join(", ")))
        }
    }
}

/// Whether everybody who will have signed when this person has is a party to the matter, and nobody else is to sign after him.
fn nobody_from_outside(case: &Case, callback: &Callback, person: &Person, organisation: &Organisation) -> bool {
    let is_last = callback.signatures.len() + 1 >= callback.performers.len();
    let mut signed = callback.signatures.iter().map(|signature| (signature.by, &signature.unit));
    is_last
        && case.is_party(person, organisation)
        && signed.all(|(user, unit)| case.is_party_of(user, unit, organisation))
}

/// A place for each, all different, out of those that each may take; none when there is no such way. The first way in order.
pub(super) fn places(all: &[&[u16]]) -> Option<Vec<u16>> {
    fn seat(all: &[&[u16]], given: &mut Vec<u16>) -> bool {
        let Some(may) = all.get(given.len()) else { return true };
        may.iter().any(|place| {
            if given.contains(place) {
                return false;
            }
            given.push(*place);
            let seated = seat(all, given);
            if !seated {
                given.pop();
            }
            seated
        })
    }
    let mut given = Vec::with_capacity(all.len());
    seat(all, &mut given).then_some(given)
}

/// Whether this person is one of the kind.
fn is(case: &Case, performer: &Performer, person: &Person, context: &Context<'_>) -> bool {
    let place = match performer.at {
        PerformerPlace::Centre => Some(&case.ticket.accept_unit),
        // A merged ticket may have no work order of its own: those of its main ticket handled it.
        PerformerPlace::Handler => case
            .lead()
            .and_then(WorkOrder::holder)
            .or_else(|| case.ticket.merged.as_ref().and_then(|merged| merged.unit.as_ref())),
    };
    let related = |unit: &UnitCode| {
        let organisation = context.organisation;
        organisation.is_below(&person.unit, unit) || organisation.is_below(unit, &person.unit)
    };
    person.roles.contains(&performer.role) && place.is_some_and(related)
}

impl Case {
    /// Whether the matter is this person's own: he handled it, or is complained of, himself or with his unit.
    #[must_use]
    pub fn is_party(&self, person: &Person, organisation: &Organisation) -> bool {
        self.is_party_of(person.user, &person.unit, organisation)
    }

    fn is_party_of(&self, user: UserId, unit: &UnitCode, organisation: &Organisation) -> bool {
        self.ticket.demand.accused.is(user, unit, organisation) || self.is_handled_of(user, unit, organisation)
    }

    /// Whether this person had a hand in the handling, or belongs to a unit that handled it or handles it now.
    #[must_use]
    pub fn is_handled_within(&self, person: &Person, organisation: &Organisation) -> bool {
        self.is_handled_of(person.user, &person.unit, organisation)
    }

    fn is_handled_of(&self, user: UserId, unit: &UnitCode, organisation: &Organisation) -> bool {
        let merged = self.ticket.merged.as_ref();
        let on_main = merged.is_some_and(|merged| {
            let led = merged.unit.as_ref().is_some_and(|one| organisation.is_below(unit, one));
            led || merged.hands.contains(&user)
        });
        on_main
            || self.work_orders.iter().any(|order| {
                let mut units = order.holder().into_iter().chain(order.crew.as_ref()).chain(&order.handled_by);
                order.hands.contains(&user) || units.any(|one| organisation.is_below(unit, one))
            })
    }
}
