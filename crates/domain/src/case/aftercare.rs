//! Aftercare (后续回访): calls that the ticket does not wait for, opened by milestones and marks.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::callback::{self, Callback, CallbackEvent, CallbackStage, Cause, FollowUp, Opening};
use crate::id::{CallbackId, SurveyId};
use crate::policy::callbacks::{CallbackPlan, Trigger};
use crate::refusal::{Refusal, RefusalCode};
use crate::survey::{Survey, SurveyEvent};
use crate::ticket::{TicketEvent, TicketStage, reopen_until};
use crate::time::Timestamp;
use crate::work_order::WorkOrderEvent;

use super::{Case, CaseEvent, Context};

/// A call of aftercare and what is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aftercare {
    /// The call.
    pub callback: Callback,
    /// What is asked.
    pub survey: Survey,
}

/// Ids for what one decision opens: the first is given, the others follow from it.
pub(super) struct Ids<'a> {
    context: &'a Context<'a>,
    taken: BTreeSet<CallbackId>,
}

impl<'a> Ids<'a> {
    /// Ids that neither the case nor one of these events uses: one transaction may decide several times.
    pub(super) fn after(context: &'a Context<'a>, case: &Case, events: &[CaseEvent]) -> Self {
        let opened = events.iter().filter_map(|event| match event {
            CaseEvent::Callback { callback, event: CallbackEvent::Opened { .. } } => Some(*callback),
            _ => None,
        });
        Self { context, taken: case.callbacks().map(|callback| callback.id).chain(opened).collect() }
    }

    fn next(&mut self) -> (CallbackId, SurveyId) {
        let mut nth = 0;
        loop {
            let callback = CallbackId(nth_id(self.context.callback_id.0, nth));
            if self.taken.insert(callback) {
                return (callback, SurveyId(nth_id(self.context.survey_id.0, nth)));
            }
            nth += 1;
        }
    }
}

/// The n-th id of a decision: the first as given, the others with its time and a random part of their own.
fn nth_id(first: Uuid, nth: u32) -> Uuid {
    if nth == 0 {
        return first;
    }
    let hash: [u8; 32] = Sha256::new().chain_update(first.as_bytes()).chain_update(nth.to_be_bytes()).finalize().into();
    let (head, _) = hash.split_at(std::mem::size_of::<u128>());
    let random = head.iter().fold(0_u128, |value, byte| value << 8 | u128::from(*byte));
    // Kept: 48 bits of time, and the marks of version and variant.
    Uuid::from_u128((first.as_u128() & !RANDOM_BITS) | (random & RANDOM_BITS))
}

/// The random bits of a UUID of version 7.
const RANDOM_BITS: u128 = 0x0fff_3fff_ffff_ffff_ffff;

/// The events that open a callback and its survey.
pub(super) fn opened(opening: Opening, closes: bool, ids: &mut Ids<'_>) -> [CaseEvent; 2] {
    let (callback, survey) = ids.next();
    let Opening { plan, questionnaire, place, cause, due_at, until, performers } = opening;
    let event = CallbackEvent::Opened {
        plan,
        survey,
        questionnaire: Some(questionnaire.clone()),
        due_at,
        until,
        closes,
        place,
        cause,
        performers,
    };
    [
        CaseEvent::Callback { callback, event },
        CaseEvent::Survey { survey, event: SurveyEvent::Opened { questionnaire } },
    ]
}

impl Case {
    /// What an event opens and drops. The event has been applied already.
    pub(super) fn aftercare_of(&self, event: &CaseEvent, ids: &mut Ids<'_>, context: &Context<'_>) -> Vec<CaseEvent> {
        if !context.policy.has_aftercare() {
            return Vec::new();
        }
        let happened = Happened::of(event, context.now);
        if happened.is_nothing() {
            return Vec::new();
        }
        let mut events = Vec::new();
        for plan in context.policy.aftercare() {
            let triggered = plan.trigger.as_ref().and_then(|trigger| happened.moment(trigger));
            if triggered.is_some() || plan.drop_on.iter().any(|trigger| happened.moment(trigger).is_some()) {
                events.extend(self.drop_unmade(plan));
            }
            if let Some(anchor) = triggered {
                events.extend(self.open_all(plan, anchor, ids, context));
            }
        }
        events
    }

