//! What an event makes of a callback.

use crate::time::Timestamp;

use super::{AttemptResult, Callback, CallbackEvent, CallbackStage};

/// Folds one event into the callback. (`Opened` creates it: see the case.)
pub fn apply(callback: &mut Callback, event: &CallbackEvent, at: Timestamp) {
    match event {
        CallbackEvent::Opened { .. } => {}
        CallbackEvent::Due => callback.stage = CallbackStage::Due,
        CallbackEvent::Attempted { result, next_at } => {
            attempted(callback, *result, at);
            callback.stage = CallbackStage::Scheduled;
            callback.due_at = *next_at;
        }
        CallbackEvent::Satisfied => {
            attempted(callback, AttemptResult::Answered, at);
            end(callback, CallbackStage::Satisfied, at);
        }
        CallbackEvent::Unsatisfied { follow_up } => {
            callback.follow_up = Some(follow_up.clone());
            attempted(callback, AttemptResult::Answered, at);
            end(callback, CallbackStage::Unsatisfied, at);
        }
        CallbackEvent::Unreachable { result } => {
            attempted(callback, *result, at);
            end(callback, CallbackStage::Unreachable, at);
        }
        CallbackEvent::Dropped => end(callback, CallbackStage::Dropped, at),
    }
}

fn attempted(callback: &mut Callback, result: AttemptResult, at: Timestamp) {
    // An attempt at the customer's own wish for another time is not held against reaching him.
    if result != AttemptResult::OtherTime {
        callback.attempts = callback.attempts.saturating_add(1);
    }
    callback.attempted_at = Some(at);
    callback.last_result = Some(result);
}

fn end(callback: &mut Callback, stage: CallbackStage, at: Timestamp) {
    callback.stage = stage;
    callback.ended_at = Some(at);
}
