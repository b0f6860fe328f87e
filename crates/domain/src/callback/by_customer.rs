//! The customer answered by himself: the call is no longer needed.

use crate::case::CaseEvent;
use crate::policy::callbacks::Method;

use super::{Callback, CallbackEvent, FollowUp};

/// The events that end a callback whose customer has answered by himself. Nobody has called, so nobody signs, and what follows
/// a bad answer is what the plan says.
pub(crate) fn answered_by_customer(
    callback: &Callback,
    content: bool,
    follow_up: FollowUp,
    method: Method,
) -> Vec<CaseEvent> {
    let answered = CallbackEvent::Answered {
        content,
        follow_up: (!content).then(|| follow_up.clone()),
        methods: vec![method],
        talk_seconds: None,
        too_long: false,
        reached: Vec::new(),
        outcome: None,
        note: None,
    };
    let end = if content { CallbackEvent::Satisfied } else { CallbackEvent::Unsatisfied { follow_up } };
    [answered, end].into_iter().map(|event| CaseEvent::Callback { callback: callback.id, event }).collect()
}
