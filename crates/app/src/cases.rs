//! The one way in which a ticket, and everything that belongs to it, is changed: lock, look, decide, write.

mod unattended;

pub(crate) use unattended::change_unattended;

use std::collections::BTreeMap;
use std::sync::Arc;

use bihuan_domain::callback::{self, Callback, CallbackAction};
use bihuan_domain::case::{self, Case, Command, Context, Decision};
use bihuan_domain::id::{CallbackId, SurveyId, TicketId, WorkOrderId};
use bihuan_domain::organisation::Organisation;
use bihuan_domain::permission::Permission;
use bihuan_domain::policy::callbacks::PerformerPlace;
use bihuan_domain::policy::{Policy, ServiceRules};
use bihuan_domain::refusal::{Refusal, RefusalCode};
use bihuan_domain::ticket::{self, TicketAction};
use bihuan_domain::time::Timestamp;
use bihuan_domain::work_order::{self, WorkOrder, WorkOrderAction};
use bihuan_persistence::Tx;
use bihuan_persistence::cases::{self as rows, Changes, LoadLock, StoredCase};
use bihuan_persistence::events::NewEvent;
use bihuan_persistence::page::Scope;

use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::matters::{self, Joined};
use crate::notifications;
use crate::principal::Principal;
use crate::scope;

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

/// What a change is aimed at: its version is compared with the one the caller has seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// The ticket.
    Ticket,
    /// One of its work orders.
    WorkOrder(WorkOrderId),
    /// Its callback.
    Callback(CallbackId),
}

/// The rules for the type of a ticket.
pub(crate) fn rules(policy: &Policy, case: &Case) -> Result<ServiceRules, Error> {
    let demand = &case.ticket.demand;
    policy
        .rules_for(&demand.kind, demand.service_type.as_ref())
        .ok_or_else(|| Error::Internal(format!("policy without the kind {}", demand.kind).into()))
}

/// The moment of a change to a case. The clocks of nodes differ: what happens to a ticket never bears an earlier time than
/// what happened to it before, whichever node it happened on.
pub(crate) fn not_before(stored: &StoredCase, now: Timestamp) -> Timestamp {
    now.max(stored.changed_at)
}

/// Changes a case inside the caller's transaction. `command` is made from the case as it is, once it is locked.
pub(crate) fn change(
    app: &App,
    tx: &mut Tx<'_>,
    caller: &Caller,
    aim: Aim,
    command: impl Fn(&Case, &Policy) -> Result<Command, Error>,
) -> Result<CaseView, Error> {
    let scope = scope::of(&caller.principal);
    let stored = locked(tx, aim.ticket, &scope, aim.what)?;
    let organisation = app.directory.organisation();
    check_held(&stored.case, aim, &organisation, &scope)?;
    check_version(&stored, aim)?;
    let policy = app.directory.policy(tx, stored.case.ticket.policy)?;
    let rules = rules(&policy, &stored.case)?;
    let current = app.directory.current_policy()?;
    let now = not_before(&stored, app.clock.now());
    let command = command(&stored.case, &policy)?;
    let person = caller.person();
    let draw_key = app.draws.key(&policy, now);
    let context = Context {
        now,
        policy: &policy,
        current: &current,
        organisation: &organisation,
        rules: &rules,
        person: Some(&person),
        draw_key: &draw_key,
        callback_id: CallbackId(app.ids.id(now)),
        survey_id: SurveyId(app.ids.id(now)),
    };
    let decision = case::decide(&stored.case, &command, &context).map_err(Error::Refused)?;
    let Joined { decision, keys } = matters::join(tx, Some(&stored.case.ticket.demand), decision, &context)?;
    let events = log_entries(app, &decision, now, Some(caller));
    let changes = Changes {
        after: &decision.case,
        events: &events,
        at: now,
        organisation: &organisation,
        year: policy.year_of(now),
    };
    rows::update(tx, &stored, changes)?;
    matters::place(tx, &decision, keys)?;
    notifications::raise(app, tx, &decision, &events, (&policy, &context))?;
    let after = counted_up(stored, decision.case, now);
    // The command may have given the ticket another type.
    let rules = self::rules(&policy, &after.case)?;
    Ok(view(after, &rules, &caller.principal, now))
}

/// What a change is aimed at, and which version the caller has seen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Aim {
    /// The ticket.
    pub ticket: TicketId,
    /// The part of it.
    pub what: Target,
    /// The version the caller has seen; none for changes that commute.
    pub expected: Option<i64>,
    /// Whether whoever took the ticket may do it too, besides whoever holds the work order.
    pub from_centre: bool,
}

