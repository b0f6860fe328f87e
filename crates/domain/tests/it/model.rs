//! A model check of the lifecycle over the real `decide` and `wake`: every state that can be reached, with everything
//! that can happen in it, under the 95598 bundle.
//!
//! Two states are one when they differ in nothing but moments: every command takes a minute, a callback is attempted when
//! its time has come, and time passes from one announcement to the next that changes more than the clocks announced.
//! What could go on for ever is bounded by leaving the command out, never by cutting a state off.

#![expect(clippy::unwrap_used, reason = "tests may fail by panicking, their helper functions too")]

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::hash::{Hash, Hasher};

use bihuan_domain::callback::{Attempt, AttemptResult, CallbackStage, FollowUp};
use bihuan_domain::case::{Command, Until};
use bihuan_domain::clock::Clock;
use bihuan_domain::ticket::{Finding, TicketCommand, TicketStage};
use bihuan_domain::work_order::{ReplyOutcome, WorkOrder, WorkOrderCommand, WorkOrderStage};
use stateright::{Checker, Model, Property};

use crate::fixtures::{
    METERING, REPAIR, Story, answer, approve, assign, attempt_to_call, cancel, cancel_order, close, contact, demand,
    explain, give_back, redo, refill, refuse_return, reopen, reply, satisfied, transfer, unsatisfied, withdraw,
};
use crate::fixtures::{final_answer, review, send_back, verdict};
use crate::laws;

const REWORKS_MAX: u16 = 1;
const REOPENINGS_MAX: u32 = 1;
const ROUTE_MAX: usize = 3;
const RETURNS_MAX: u16 = 1;

/// What is checked: one kind of demand and how much of the alphabet is used.
#[derive(Clone, Copy)]
struct Lifecycle {
    kind: &'static str,
    /// Returns, transfers, refills and the field's own progress.
    detours: bool,
    /// A second work order.
    assisted: bool,
}

/// A story in the model: equal to another when only moments differ.
#[derive(Clone)]
struct Place {
    story: Story,
    shape: Shape,
}

/// Everything about a case but its moments.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Shape {
    stage: TicketStage,
    withdrawn: bool,
    judged: bool,
    supervised: bool,
    reopened: u32,
    orders: Vec<OrderShape>,
    callback: Option<(CallbackStage, u8, Option<AttemptResult>)>,
    running: BTreeSet<(String, Option<u16>)>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct OrderShape {
    stage: WorkOrderStage,
    lead: bool,
    route: Vec<String>,
    crew: bool,
    contacted: bool,
    restored: bool,
    final_: bool,
    unexplained: bool,
    counts: (u16, u16),
}

impl OrderShape {
    fn new(order: &WorkOrder, story: &Story) -> Self {
        Self {
            stage: order.stage.clone(),
            lead: order.lead,
            route: order.route.iter().map(ToString::to_string).collect(),
            crew: order.crew.is_some(),
            contacted: order.contacted_at.is_some(),
            restored: order.restored_at.is_some(),
            final_: order.finally_determined,
            unexplained: is_unexplained(order, story),
            counts: (order.return_count, order.rework_count),
        }
    }
}

/// Whether it was announced that the crew came too late, and nobody has said why.
fn is_unexplained(order: &WorkOrder, story: &Story) -> bool {
    let announced = |clock: &Clock| clock.code.as_str() == "arrive" && clock.breached_at().is_some();
    story.case.clocks_of(order.id).any(|clock| announced(clock) && clock.explained_at.is_none())
}

/// Whether there is a verdict on the handling as it stands now.
fn is_judged(story: &Story) -> bool {
    let ticket = &story.case.ticket;
    ticket.verdict.as_ref().is_some_and(|verdict| verdict.episode == ticket.episode())
}

impl From<&Story> for Shape {
    fn from(story: &Story) -> Self {
        let case = &story.case;
        let open = case.callback.as_ref().filter(|callback| !callback.stage.is_end());
        let running = case.clocks.iter().filter(|clock| clock.is_running());
        Self {
            stage: case.ticket.stage,
            withdrawn: case.ticket.withdrawn_at.is_some(),
            judged: story.rules.verdict_required && is_judged(story),
            supervised: case.ticket.supervised,
            reopened: case.ticket.reopen_count,
            orders: case.work_orders.iter().map(|order| OrderShape::new(order, story)).collect(),
            callback: open.map(|callback| (callback.stage, callback.attempts, callback.last_result)),
            running: running
                .map(|clock| {
                    let order = clock.subject.work_order().and_then(|id| case.work_order(id)).map(|order| order.no);
                    (clock.code.to_string(), order)
                })
                .collect(),
        }
    }
}

