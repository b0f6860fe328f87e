//! Who may call: whom the plan names, and nobody alone about his own work.

use crate::actor::Person;
use crate::case::{Case, Context};
use crate::code::UnitCode;
use crate::organisation::Organisation;
use crate::policy::callbacks::{CallbackPlan, Performer, PerformerPlace};
use crate::refusal::{Refusal, RefusalCode};
use crate::work_order::WorkOrder;

use super::Callback;

/// The performer for whom this person acts: the first that nobody signed for and that he may be.
///
/// # Errors
/// When he is none of those the plan names, or would judge his own work alone, or has signed already.
pub(super) fn performer_of(
    case: &Case,
    callback: &Callback,
    plan: &CallbackPlan,
    person: &Person,
    context: &Context<'_>,
) -> Result<u16, Refusal> {
    if callback.signatures.iter().any(|signature| signature.by == person.user) {
        return Err(RefusalCode::SamePerson.into());
    }
    if callback.performers.len() <= 1 && plan.independent && case.is_handled_by(person, context) {
        return Err(RefusalCode::NotIndependent.into());
    }
    if callback.performers.is_empty() {
        return Ok(0);
    }
    let open = |index: &usize| !callback.signatures.iter().any(|signature| usize::from(signature.performer) == *index);
    let fits = |index: &usize| is(case, &callback.performers[*index], person, context);
    let found = (0..callback.performers.len()).filter(open).find(fits);
    found.and_then(|index| u16::try_from(index).ok()).ok_or_else(|| {
        let roles: Vec<&str> = callback.performers.iter().map(|performer| performer.role.as_str()).collect();
        Refusal::new(RefusalCode::NotPerformer).with("roles", roles.join(", "))
    })
}

/// Whether this person is one of the kind.
fn is(case: &Case, performer: &Performer, person: &Person, context: &Context<'_>) -> bool {
    let place = match performer.at {
        PerformerPlace::Centre => Some(&case.ticket.accept_unit),
        PerformerPlace::Handler => case.lead().and_then(WorkOrder::holder),
    };
    let related = |unit: &UnitCode| {
        let organisation = context.organisation;
        organisation.is_below(&person.unit, unit) || organisation.is_below(unit, &person.unit)
    };
    person.roles.contains(&performer.role) && place.is_some_and(related)
}

impl Case {
    /// Whether this person had a hand in the handling, or belongs to a unit that handled it.
    #[must_use]
    pub fn is_handled_by(&self, person: &Person, context: &Context<'_>) -> bool {
        self.is_handled_within(person, context.organisation)
    }

    /// The same, where nothing else of a decision's ground is known.
    #[must_use]
    pub fn is_handled_within(&self, person: &Person, organisation: &Organisation) -> bool {
        let merged = self.ticket.merged.as_ref();
        let on_main = merged.is_some_and(|merged| {
            let led = merged.unit.as_ref().is_some_and(|unit| organisation.is_below(&person.unit, unit));
            led || merged.hands.contains(&person.user)
        });
        on_main
            || self.work_orders.iter().any(|order| {
                let units = order.holder().into_iter().chain(order.crew.as_ref());
                order.hands.contains(&person.user)
                    || units.into_iter().any(|unit| organisation.is_below(&person.unit, unit))
            })
    }
}
