//! What an event makes of a case: the aggregate first, then the clocks.

use crate::callback::{self, Callback, CallbackEvent, CallbackStage};
use crate::id::WorkOrderId;
use crate::survey::{self, Answers, Survey, SurveyEvent, SurveyStage};
use crate::ticket;
use crate::time_split;
use crate::work_order::{self, WorkOrder, WorkOrderEvent, WorkOrderStage};

use super::{Case, CaseEvent, Context};

impl Case {
    /// Folds one event into the case.
    pub fn apply(&mut self, event: &CaseEvent, context: &Context<'_>) {
        match event {
            CaseEvent::Ticket { event } => ticket::apply(&mut self.ticket, event, context.now),
            CaseEvent::WorkOrder { work_order, event } => self.apply_to_order(*work_order, event, context),
            CaseEvent::Callback { callback, event } => {
                if let CallbackEvent::Opened { plan, survey, due_at } = event {
                    self.callback = Some(Callback {
                        id: *callback,
                        ticket: self.ticket.id,
                        survey: *survey,
                        plan: plan.clone(),
                        stage: CallbackStage::Scheduled,
                        opened_at: context.now,
                        due_at: *due_at,
                        attempts: 0,
                        attempted_at: None,
                        last_result: None,
                        follow_up: None,
                        ended_at: None,
                    });
                } else if let Some(open) = &mut self.callback {
                    callback::apply(open, event, context.now);
                }
            }
            CaseEvent::Survey { survey, event } => {
                if let SurveyEvent::Opened { questionnaire } = event {
                    self.survey = Some(Survey {
                        id: *survey,
                        ticket: self.ticket.id,
                        questionnaire: questionnaire.clone(),
                        stage: SurveyStage::Open,
                        answers: Answers::new(),
                        opened_at: context.now,
                        ended_at: None,
                    });
                } else if let Some(open) = &mut self.survey {
                    survey::apply(open, event, context.now);
                }
            }
            CaseEvent::Clock { alarm } => self.supervise(alarm, context),
            CaseEvent::ClockMoved { no, cause, .. } => self.move_clock(*no, *cause, context),
        }
        self.follow_clocks(event, context);
        time_split::note(self, event.effective_at(context.now));
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
                estimated_at: None,
                restored_at: None,
                contacted_at: None,
                reply: None,
                replied_at: None,
                ended_at: None,
                finally_determined: false,
                return_count: 0,
                rework_count: 0,
                suspension: None,
                suspension_count: 0,
                awaiting_customer_since: None,
                extension: None,
                extension_count: 0,
                holdings: Vec::new(),
            });
        } else if let Some(order) = self.work_orders.iter_mut().find(|order| order.id == id) {
            work_order::apply(order, event, context.now);
        }
    }
}