impl From<Story> for Place {
    fn from(mut story: Story) -> Self {
        // How it came to be here is of no interest, and much to copy.
        story.log.clear();
        Self { shape: Shape::from(&story), story }
    }
}

impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        self.shape == other.shape
    }
}

impl Eq for Place {}

impl Hash for Place {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.shape.hash(state);
    }
}

impl std::fmt::Debug for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.shape.fmt(f)
    }
}

/// What happens in the model.
#[derive(Clone, Debug, PartialEq)]
enum Action {
    Act(Command),
    TimePasses,
}

impl Lifecycle {
    fn order_commands(self, order: &WorkOrder) -> Vec<WorkOrderCommand> {
        let mut all = vec![
            WorkOrderCommand::Receive,
            contact(),
            reply(ReplyOutcome::Resolved),
            reply(ReplyOutcome::NotOurs),
            approve(),
            cancel_order(),
        ];
        if order.rework_count < REWORKS_MAX {
            all.push(redo());
        }
        if self.kind == "fault" && order.lead {
            let field =
                [WorkOrderCommand::CrewAccept, WorkOrderCommand::Depart, WorkOrderCommand::Arrive { position: None }];
            all.extend(field.into_iter().chain([assign(), WorkOrderCommand::Restore, explain("arrive")]));
        }
        if self.detours {
            all.extend([give_back(), refuse_return()]);
            if order.route.len() < ROUTE_MAX {
                all.extend([transfer(METERING), transfer(REPAIR)]);
            }
            if order.rework_count < REWORKS_MAX {
                all.push(refill());
            }
        }
        all
    }

    fn ticket_commands(self, story: &mut Story) -> Vec<TicketCommand> {
        let mut all = vec![
            TicketCommand::Accept,
            answer(),
            withdraw(),
            cancel(),
            TicketCommand::Archive,
            final_answer(),
            story.plan(&[REPAIR], true),
        ];
        // A verdict opens no way but the archive: it is given where it is owed, and once.
        let answered = matches!(story.case.ticket.stage, TicketStage::Answered { .. });
        if answered && story.rules.verdict_required && !is_judged(story) {
            all.push(verdict(Finding::Substantiated));
        }
        if self.assisted && story.case.work_orders.len() == 1 {
            all.push(story.plan(&[METERING], false));
        }
        if story.case.lead().is_some_and(|lead| lead.rework_count < REWORKS_MAX) {
            all.push(send_back());
        }
        if story.case.ticket.reopen_count < REOPENINGS_MAX {
            all.push(reopen());
        }
        all
    }

    fn attempts(story: &Story) -> Vec<Attempt> {
        let mut all =
            vec![satisfied(), unsatisfied(close()), unsatisfied(review()), Attempt::NoAnswer, Attempt::WrongNumber];
        if story.case.lead().is_some_and(|lead| lead.rework_count < REWORKS_MAX) {
            all.extend([unsatisfied(FollowUp::Redo), unsatisfied(FollowUp::Refill)]);
        }
        let asked = story.case.callback.as_ref().and_then(|callback| callback.last_result);
        if asked != Some(AttemptResult::OtherTime) {
            all.push(Attempt::OtherTime { at: story.now });
        }
        all
    }
}

impl Model for Lifecycle {
    type State = Place;
    type Action = Action;

    fn init_states(&self) -> Vec<Place> {
        let opened = [Until::Draft, Until::Accepted].map(|until| Story::open(demand(self.kind), until));
        opened
            .into_iter()
            .map(|mut story| {
                story.rules.returns_max = RETURNS_MAX;
                story.into()
            })
            .collect()
    }

    fn actions(&self, place: &Place, actions: &mut Vec<Action>) {
        let mut story = place.story.clone();
        actions.extend(self.ticket_commands(&mut story).into_iter().map(Command::Ticket).map(Action::Act));
        for order in &story.case.work_orders {
            let commands = self.order_commands(order).into_iter();
            actions.extend(commands.map(|command| Action::Act(Command::WorkOrder(order.id, command))));
        }
        if story.case.ticket.stage == TicketStage::CallbackDue {
            actions.extend(Self::attempts(&story).into_iter().map(attempt_to_call).map(Action::Act));
        }
        actions.push(Action::TimePasses);
    }

