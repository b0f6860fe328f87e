//! What an event makes of a case: the aggregate first, then the clocks.

use std::collections::BTreeSet;

use crate::callback::{self, Callback, CallbackEvent, PartOfDay};
use crate::id::{CallbackId, SurveyId, WorkOrderId};
use crate::survey::{self, Survey, SurveyEvent};
use crate::ticket::{self, RefusedDemand};
use crate::time_split;
use crate::work_order::{self, WorkOrder, WorkOrderEvent, WorkOrderStage};

use super::{Aftercare, Case, CaseEvent, Context};

impl Case {
    /// Folds one event into the case.
    pub fn apply(&mut self, event: &CaseEvent, context: &Context<'_>) {
        match event {
            CaseEvent::Ticket { event } => {
                ticket::apply(&mut self.ticket, event, context.now);
                if let Some(member) = &mut self.ticket.campaign {
                    member.note_ticket(event);
                }
            }
            CaseEvent::WorkOrder { work_order, event } => self.apply_to_order(*work_order, event, context),
            CaseEvent::Callback { callback, event } => self.apply_to_callback(*callback, event, context),
            CaseEvent::Survey { survey, event } => self.apply_to_survey(*survey, event, context),
            CaseEvent::Clock { alarm } => self.supervise(alarm, context),
            CaseEvent::ClockMoved { no, cause, .. } => self.move_clock(*no, *cause, context),
        }
        self.follow_clocks(event, context);
        time_split::note(self, event.effective_at(context.now));
    }

    fn apply_to_callback(&mut self, id: CallbackId, event: &CallbackEvent, context: &Context<'_>) {
        if let CallbackEvent::Opened { closes, survey, questionnaire, .. } = event {
            let Some(opened) = Callback::opened(id, self.ticket.id, event, context.now) else { return };
            match questionnaire.as_ref().filter(|_| !closes) {
                Some(questionnaire) => {
                    let survey = Survey::opened(
                        *survey,
                        self.ticket.id,
                        questionnaire.clone(),
                        self.ticket.episode(),
                        context.now,
                    );
                    self.aftercare.push(Aftercare { callback: opened, survey });
                    self.ticket.aftercare = self.ticket.aftercare.saturating_add(1);
                    self.ticket.had_aftercare = true;
                }
                None => self.callback = Some(opened),
            }
            return;
        }
        if let CallbackEvent::Signed { by, .. } = event {
            self.ticket.callers.insert(*by);
        }
        let part = PartOfDay::of(context.now, context);
        let caller = context.person.filter(|_| event.is_attempt()).map(|person| person.user);
        if let Some(own) = self.callback.as_mut().filter(|own| own.id == id) {
            callback::apply(own, event, context.now, part);
            if let Some(member) = &mut self.ticket.campaign {
                member.note_call(event);
            }
            own.attempted_by = caller.or(own.attempted_by);
        } else if let Some(care) = self.aftercare.iter_mut().find(|care| care.callback.id == id) {
            callback::apply(&mut care.callback, event, context.now, part);
            care.callback.attempted_by = caller.or(care.callback.attempted_by);
            if care.callback.ended_at.is_some() {
                self.ticket.aftercare = self.ticket.aftercare.saturating_sub(1);
            }
        }
    }

    fn apply_to_survey(&mut self, id: SurveyId, event: &SurveyEvent, context: &Context<'_>) {
        let aftercare = self.aftercare.iter_mut().map(|care| &mut care.survey).chain(&mut self.answered);
        let known = self.survey.iter_mut().chain(aftercare).find(|survey| survey.id == id);
        match (known, event) {
            (Some(survey), event) => survey::apply(survey, event, context.now),
            (None, SurveyEvent::Opened { questionnaire }) => {
                let episode = self.ticket.episode();
                self.survey = Some(Survey::opened(id, self.ticket.id, questionnaire.clone(), episode, context.now));
            }
            (None, _) => {}
        }
    }

    fn apply_to_order(&mut self, id: WorkOrderId, event: &WorkOrderEvent, context: &Context<'_>) {
        if let WorkOrderEvent::Dispatched { unit, lead } = event {
            let no = u16::try_from(self.work_orders.len() + 1).unwrap_or(u16::MAX);
            self.work_orders.push(WorkOrder {
                id,
                ticket: self.ticket.id,
                no,
                lead: *lead,
                route: vec![self.ticket.accept_unit.clone(), unit.clone()],
                stage: WorkOrderStage::Dispatched,
                crew: None,
                dispatched_at: context.now,
                received_at: None,
                departed_at: None,
                arrived_at: None,
                visited: false,
                estimated_at: None,
                restored_at: None,
                contacted_at: None,
                next_reply_at: None,
                reply: None,
                replied_at: None,
                replied_by: None,
                ended_at: None,
                finally_determined: false,
                return_count: 0,
                rework_count: 0,
                correction: None,
                suspension: None,
                suspension_count: 0,
                awaiting_customer_since: None,
                extension: None,
                extension_count: 0,
                holdings: Vec::new(),
                hands: BTreeSet::new(),
                handled_by: BTreeSet::new(),
            });
        } else if let Some(order) = self.work_orders.iter_mut().find(|order| order.id == id) {
            work_order::apply(order, event, context.now);
            if let Some(person) = context.person.filter(|_| event.is_handling()) {
                order.hands.insert(person.user);
            }
            if let WorkOrderEvent::Replied { reply } = event {
                order.replied_by = context.person.map(|person| person.user);
                if order.lead {
                    self.ticket.refused = RefusedDemand::by(reply, context.now);
                }
            }
        }
    }
}