    /// Calls of this plan that nobody has made yet: their ground has changed.
    fn drop_unmade(&self, plan: &CallbackPlan) -> Vec<CaseEvent> {
        let unmade = self.aftercare.iter().map(|care| &care.callback).filter(|callback| {
            callback.plan == plan.code
                && callback.attempts == 0
                && matches!(callback.stage, CallbackStage::Scheduled | CallbackStage::Due)
        });
        unmade.flat_map(dropped).collect()
    }

    fn open_all(
        &self,
        plan: &CallbackPlan,
        anchor: Timestamp,
        ids: &mut Ids<'_>,
        context: &Context<'_>,
    ) -> Vec<CaseEvent> {
        if !context.policy.applies(&plan.applies_to, &self.ticket.demand.traits()) || !self.ticket.wants_callback() {
            return Vec::new();
        }
        let (cause, drawn) = self.draw(plan, context);
        let Some(cause) = cause else { return drawn.into_iter().collect() };
        let openings = callback::openings(self, plan, anchor, &cause, context);
        drawn.into_iter().chain(openings.into_iter().flat_map(|opening| opened(opening, false, ids))).collect()
    }

    /// Whether the customer is called, and why; and the lot, if one was drawn for it.
    pub(super) fn draw(&self, plan: &CallbackPlan, context: &Context<'_>) -> (Option<Cause>, Option<CaseEvent>) {
        let percent = context.policy.percent_called(plan, &self.ticket.demand.traits());
        // What was done again is verified with the customer, whatever the lot said.
        if percent >= 100 || self.ticket.episode() > 0 {
            return (Some(Cause::All), None);
        }
        // One lot a month: a second happening of the month does not try its luck again.
        let drawn = self.ticket.lot_of(&plan.code).filter(|lot| lot.period == context.draw_key.period);
        if let Some(lot) = drawn {
            return (lot.is_taken().then(|| Cause::Drawn { lot: lot.clone() }), None);
        }
        let lot = crate::sampling::Lot {
            period: context.draw_key.period.clone(),
            lot: context.draw_key.draw(plan.code.as_str(), self.ticket.id.0),
            percent,
        };
        let drawn = TicketEvent::Drawn { plan: plan.code.clone(), lot: lot.clone() };
        (lot.is_taken().then_some(Cause::Drawn { lot }), Some(drawn.into()))
    }

    /// What follows of calls that have just ended: the next of their series, and the work opened again.
    pub(super) fn after_aftercare(&self, ids: &mut Ids<'_>, context: &Context<'_>) -> Vec<CaseEvent> {
        let mut events = Vec::new();
        for ended in self.aftercare.iter().map(|care| &care.callback).filter(|callback| callback.ended_at.is_some()) {
            let Some(plan) = context.policy.plan(&ended.plan) else { continue };
            let made = !matches!(ended.stage, CallbackStage::Dropped | CallbackStage::Removed);
            if !self.ticket.wants_callback() {
                continue;
            }
            let next = callback::following(self, plan, ended.place, &ended.cause, context).filter(|next| {
                made && !self
                    .aftercare
                    .iter()
                    .any(|care| care.callback.plan == next.plan && care.callback.place == next.place)
            });
            events.extend(next.into_iter().flat_map(|next| opened(next, false, ids)));
        }
        let unsatisfied = self.aftercare.iter().find(|care| care.callback.stage == CallbackStage::Unsatisfied);
        if let Some(care) = unsatisfied {
            events.extend(self.taken_up_again(care.callback.follow_up.as_ref(), context));
        }
        events
    }