    fn next_state(&self, place: &Place, action: Action) -> Option<Place> {
        let mut story = place.story.clone();
        match action {
            Action::Act(command) => {
                story.wait(1);
                if let Command::Callback(..) = command {
                    story.now = callable(&story);
                }
                story.try_act(command).ok()?;
                Some(story.into())
            }
            Action::TimePasses => loop {
                story.now = story.case.next_wakeup()?.max(story.now);
                story.wake();
                let next = Place::from(story.clone());
                if next != *place {
                    return Some(next);
                }
            },
        }
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always("somebody must act and a clock runs, or the case is at rest", |_, place: &Place| {
                laws::is_owned_and_timed(&place.story.case)
            }),
            Property::always("every work order that is out has a clock of its own", |_, place: &Place| {
                laws::each_open_order_is_timed(&place.story.case)
            }),
            Property::always("the stages fit together", |_, place: &Place| laws::stages_fit(&place.story.case)),
            Property::always("the clocks are sound", |_, place: &Place| laws::clocks_are_sound(&place.story.case)),
        ]
    }
}

/// The next moment at which the customer may be called.
fn callable(story: &Story) -> bihuan_domain::time::Timestamp {
    let callback = story.callback();
    let plan = story.centre.policy.plan(&callback.plan).unwrap();
    story.centre.policy.next_callable(plan, &[], callback.due_at.max(story.now))
}

/// Every place that can be reached, and from which others.
#[derive(Default)]
struct Graph {
    places: Vec<Place>,
    before: Vec<Vec<usize>>,
}

fn explore(model: Lifecycle) -> Graph {
    let mut graph = Graph::default();
    let mut known: HashMap<Shape, usize> = HashMap::new();
    let mut reached: VecDeque<(Place, Option<usize>)> =
        model.init_states().into_iter().map(|place| (place, None)).collect();
    while let Some((place, from)) = reached.pop_front() {
        let at = known.get(&place.shape).copied().unwrap_or_else(|| {
            let at = graph.places.len();
            known.insert(place.shape.clone(), at);
            reached.extend(model.next_states(&place).into_iter().map(|after| (after, Some(at))));
            graph.places.push(place);
            graph.before.push(Vec::new());
            at
        });
        graph.before[at].extend(from);
    }
    graph
}

/// The places from which no case comes to rest any more.
fn dead_ends(graph: &Graph) -> Vec<&Place> {
    let mut leads_out: Vec<bool> = graph.places.iter().map(|place| !laws::waits(&place.story.case)).collect();
    let mut next: VecDeque<usize> = (0..leads_out.len()).filter(|at| leads_out[*at]).collect();
    while let Some(at) = next.pop_front() {
        for before in &graph.before[at] {
            if !std::mem::replace(&mut leads_out[*before], true) {
                next.push_back(*before);
            }
        }
    }
    graph.places.iter().zip(leads_out).filter(|(_, leads_out)| !leads_out).map(|(place, _)| place).collect()
}

/// Checks the model and answers how its cases came to rest.
fn check(model: Lifecycle) -> BTreeSet<String> {
    let checker = model.checker().spawn_bfs().join();
    checker.assert_properties();
    let graph = explore(model);
    assert_eq!(graph.places.len(), checker.unique_state_count(), "both walks must see the same places");
    assert_eq!(dead_ends(&graph), [&graph.places[0]; 0], "no way out");
    let at_rest = graph.places.iter().filter(|place| !laws::waits(&place.story.case));
    at_rest.map(|place| place.story.stage_list().remove(0)).collect()
}

fn set(ends: &[&str]) -> BTreeSet<String> {
    ends.iter().map(|end| (*end).to_owned()).collect()
}

#[test]
fn a_fault_with_every_detour_always_has_a_way_to_an_end() {
    let ends = check(Lifecycle { kind: "fault", detours: true, assisted: false });
    let expected = [
        "cancelled",
        "closed_on_spot",
        "archived (satisfied)",
        "archived (unsatisfied)",
        "archived (unreachable)",
        "archived (withdrawn)",
    ];
    assert_eq!(ends, set(&expected));
}

#[test]
fn a_complaint_with_two_work_orders_always_has_a_way_to_an_end() {
    let ends = check(Lifecycle { kind: "complaint", detours: false, assisted: true });
    let expected = [
        "cancelled",
        "archived (satisfied)",
        "archived (unsatisfied)",
        "archived (unreachable)",
        "archived (withdrawn)",
    ];
    assert_eq!(ends, set(&expected));
}

#[test]
fn praise_which_nobody_calls_back_always_has_a_way_to_an_end() {
    let ends = check(Lifecycle { kind: "praise", detours: true, assisted: false });
    assert_eq!(ends, set(&["cancelled", "archived (not_planned)", "archived (withdrawn)"]));
}

#[test]
fn a_query_which_is_never_dispatched_always_has_a_way_to_an_end() {
    let ends = check(Lifecycle { kind: "query", detours: true, assisted: true });
    assert_eq!(ends, set(&["cancelled", "closed_on_spot", "archived (withdrawn)"]));
}