fn locked(tx: &mut Tx<'_>, id: TicketId, scope: &Scope, what: Target) -> Result<StoredCase, Error> {
    let missing = || Error::NotFound {
        what: match what {
            Target::Ticket => "ticket",
            Target::WorkOrder(_) => "work_order",
            Target::Callback(_) => "callback",
        },
    };
    if !rows::is_visible(tx, id, scope)? {
        return Err(missing());
    }
    rows::load(tx, id, LoadLock::Wait)?.ok_or_else(missing)
}

/// Who sees a ticket may not therefore act for another unit.
fn check_held(case: &Case, aim: Aim, organisation: &Organisation, scope: &Scope) -> Result<(), Error> {
    let within = |unit| organisation.unit(unit).is_some_and(|unit| scope::contains(scope, &unit.path));
    let centre = within(&case.ticket.accept_unit);
    let held = match aim.what {
        Target::Ticket => centre || aim.from_centre,
        // Whom the plan names beside the centre, the domain looks at.
        Target::Callback(id) => {
            let joint = |callback: &Callback| callback.performers.iter().any(|one| one.at == PerformerPlace::Handler);
            centre || case.callback_with(id).is_some_and(joint)
        }
        Target::WorkOrder(id) => {
            let order = case.work_order(id).ok_or(Error::NotFound { what: "work_order" })?;
            order.holder().is_some_and(within) || order.crew.as_ref().is_some_and(within) || (aim.from_centre && centre)
        }
    };
    if held { Ok(()) } else { Err(Error::Refused(Refusal::new(RefusalCode::NotHeld))) }
}

fn check_version(stored: &StoredCase, aim: Aim) -> Result<(), Error> {
    let current = match aim.what {
        Target::Ticket => stored.versions.ticket,
        Target::WorkOrder(id) => stored.versions.work_orders.get(&id).copied().unwrap_or_default(),
        // One that is not there has ended.
        Target::Callback(id) => match stored.versions.callbacks.get(&id) {
            Some(version) => *version,
            None => return Err(Error::Refused(Refusal::new(RefusalCode::WrongStage))),
        },
    };
    match aim.expected {
        Some(expected) if expected != current => Err(Error::VersionConflict { current }),
        _ => Ok(()),
    }
}

/// The case as stored after the change: every part that changed counts one more.
pub(crate) fn counted_up(before: StoredCase, after: Case, at: Timestamp) -> StoredCase {
    let mut versions = before.versions;
    versions.ticket += 1;
    for order in &after.work_orders {
        if before.case.work_order(order.id) != Some(order) {
            *versions.work_orders.entry(order.id).or_default() += 1;
        }
    }
    for callback in after.callbacks() {
        if before.case.callback_with(callback.id) != Some(callback) {
            *versions.callbacks.entry(callback.id).or_default() += 1;
        }
    }
    for survey in after.surveys() {
        if before.case.survey_of(survey.id) != Some(survey) {
            *versions.surveys.entry(survey.id).or_default() += 1;
        }
    }
    StoredCase { case: after, versions, changed_at: at }
}

/// The entries of the log for a decision.
pub(crate) fn log_entries(app: &App, decision: &Decision, now: Timestamp, caller: Option<&Caller>) -> Vec<NewEvent> {
    let actor = caller.map_or(bihuan_domain::actor::Actor::System, Caller::actor);
    let ticket = decision.case.ticket.id;
    decision
        .events
        .iter()
        .map(|event| NewEvent {
            id: app.ids.id(now).into(),
            ticket: Some(ticket),
            subject: event.subject(),
            subject_id: event.subject_id(ticket),
            name: event.name(),
            at: now,
            actor: actor.clone(),
            data: serde_json::to_value(event).unwrap_or_default(),
            request_id: caller.and_then(|caller| caller.request_id.clone()),
        })
        .collect()
}

/// The case, and what the caller may do with it.
pub(crate) fn view(stored: StoredCase, rules: &ServiceRules, principal: &Principal, seen_at: Timestamp) -> CaseView {
    let case = &stored.case;
    let actions = TicketAction::ALL
        .iter()
        .map(|action| {
            let gate = ticket::gate(case.ticket.stage, *action).and(match action {
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
            let mut actions = order_actions(order, principal);
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

pub(crate) fn order_actions(order: &WorkOrder, principal: &Principal) -> Vec<ActionView> {
    WorkOrderAction::ALL
        .iter()
        .map(|action| action_view(action.as_str(), action.permission(), work_order::is_open(order, *action), principal))
        .collect()
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

/// Wakes the reconcilers, so that they learn of a nearer deadline and of what is to be pushed at once.
pub(crate) fn announce(app: &Arc<App>) {
    app.armed.notify_one();
    app.pushes.announce();
}
