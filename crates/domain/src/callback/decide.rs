//! What an attempt brings about.

use crate::case::Context;
use crate::policy::callbacks::{CallbackPlan, Questionnaire};
use crate::refusal::{Refusal, RefusalCode};
use crate::survey::{self, SurveyEvent};
use crate::time::Timestamp;

use super::{Attempt, AttemptResult, Callback, CallbackAction, CallbackEvent, CallbackStage};

/// How far ahead a customer may put the next attempt: thirty days. Later would leave the loop open for good.
const POSTPONED_SECONDS_MAX: i64 = 30 * 86_400;

/// Whether the action is open at all in this stage.
pub const fn gate(stage: CallbackStage, action: CallbackAction) -> Result<(), RefusalCode> {
    match (stage, action) {
        (CallbackStage::Due, CallbackAction::Attempt) => Ok(()),
        (CallbackStage::Scheduled, CallbackAction::Attempt) => Err(RefusalCode::TooEarlyToCall),
        (
            CallbackStage::Satisfied | CallbackStage::Unsatisfied | CallbackStage::Unreachable | CallbackStage::Dropped,
            CallbackAction::Attempt,
        ) => Err(RefusalCode::WrongStage),
    }
}

/// The callback's own part of what an attempt brings about, and the survey's.
///
/// # Errors
/// The refusal names the rule; the callback is untouched.
pub fn decide(
    callback: &Callback,
    attempt: &Attempt,
    context: &Context<'_>,
) -> Result<(CallbackEvent, Option<SurveyEvent>), Refusal> {
    // A callback whose time has come may be made even when no worker has said so yet.
    let stage = if wake(callback, context.now).is_some() { CallbackStage::Due } else { callback.stage };
    gate(stage, CallbackAction::Attempt).map_err(|code| Refusal::new(code).with("dueAt", callback.due_at))?;
    let plan = context.policy.plan(&callback.plan).ok_or(RefusalCode::AnswersInvalid)?;
    if context.policy.next_callable(plan, context.now) > context.now {
        let next = context.policy.next_callable(plan, context.now);
        return Err(Refusal::new(RefusalCode::TooEarlyToCall).with("dueAt", next));
    }
    match attempt {
        Attempt::Answered { answers, follow_up } => {
            let questionnaire: &Questionnaire =
                context.policy.questionnaire(&plan.questionnaire).ok_or(RefusalCode::AnswersInvalid)?;
            let content = survey::judge(questionnaire, answers)?;
            let event = if content {
                CallbackEvent::Satisfied
            } else {
                CallbackEvent::Unsatisfied { follow_up: follow_up.clone() }
            };
            Ok((event, Some(SurveyEvent::Answered { answers: answers.clone() })))
        }
        Attempt::WrongNumber | Attempt::Refused => Ok(unreachable(attempt.result())),
        Attempt::OtherTime { at } => Ok((again(attempt.result(), *at, plan, context), None)),
        Attempt::NoAnswer | Attempt::Busy | Attempt::PowerOff => {
            if callback.attempts.saturating_add(1) >= plan.attempts_max {
                return Ok(unreachable(attempt.result()));
            }
            let earliest = context.now.plus_seconds(60 * i64::from(plan.spacing_minutes));
            Ok((again(attempt.result(), earliest, plan, context), None))
        }
    }
}

fn unreachable(result: AttemptResult) -> (CallbackEvent, Option<SurveyEvent>) {
    (CallbackEvent::Unreachable { result }, Some(SurveyEvent::Abandoned))
}

fn again(result: AttemptResult, at: Timestamp, plan: &CallbackPlan, context: &Context<'_>) -> CallbackEvent {
    let at = at.clamp(context.now, context.now.plus_seconds(POSTPONED_SECONDS_MAX));
    CallbackEvent::Attempted { result, next_at: context.policy.next_callable(plan, at) }
}

/// What time itself brings about.
#[must_use]
pub fn wake(callback: &Callback, now: Timestamp) -> Option<CallbackEvent> {
    (callback.stage == CallbackStage::Scheduled && callback.due_at <= now).then_some(CallbackEvent::Due)
}
