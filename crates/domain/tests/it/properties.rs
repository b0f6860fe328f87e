//! Whatever anybody does in whatever order, the laws hold.

use bihuan_domain::callback::{self, Attempt, FollowUp};
use bihuan_domain::case::{self, Command, Until};
use bihuan_domain::clock::{Step, explain};
use bihuan_domain::ticket::{self, Finding, TicketCommand};
use bihuan_domain::work_order::{self, ReplyOutcome, WorkOrderCommand};
use proptest::collection::vec;
use proptest::prelude::{Just, ProptestConfig, Strategy, prop_oneof, proptest};
use proptest::sample::{Index, select};

use crate::fixtures::{
    Centre, MARKETING, METERING, PATIENT, REPAIR, Story, answer, approve, assign, attempt_to_call, await_customer,
    cancel, cancel_order, close, contact, context, demand, explain as explained, extend, give_back, minutes_after,
    note, reclassify, redo, refill, refuse_return, reopen, reply, satisfied, suspend, transfer, unsatisfied, urge,
    verdict, withdraw,
};
use crate::laws::{assert_lawful, assert_onward, assert_woken_rightly, time_is_split_without_rest};

/// One thing that happens: time passes, then somebody acts or the system looks at the clock.
#[derive(Clone, Debug)]
pub(crate) struct Turn {
    pub(crate) minutes: i64,
    pub(crate) what: What,
}

#[derive(Clone, Debug)]
pub(crate) enum What {
    /// The system looks at the clock.
    Wake,
    /// It waits until something is due.
    Sleep,
    /// A command that is open in the present stages and leads on.
    Onward(Index),
    /// A command that is open in the present stages.
    Sensible(Index),
    /// Any command.
    Any(Index),
}

pub(crate) fn turn() -> impl Strategy<Value = Turn> {
    let minutes = prop_oneof![4 => 0_i64..5, 2 => 5_i64..300, 1 => 300_i64..60_000];
    let index = || proptest::prelude::any::<Index>();
    let what = prop_oneof![
        1 => Just(What::Wake),
        1 => Just(What::Sleep),
        10 => index().prop_map(What::Onward),
        2 => index().prop_map(What::Sensible),
        1 => index().prop_map(What::Any),
    ];
    (minutes, what).prop_map(|(minutes, what)| Turn { minutes, what })
}

pub(crate) fn opening() -> impl Strategy<Value = Opening> {
    let kind = select(&["fault", "complaint", "consult", "praise", "query"][..]);
    let flag = || proptest::bool::weighted(0.15);
    (kind, flag(), flag(), proptest::bool::ANY)
}

