//! What commands to a callback, and time, bring about.

use crate::actor::Person;
use crate::case::{Case, CaseEvent, Context};
use crate::policy::callbacks::CallbackPlan;
use crate::refusal::{Refusal, RefusalCode};
use crate::survey::SurveyEvent;
use crate::ticket::TicketEvent;
use crate::time::Timestamp;

use super::attempt::FollowUp;
use super::next::next_attempt;
use super::performing::standing_of;
use super::{Callback, CallbackAction, CallbackCommand, CallbackEvent, CallbackStage, PartOfDay, apply, attempts};

/// Whether the action is open at all in this stage.
pub const fn gate(stage: CallbackStage, action: CallbackAction) -> Result<(), RefusalCode> {
    use CallbackAction as A;
    use CallbackStage as S;
    match (stage, action) {
        (S::Due, A::Claim | A::Release | A::Attempt)
        | (S::Answered, A::Sign | A::Confirm | A::Review)
        | (S::Searching, A::CorrectNumber)
        | (S::Scheduled | S::Due | S::Searching, A::Remove) => Ok(()),
        (S::Scheduled, A::Attempt | A::Claim) => Err(RefusalCode::TooEarlyToCall),
        (S::Scheduled, A::Release | A::Sign | A::Confirm | A::Review | A::CorrectNumber)
        | (S::Due, A::Sign | A::Confirm | A::Review | A::CorrectNumber)
        | (S::Searching, A::Claim | A::Release | A::Attempt | A::Sign | A::Confirm | A::Review)
        | (S::Answered, A::Claim | A::Release | A::Attempt | A::CorrectNumber | A::Remove)
        | (
            S::Satisfied | S::Unsatisfied | S::Unreachable | S::Dropped | S::Removed,
            A::Claim | A::Release | A::Attempt | A::Sign | A::Confirm | A::Review | A::CorrectNumber | A::Remove,
        ) => Err(RefusalCode::WrongStage),
    }
}

/// What a command to one of the callbacks of a case brings about.
///
/// # Errors
/// The refusal names the rule; nothing has happened.
pub fn decide(
    case: &Case,
    callback: &Callback,
    command: &CallbackCommand,
    context: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    // A callback whose time has come may be made even when no worker has said so yet.
    gate(callback.stage_at(context.now), command.action())
        .map_err(|code| Refusal::new(code).with("dueAt", callback.due_at))?;
    let plan = context.policy.plan(&callback.plan).ok_or(RefusalCode::WrongStage)?;
    let own = |event| vec![CaseEvent::Callback { callback: callback.id, event }];
    match command {
        CallbackCommand::Claim => {
            // Whoever may not make the call does not keep others from it either.
            standing_of(case, callback, plan, person(context)?, context)?;
            check_hours(case, callback, plan, context)?;
            Ok(own(claim(callback, plan, context)?))
        }
        CallbackCommand::Release => {
            check_claim(callback, context)?;
            Ok(own(CallbackEvent::Released))
        }
        CallbackCommand::Attempt(report) => {
            check_claim(callback, context)?;
            attempts::decide(case, callback, plan, report, context)
        }
        CallbackCommand::Sign => {
            let person = person(context)?;
            let standing = standing_of(case, callback, plan, person, context)?;
            Ok(completed(callback, plan, vec![standing.signed(person)], context))
        }
        CallbackCommand::Confirm { proof } => {
            Ok(completed(callback, plan, vec![CallbackEvent::Confirmed { proof: proof.clone() }], context))
        }
        CallbackCommand::Review { qualified, opinion } => {
            let reviewed = review(callback, plan, (*qualified, opinion.as_deref()), context)?;
            Ok(completed(callback, plan, vec![reviewed], context))
        }
        CallbackCommand::CorrectNumber { phone, source } => {
            let hours = &case.ticket.demand.contact.hours;
            let next_at = next_attempt(callback, plan, hours, context.now, context);
            let from = case.ticket.demand.contact.phone.clone();
            let corrected = TicketEvent::NumberCorrected { from, to: phone.clone(), source: source.clone() };
            Ok([vec![corrected.into()], own(CallbackEvent::NumberFound { next_at })].concat())
        }
        CallbackCommand::Remove { reason } => {
            if !callback.is_sampled() {
                return Err(RefusalCode::NotSampled.into());
            }
            let abandoned = CaseEvent::Survey { survey: callback.survey, event: SurveyEvent::Abandoned };
            Ok([own(CallbackEvent::Removed { reason: reason.clone() }), vec![abandoned]].concat())
        }
    }
}

