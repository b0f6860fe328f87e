//! What an event makes of a callback.

use crate::time::Timestamp;

use super::performing::places;
use super::{AttemptResult, Callback, CallbackEvent, CallbackStage, Claim, Confirmation, Review, Signature};

/// Folds one event into the callback. (`Opened` creates it: see the case.) `part` is the part of the day it happened in.
pub fn apply(callback: &mut Callback, event: &CallbackEvent, at: Timestamp, part: super::PartOfDay) {
    match event {
        CallbackEvent::Opened { .. } => {}
        CallbackEvent::Due => callback.stage = CallbackStage::Due,
        CallbackEvent::Overdue => callback.overdue_at = Some(at),
        CallbackEvent::Claimed { by, until } => callback.claim = Some(Claim { by: *by, until: *until }),
        CallbackEvent::Released => callback.claim = None,
        CallbackEvent::Attempted { result, next_at, until, .. } => {
            attempted(callback, *result, at, part);
            come_again(callback, *next_at);
            callback.agreed_at = (*result == AttemptResult::OtherTime).then_some(*next_at);
            callback.until = until.or(callback.until);
        }
        CallbackEvent::NumberSought { until, .. } => {
            attempted(callback, AttemptResult::WrongNumber, at, part);
            callback.stage = CallbackStage::Searching;
            callback.search_until = Some(*until);
        }
        CallbackEvent::NumberFound { next_at } => {
            callback.search_until = None;
            come_again(callback, *next_at);
        }
        CallbackEvent::Reached { posts, next_at, .. } => {
            attempted(callback, AttemptResult::Answered, at, part);
            callback.partly = callback.partly.saturating_add(1);
            callback.reached.extend(posts.iter().cloned());
            come_again(callback, *next_at);
        }
        CallbackEvent::Answered { content, follow_up, reached, .. } => {
            attempted(callback, AttemptResult::Answered, at, part);
            callback.reached.extend(reached.iter().cloned());
            callback.content = Some(*content);
            callback.follow_up.clone_from(follow_up);
            callback.stage = CallbackStage::Answered;
        }
        CallbackEvent::Signed { by, unit, performer, fits } => {
            let (unit, fits) = (unit.clone(), fits.clone());
            callback.signatures.push(Signature { by: *by, unit, performer: *performer, fits, at });
            move_up(callback);
        }
        CallbackEvent::Confirmed { proof } => {
            callback.confirmation = Some(Confirmation { proof: proof.clone(), at });
        }
        CallbackEvent::Reviewed { by, qualified, opinion } => {
            callback.review = Some(Review { by: *by, qualified: *qualified, opinion: opinion.clone(), at });
        }
        CallbackEvent::Satisfied => end(callback, CallbackStage::Satisfied, at),
        CallbackEvent::Unsatisfied { follow_up } => {
            callback.follow_up = Some(follow_up.clone());
            end(callback, CallbackStage::Unsatisfied, at);
        }
        CallbackEvent::Unreachable { result, .. } => {
            // When the search for a number ends, nobody has called again.
            if callback.stage != CallbackStage::Searching {
                attempted(callback, *result, at, part);
            }
            end(callback, CallbackStage::Unreachable, at);
        }
        CallbackEvent::Dropped => end(callback, CallbackStage::Dropped, at),
        CallbackEvent::Removed { .. } => end(callback, CallbackStage::Removed, at),
    }
}

/// Gives everybody who signed a place of his own.
fn move_up(callback: &mut Callback) {
    let all: Vec<&[u16]> = callback.signatures.iter().map(Signature::places).collect();
    let given = places(&all).unwrap_or_default();
    for (signature, place) in callback.signatures.iter_mut().zip(given) {
        signature.performer = place;
    }
}

fn attempted(callback: &mut Callback, result: AttemptResult, at: Timestamp, part: super::PartOfDay) {
    // An attempt at the customer's own wish for another time is not held against reaching him.
    if result != AttemptResult::OtherTime {
        callback.attempts = callback.attempts.saturating_add(1);
        if !callback.tried.contains(&part) {
            callback.tried.push(part);
        }
    }
    callback.claim = None;
    callback.agreed_at = None;
    callback.attempted_at = Some(at);
    callback.last_result = Some(result);
}

fn come_again(callback: &mut Callback, next_at: Timestamp) {
    callback.stage = CallbackStage::Scheduled;
    callback.due_at = next_at;
}

fn end(callback: &mut Callback, stage: CallbackStage, at: Timestamp) {
    callback.claim = None;
    callback.stage = stage;
    callback.ended_at = Some(at);
}
