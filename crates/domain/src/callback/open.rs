//! Which callbacks a happening opens.

use crate::calendar::WorkCalendar;
use crate::case::{Case, Context};
use crate::code::{PlanCode, QuestionnaireCode};
use crate::policy::callbacks::{CallbackPlan, Occasion, Performer};
use crate::time::Timestamp;

use super::{Callback, Cause, Place};

/// A callback to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Opening {
    pub(crate) plan: PlanCode,
    pub(crate) questionnaire: QuestionnaireCode,
    pub(crate) place: Place,
    pub(crate) cause: Cause,
    pub(crate) due_at: Timestamp,
    pub(crate) until: Option<Timestamp>,
    pub(crate) performers: Vec<Performer>,
}

/// The first call of every occasion of a plan, counted from `anchor`.
pub(crate) fn openings(
    case: &Case,
    plan: &CallbackPlan,
    anchor: Timestamp,
    cause: &Cause,
    context: &Context<'_>,
) -> Vec<Opening> {
    let at_once = [Occasion::default()];
    let occasions = if plan.occasions.is_empty() { &at_once } else { plan.occasions.as_slice() };
    let places = (0..).map(|occasion| Place { occasion, nth: 0, anchor: Some(anchor) });
    occasions
        .iter()
        .zip(places)
        .map(|(occasion, place)| opening(case, plan, occasion, (place, anchor), cause, context))
        .collect()
}

/// The call that follows in its series; none when it was the last.
pub(crate) fn following(
    case: &Case,
    plan: &CallbackPlan,
    place: Place,
    cause: &Cause,
    context: &Context<'_>,
) -> Option<Opening> {
    let occasion = plan.occasions.get(usize::from(place.occasion))?;
    let next = Place { nth: place.nth.checked_add(1)?, ..place };
    let anchor = place.anchor.filter(|_| occasion.repeat.is_some() && occasion.has(next.nth))?;
    Some(opening(case, plan, occasion, (next, anchor), cause, context))
}

fn opening(
    case: &Case,
    plan: &CallbackPlan,
    occasion: &Occasion,
    (place, anchor): (Place, Timestamp),
    cause: &Cause,
    context: &Context<'_>,
) -> Opening {
    let calendar = calendar(plan, context);
    let from = not_before(calendar, occasion, place.nth, anchor);
    let until = match (&occasion.before, occasion.nth_until(place.nth)) {
        (Some(_), None) => Some(anchor),
        (_, until) => until.map(|until| calendar.deadline(anchor, &until)),
    };
    // Who is called in addition is called when his own window may be over: then it begins anew.
    let until = until.map(|until| match cause {
        Cause::ToppedUp | Cause::Replaces { .. } if until <= context.now => {
            context.now.plus_seconds(until.seconds_since(from))
        }
        Cause::All | Cause::Drawn { .. } | Cause::ToppedUp | Cause::Replaces { .. } => until,
    });
    let hours = &case.ticket.demand.contact.hours;
    Opening {
        plan: plan.code.clone(),
        questionnaire: occasion.questionnaire.clone().unwrap_or_else(|| plan.questionnaire.clone()),
        place,
        cause: cause.clone(),
        due_at: context.policy.next_callable(plan, hours, from.max(context.now)),
        until,
        performers: performers(case, plan, context),
    }
}

/// From when the customer of this callback may be asked at all, whatever the hour; none when its plan does not say so any
/// more.
pub(crate) fn window_from(callback: &Callback, context: &Context<'_>) -> Option<Timestamp> {
    let plan = context.policy.plan(&callback.plan)?;
    let at_once = Occasion::default();
    let named = plan.occasions.get(usize::from(callback.place.occasion));
    let occasion = named.or_else(|| plan.occasions.is_empty().then_some(&at_once))?;
    Some(not_before(calendar(plan, context), occasion, callback.place.nth, callback.place.anchor?))
}

fn not_before(calendar: &WorkCalendar, occasion: &Occasion, nth: u16, anchor: Timestamp) -> Timestamp {
    match &occasion.before {
        Some(before) => mirrored(anchor, calendar.deadline(anchor, before)),
        None => calendar.deadline(anchor, &occasion.nth_from(nth)),
    }
}

/// As long before the moment as `after` lies behind it.
fn mirrored(moment: Timestamp, after: Timestamp) -> Timestamp {
    let distance = after.as_micros() - moment.as_micros();
    Timestamp::from_micros(moment.as_micros() - distance)
}

fn calendar<'a>(plan: &CallbackPlan, context: &Context<'a>) -> &'a WorkCalendar {
    let named = plan.calendar.as_ref();
    named
        .and_then(|code| context.current.calendar(code).or_else(|| context.policy.calendar(code)))
        .unwrap_or_else(|| context.policy.any_calendar())
}

fn performers(case: &Case, plan: &CallbackPlan, context: &Context<'_>) -> Vec<Performer> {
    let traits = case.ticket.demand.traits();
    let rule = plan.performers.iter().find(|rule| context.policy.applies(&rule.applies_to, &traits));
    rule.map(|rule| rule.by.clone()).unwrap_or_default()
}