/// What is opened: its kind, whether it is confidential, whether no callback is wanted, whether it stays a draft.
pub(crate) type Opening = (&'static str, bool, bool, bool);

fn open(opening: Opening) -> Story {
    open_at(&PATIENT, opening)
}

pub(crate) fn open_at(centre: &'static Centre, (kind, confidential, no_callback, draft): Opening) -> Story {
    let mut demand = demand(kind);
    demand.confidential = confidential;
    demand.callback_wanted = !no_callback;
    Story::open_at(centre, demand, if draft { Until::Draft } else { Until::Accepted })
}

/// Every command there is, to the ticket, to each work order and to the callback.
fn commands(story: &mut Story) -> Vec<Command> {
    let mut all: Vec<Command> = vec![
        TicketCommand::Accept,
        answer(),
        story.plan(&[REPAIR], true),
        story.plan(&[MARKETING, METERING], true),
        story.plan(&[METERING], false),
        urge(),
        note(),
        withdraw(),
        cancel(),
        verdict(Finding::Substantiated),
        TicketCommand::Archive,
        reopen(),
        reclassify(story, "urgent"),
    ]
    .into_iter()
    .map(Command::Ticket)
    .collect();
    for no in 1..=story.case.work_orders.len() {
        all.extend(order_commands(story).into_iter().map(|command| story.of_order(no, command)));
    }
    let tomorrow = minutes_after(story.now, 1_440);
    all.extend(
        [
            satisfied(),
            unsatisfied(FollowUp::Redo),
            unsatisfied(FollowUp::Refill),
            unsatisfied(close()),
            Attempt::NoAnswer,
            Attempt::WrongNumber,
            Attempt::OtherTime { at: tomorrow },
        ]
        .map(attempt_to_call),
    );
    all
}

fn order_commands(story: &Story) -> Vec<WorkOrderCommand> {
    vec![
        WorkOrderCommand::Receive,
        give_back(),
        refuse_return(),
        transfer(REPAIR),
        transfer(METERING),
        assign(),
        WorkOrderCommand::CrewAccept,
        WorkOrderCommand::Depart,
        WorkOrderCommand::Arrive { position: None },
        WorkOrderCommand::Estimate { at: minutes_after(story.now, 60) },
        WorkOrderCommand::Restore,
        contact(),
        reply(ReplyOutcome::Resolved),
        reply(ReplyOutcome::NotOurs),
        approve(),
        refill(),
        redo(),
        cancel_order(),
        suspend(minutes_after(story.now, 3_000)),
        WorkOrderCommand::ApproveSuspension { by: None },
        WorkOrderCommand::RefuseSuspension { reason: "no".into() },
        WorkOrderCommand::Resume,
        await_customer(),
        WorkOrderCommand::CustomerReady,
        extend("handle", 1),
        WorkOrderCommand::ApproveExtension { approved_by: None },
        explained("arrive"),
    ]
}

fn is_open(story: &Story, command: &Command) -> bool {
    match command {
        Command::Ticket(command) => ticket::gate(story.case.ticket.stage, command.action()).is_ok(),
        Command::WorkOrder(id, command) => {
            story.case.work_order(*id).is_some_and(|order| work_order::gate(&order.stage, command.action()).is_ok())
        }
        Command::Callback(_, command) => story
            .case
            .callback
            .as_ref()
            .is_some_and(|open| callback::gate(open.stage_at(story.now), command.action()).is_ok()),
        Command::CallBack { .. } | Command::HeedCalls { .. } | Command::Press { .. } => false,
        Command::LinkFollowOn(_) | Command::Survey(..) => false,
    }
}

/// Whether the command goes the straight way to the end; without these most random cases would be cancelled early.
pub(crate) fn leads_on(command: &Command) -> bool {
    use TicketCommand as T;
    use WorkOrderCommand as W;
    match command {
        Command::Ticket(command) => matches!(command, T::Accept | T::Dispatch { .. } | T::Archive | T::Reopen { .. }),
        Command::WorkOrder(_, command) => {
            !matches!(command, W::Return { .. } | W::Transfer { .. } | W::Estimate { .. } | W::Cancel { .. })
        }
        Command::Callback(..) => true,
        Command::CallBack { .. } | Command::HeedCalls { .. } | Command::Press { .. } => false,
        Command::LinkFollowOn(_) | Command::Survey(..) => false,
    }
}

pub(crate) fn choose(story: &mut Story, index: &Index, wanted: impl Fn(&Command) -> bool) -> Option<Command> {
    let mut all = commands(story);
    all.retain(|command| is_open(story, command) && wanted(command));
    (!all.is_empty()).then(|| all[index.index(all.len())].clone())
}

/// Does what the step says; decides twice, and a refusal or a decision must be the same both times.
fn take(story: &mut Story, step: &Turn) {
    story.wait(step.minutes);
    let command = match &step.what {
        What::Sleep => {
            story.now = story.case.next_wakeup().unwrap_or(story.now).max(story.now);
            None
        }
        What::Wake => None,
        What::Any(index) => {
            let all = commands(story);
            Some(all[index.index(all.len())].clone())
        }
        What::Sensible(index) => choose(story, index, |_| true),
        What::Onward(index) => choose(story, index, leads_on),
    };
    match command {
        None => {
            assert_eq!(case::wake(&story.case, &story.context()), case::wake(&story.case, &story.context()));
            story.wake();
            assert!(story.wake().is_empty(), "woken twice at one moment, the second time finds nothing");
        }
        Some(command) => {
            let again = case::decide(&story.case, &command, &story.context());
            assert_eq!(again, case::decide(&story.case, &command, &story.context()));
            let before = story.case.clone();
            let refused = story.try_act(command).is_err();
            assert!(!refused || (story.case == before && again.is_err()), "a refused command changes nothing");
        }
    }
}

fn assert_all(story: &Story) {
    assert_lawful(&story.case);
    assert!(time_is_split_without_rest(&story.case, story.now), "time: {:#?}", story.case.ticket.holdings);
    assert_budgets_are_spent_at_the_deadline(story);
    let due = |now| {
        let context = context(story.centre, &story.rules, story.moment_at(now));
        !case::wake(&story.case, &context).events.is_empty()
    };
    assert_woken_rightly(&story.case, due, story.now);
}

/// However often a clock stood still, the time counted up to its deadline is its budget, and its explanation says so.
fn assert_budgets_are_spent_at_the_deadline(story: &Story) {
    let rules = story.case.clock_rules(&story.context());
    for clock in story.case.clocks.iter().filter(|clock| clock.is_running() && !clock.is_paused()) {
        let Some(rule) = rules.iter().find(|rule| rule.code == clock.code) else { continue };
        let context = story.context();
        let told = explain(clock, rule, &story.case.ground(clock.subject, &context, story.now));
        let counted: i64 = told.steps.iter().map(Step::counted_micros).sum();
        assert_eq!(counted, clock.plan.budget.micros, "{clock:#?}");
        let ends = told.steps.last().map_or(clock.due_at, |step| step.segment.to);
        assert_eq!(ends, clock.due_at, "{clock:#?}");
        assert!(told.steps.windows(2).all(|pair| pair[0].segment.to == pair[1].segment.from), "{told:#?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_commands_in_any_order_keep_the_laws(opening in opening(), steps in vec(turn(), 1..50)) {
        let mut story = open(opening);
        assert_all(&story);
        for step in &steps {
            let before = story.case.clone();
            take(&mut story, step);
            assert_onward(&before, &story.case);
            assert_all(&story);
        }
    }

    #[test]
    fn folding_the_recorded_events_gives_the_decided_case(opening in opening(), steps in vec(turn(), 1..50)) {
        let mut story = open(opening);
        for step in &steps {
            take(&mut story, step);
        }
        let mut folded = story.opened.clone();
        for (moment, event) in &story.log {
            let stored = serde_json::to_string(event).unwrap();
            folded.apply(&serde_json::from_str(&stored).unwrap(), &context(story.centre, &story.rules, *moment));
        }
        assert_eq!(folded, story.case);
    }

    #[test]
    fn a_case_survives_being_stored(opening in opening(), steps in vec(turn(), 1..30)) {
        let mut story = open(opening);
        for step in &steps {
            take(&mut story, step);
        }
        let stored = serde_json::to_string(&story.case).unwrap();
        assert_eq!(serde_json::from_str::<case::Case>(&stored).unwrap(), story.case);
    }
}
