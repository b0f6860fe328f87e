//! What an event makes of a case: the aggregate first, then the clocks.

use crate::callback::{self, Callback, CallbackEvent, CallbackStage};
use crate::clock::{self, Occurrence};
use crate::id::WorkOrderId;
use crate::policy::clocks::{ClockRule, OnBreach};
use crate::survey::{self, Answers, Survey, SurveyEvent, SurveyStage};
use crate::ticket;
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
            CaseEvent::Clock { alarm } => {
                clock::apply(&mut self.clocks, alarm, context.now);
                self.supervise(alarm, context);
            }
        }
        self.follow_clocks(event, context);
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
            });
        } else if let Some(order) = self.work_orders.iter_mut().find(|order| order.id == id) {
            work_order::apply(order, event, context.now);
        }
    }

    fn supervise(&mut self, alarm: &clock::Alarm, context: &Context<'_>) {
        let supervises = self
            .clock_rules(context)
            .iter()
            .any(|rule| rule.code == alarm.code && rule.on_breach == OnBreach::Supervise);
        self.ticket.supervised |= alarm.breached && supervises;
    }

    fn clock_rules<'a>(&self, context: &Context<'a>) -> Vec<&'a ClockRule> {
        let demand = &self.ticket.demand;
        let mut rules = context.policy.clock_rules(
            &demand.kind,
            demand.service_type.as_ref(),
            Some(&demand.area),
            demand.level.as_ref(),
        );
        rules.retain(|rule| demand.may_be_contacted() || !rule.awaits_contact());
        rules
    }

    fn follow_clocks(&mut self, event: &CaseEvent, context: &Context<'_>) {
        let (milestone, order) = match event {
            CaseEvent::Ticket { event } => (event.milestone(), None),
            CaseEvent::WorkOrder { work_order, event } => (Some(event.milestone()), Some(*work_order)),
            CaseEvent::Callback { event, .. } => (event.milestone(), None),
            CaseEvent::Survey { .. } | CaseEvent::Clock { .. } => (None, None),
        };
        let Some(milestone) = milestone else { return };
        let order = order.and_then(|id| self.work_order(id));
        let occurrence = Occurrence {
            milestone,
            at: context.now,
            work_order: order.map(|order| order.id),
            lead: order.is_some_and(|order| order.lead),
            ends: order.map_or(self.ticket.stage.is_end(), |order| order.stage.is_end()),
            target_at: self.ticket.demand.target_at,
        };
        let rules = self.clock_rules(context);
        clock::follow(&mut self.clocks, &rules, context.policy, &occurrence);
    }
}
