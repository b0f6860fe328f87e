//! A case as its reader sees it: with what he may do.

use std::collections::BTreeMap;

use bihuan_domain::callback::{self, Callback, CallbackAction};
use bihuan_domain::case::Case;
use bihuan_domain::id::CallbackId;
use bihuan_domain::permission::Permission;
use bihuan_domain::policy::ServiceRules;
use bihuan_domain::refusal::RefusalCode;
use bihuan_domain::ticket::{self, TicketAction};
use bihuan_domain::time::Timestamp;
use bihuan_domain::work_order::{self, WorkOrder, WorkOrderAction};
use bihuan_persistence::cases::StoredCase;

use crate::principal::Principal;

/// A case, and what the caller may do with it.
#[derive(Debug, Clone)]
pub struct CaseView {
    /// The case.
    pub stored: StoredCase,
    /// What may be done to the ticket.
    pub actions: Vec<ActionView>,
    /// What may be done to each work order, in their order.
    pub work_order_actions: Vec<Vec<ActionView>>,
    /// What may be done to each callback.
    pub callback_actions: BTreeMap<CallbackId, Vec<ActionView>>,
    /// When it was looked at: lateness is told as of then.
    pub seen_at: Timestamp,
}

/// Whether an action is open to the caller, and if not, why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActionView {
    /// The action's name.
    pub action: &'static str,
    /// None when it is open.
    pub refused: Option<Refused>,
}

/// Why an action is not open to the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// The roles do not permit it.
    Forbidden,
    /// The matter does not allow it now.
    Rule(RefusalCode),
}

/// The case, and what the caller may do with it.
pub(crate) fn view(stored: StoredCase, rules: &ServiceRules, principal: &Principal, seen_at: Timestamp) -> CaseView {
    let case = &stored.case;
    let actions = TicketAction::ALL
        .iter()
        .map(|action| {
            let gate = ticket::is_open(&case.ticket, *action).and(match action {
                TicketAction::Answer if !rules.answer_on_spot => Err(RefusalCode::NotOnTheSpot),
                TicketAction::Mark if !rules.has_marks => Err(RefusalCode::NotInPlan),
                _ => Ok(()),
            });
            action_view(action.as_str(), action.permission(), gate, principal)
        })
        .collect();
    let callback_actions = case.callbacks().map(|open| (open.id, callback_actions(open, principal, seen_at))).collect();
    let explainable = |order: &WorkOrder| {
        case.clocks_of(order.id).any(|clock| clock.explained_at.is_none() && clock.is_late(seen_at))
    };
    let work_order_actions = case
        .work_orders
        .iter()
        .map(|order| {
            let mut actions = order_actions(case, order, principal);
            let explain = actions.iter_mut().find(|view| view.action == WorkOrderAction::Explain.as_str());
            if let Some(view) = explain.filter(|view| view.refused.is_none() && !explainable(order)) {
                view.refused = Some(Refused::Rule(RefusalCode::NoSuchClock));
            }
            actions
        })
        .collect();
    CaseView { actions, work_order_actions, callback_actions, seen_at, stored }
}

fn callback_actions(open: &Callback, principal: &Principal, seen_at: Timestamp) -> Vec<ActionView> {
    let stage = open.stage_at(seen_at);
    CallbackAction::ALL
        .iter()
        .map(|action| action_view(action.as_str(), action.permission(), callback::gate(stage, *action), principal))
        .collect()
}

fn order_actions(case: &Case, order: &WorkOrder, principal: &Principal) -> Vec<ActionView> {
    let open = |action: &WorkOrderAction| work_order::is_open(case, order, *action);
    let view = |action: &WorkOrderAction| action_view(action.as_str(), action.permission(), open(action), principal);
    WorkOrderAction::ALL.iter().map(view).collect()
}

fn action_view(
    action: &'static str,
    permission: Permission,
    gate: Result<(), RefusalCode>,
    principal: &Principal,
) -> ActionView {
    let refused = match gate {
        Err(code) => Some(Refused::Rule(code)),
        Ok(()) if !principal.permissions.contains(&permission) => Some(Refused::Forbidden),
        Ok(()) => None,
    };
    ActionView { action, refused }
}