    /// What follows a bad answer to aftercare while the ticket may be reopened; later it stands on record only. A ticket
    /// whose work is under way needs nothing more.
    fn taken_up_again(&self, follow_up: Option<&FollowUp>, context: &Context<'_>) -> Vec<CaseEvent> {
        let until = reopen_until(&self.ticket, context.rules.reopen_days, context.now);
        if until.is_none_or(|until| context.now > until) {
            return Vec::new();
        }
        let reason = || "callback".to_owned();
        let order = match follow_up {
            Some(FollowUp::Review { reason }) => return vec![sought(reason)],
            Some(FollowUp::Close { reason }) if context.rules.closing_review => return vec![sought(reason)],
            Some(FollowUp::Close { .. }) => return Vec::new(),
            Some(FollowUp::Refill) => WorkOrderEvent::RefillOrdered { reason: reason(), defect: None },
            None | Some(FollowUp::Redo | FollowUp::RedoBy { .. }) => {
                WorkOrderEvent::RedoOrdered { reason: reason(), defect: None }
            }
        };
        let lead = self.lead();
        let reopened = TicketEvent::Reopened { reason: reason(), redo: lead.is_some() }.into();
        // Nobody was sent out before: now somebody is to be.
        let Some(lead) = lead else { return vec![reopened] };
        let elsewhere = match follow_up {
            Some(FollowUp::RedoBy { unit }) => self.redo_by(unit),
            _ => None,
        };
        [reopened, order.of(lead.id)].into_iter().chain(elsewhere).collect()
    }

    /// Calls a customer back whom the lot had left out.
    pub(super) fn call_back(
        &self,
        plan: &crate::code::PlanCode,
        cause: &Cause,
        context: &Context<'_>,
    ) -> Result<Vec<CaseEvent>, Refusal> {
        let plan = context.policy.plan(plan).ok_or_else(|| Refusal::new(RefusalCode::NotInPlan).with("plan", plan))?;
        let open = self.callbacks().any(|callback| callback.plan == plan.code && !callback.stage.is_end());
        let answered = matches!(self.ticket.stage, TicketStage::Answered { .. } | TicketStage::Archived { .. });
        // Whoever wants no calls is not called in addition either.
        let unwanted = !self.ticket.wants_callback();
        if open || unwanted || !answered || self.ticket.lot_of(&plan.code).is_none_or(crate::sampling::Lot::is_taken) {
            return Err(RefusalCode::NotSampled.into());
        }
        let anchor = self.ticket.department_done_at.unwrap_or(context.now);
        let mut ids = Ids::after(context, self, &[]);
        let openings = callback::openings(self, plan, anchor, cause, context);
        Ok(openings.into_iter().flat_map(|opening| opened(opening, false, &mut ids)).collect())
    }
}

/// Somebody without a part in it is to give the final answer.
fn sought(reason: &str) -> CaseEvent {
    TicketEvent::FinalAnswerSought { reason: reason.to_owned() }.into()
}

/// The events that drop an open callback and its survey.
pub(super) fn dropped(callback: &Callback) -> [CaseEvent; 2] {
    [
        CaseEvent::Callback { callback: callback.id, event: CallbackEvent::Dropped },
        CaseEvent::Survey { survey: callback.survey, event: SurveyEvent::Abandoned },
    ]
}

/// A happening that plans may wait for, and its moment.
struct Happened<'a> {
    milestone: Option<crate::clock::Milestone>,
    mark: Option<&'a crate::code::MarkCode>,
    at: Timestamp,
}

impl<'a> Happened<'a> {
    fn of(event: &'a CaseEvent, now: Timestamp) -> Self {
        match event {
            CaseEvent::Ticket { event: TicketEvent::Marked { mark, at } } => {
                Self { milestone: None, mark: Some(mark), at: *at }
            }
            _ => Self { milestone: event.milestone(), mark: None, at: event.effective_at(now) },
        }
    }

    const fn is_nothing(&self) -> bool {
        self.milestone.is_none() && self.mark.is_none()
    }

    fn moment(&self, trigger: &Trigger) -> Option<Timestamp> {
        let is = match trigger {
            Trigger::Milestone(milestone) => self.milestone == Some(*milestone),
            Trigger::Mark(mark) => self.mark == Some(mark),
        };
        is.then_some(self.at)
    }
}