/// Outside the hours of the plan and of the customer nobody calls, and nobody keeps a call for himself, unless the customer
/// asked for just that time.
pub(super) fn check_hours(
    case: &Case,
    callback: &Callback,
    plan: &CallbackPlan,
    context: &Context<'_>,
) -> Result<(), Refusal> {
    if callback.is_agreed(plan, context.now) {
        return Ok(());
    }
    let next = context.policy.next_callable(plan, &case.ticket.demand.contact.hours, context.now);
    if next > context.now { Err(Refusal::new(RefusalCode::TooEarlyToCall).with("dueAt", next)) } else { Ok(()) }
}

pub(super) fn person<'a>(context: &Context<'a>) -> Result<&'a Person, Refusal> {
    context.person.ok_or_else(|| RefusalCode::NotPerformer.into())
}

fn claim(callback: &Callback, plan: &CallbackPlan, context: &Context<'_>) -> Result<CallbackEvent, Refusal> {
    check_claim(callback, context)?;
    let until = context.now.plus_seconds(60 * i64::from(plan.claim_minutes));
    Ok(CallbackEvent::Claimed { by: person(context)?.user, until })
}

/// While somebody has claimed a call, nobody else makes it.
fn check_claim(callback: &Callback, context: &Context<'_>) -> Result<(), Refusal> {
    let own = |user| context.person.is_some_and(|person| person.user == user);
    match callback.claim {
        Some(claim) if claim.until > context.now && !own(claim.by) => {
            Err(Refusal::new(RefusalCode::ClaimedByOther).with("until", claim.until))
        }
        _ => Ok(()),
    }
}

fn review(
    callback: &Callback,
    plan: &CallbackPlan,
    (qualified, opinion): (bool, Option<&str>),
    context: &Context<'_>,
) -> Result<CallbackEvent, Refusal> {
    let person = person(context)?;
    if !plan.reviewed || !is_signed(callback, plan) {
        return Err(RefusalCode::SignatureMissing.into());
    }
    if callback.signatures.iter().any(|signature| signature.by == person.user) {
        return Err(RefusalCode::SamePerson.into());
    }
    if !qualified && opinion.is_none() {
        return Err(RefusalCode::OpinionRequired.into());
    }
    Ok(CallbackEvent::Reviewed { by: person.user, qualified, opinion: opinion.map(str::to_owned) })
}

/// Whether everybody has signed who must.
fn is_signed(callback: &Callback, plan: &CallbackPlan) -> bool {
    let wanted = callback.performers.len().max(1);
    callback.signatures.len() >= wanted && (!plan.customer_confirms || callback.confirmation.is_some())
}

/// The events, and the end of the callback when nothing is missing any more.
pub(super) fn completed(
    callback: &Callback,
    plan: &CallbackPlan,
    mut events: Vec<CallbackEvent>,
    context: &Context<'_>,
) -> Vec<CaseEvent> {
    let mut after = callback.clone();
    for event in &events {
        apply(&mut after, event, context.now, PartOfDay::of(context.now, context));
    }
    let reviewed = after.review.as_ref();
    if is_signed(&after, plan) && (!plan.reviewed || reviewed.is_some()) {
        let unqualified = reviewed.is_some_and(|review| !review.qualified);
        events.push(match (unqualified, after.content) {
            // A call that was not made as it should be proves nothing: the matter is looked at again.
            (true, _) => CallbackEvent::Unsatisfied { follow_up: FollowUp::Redo },
            (false, Some(true)) => CallbackEvent::Satisfied,
            (false, _) => CallbackEvent::Unsatisfied { follow_up: after.follow_up.unwrap_or_default() },
        });
    }
    events.into_iter().map(|event| CaseEvent::Callback { callback: callback.id, event }).collect()
}

/// That its window is over and nobody has spoken with the customer: at the end of the window itself he is still called in time.
#[must_use]
pub fn overdue(callback: &Callback, now: Timestamp) -> Option<CaseEvent> {
    let is_over = callback.until.is_some_and(|until| until < now);
    let waits = callback.overdue_at.is_none() && callback.stage.is_asking();
    (waits && is_over).then_some(CaseEvent::Callback { callback: callback.id, event: CallbackEvent::Overdue })
}

/// What time itself brings about.
#[must_use]
pub fn wake(callback: &Callback, now: Timestamp) -> Vec<CaseEvent> {
    let own = |event| CaseEvent::Callback { callback: callback.id, event };
    let mut events = Vec::new();
    if callback.stage == CallbackStage::Scheduled && callback.due_at <= now {
        events.push(own(CallbackEvent::Due));
    }
    events.extend(overdue(callback, now));
    if callback.stage == CallbackStage::Searching && callback.search_until.is_some_and(|until| until <= now) {
        events.push(own(CallbackEvent::Unreachable {
            result: super::AttemptResult::WrongNumber,
            remark: super::Remark::default(),
        }));
        events.push(CaseEvent::Survey { survey: callback.survey, event: SurveyEvent::Abandoned });
    }
    events
}
