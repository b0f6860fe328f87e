//! A history replayed under another policy has the clocks of a real run under that policy.

#![expect(clippy::unwrap_used, reason = "tests may fail by panicking, their helper functions too")]

use std::sync::LazyLock;

use bihuan_domain::case::{Case, CaseEvent, Command};
use bihuan_domain::clock::{AlarmPoint, Clock, ClockEnd, ClockPause, ClockSubject};
use bihuan_domain::simulation::{self, Draft, History, Unreplayable};
use bihuan_domain::time::Timestamp;
use bihuan_domain::work_order::WorkOrderCommand;
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, proptest};
use proptest::test_runner::TestCaseError;

use crate::fixtures::{Centre, PATIENT, Story, code, minutes_after, reclassify};
use crate::properties::{Opening, Turn, What, choose, leads_on, open_at, opening, turn};

/// Nobody has to explain a missed limit: otherwise what may be done would depend on clocks.
static OURS: LazyLock<Centre> =
    LazyLock::new(|| PATIENT.with(|bundle| bundle.clocks.iter_mut().for_each(|rule| rule.explain = false)));

/// The same with every second limit halved and the others doubled.
static THEIRS: LazyLock<Centre> = LazyLock::new(|| {
    OURS.with(|bundle| {
        for (place, rule) in bundle.clocks.iter_mut().enumerate() {
            let value = &mut rule.amount.value;
            *value = if place % 2 == 0 { value.div_ceil(2) } else { *value * 2 };
            // Some would lie before the start.
            rule.warnings.clear();
        }
    })
});

/// Lets time pass up to a moment; whatever is due on the way is told at its own moment, as on a quick node.
fn pass(story: &mut Story, to: Timestamp) {
    while let Some(due) = story.case.next_wakeup().filter(|due| *due <= to) {
        story.now = due.max(story.now);
        if story.wake().is_empty() {
            break;
        }
    }
    story.now = to;
}

/// Whether what comes of the command does not depend on clocks.
fn is_blind(command: &Command) -> bool {
    use WorkOrderCommand as W;
    !matches!(
        command,
        Command::WorkOrder(
            _,
            W::RequestExtension { .. } | W::ApproveExtension { .. } | W::RefuseExtension { .. } | W::Explain { .. }
        )
    )
}

/// A story made up turn by turn, and what was done in it.
fn play(opening: Opening, turns: &[Turn]) -> (Story, Vec<(Timestamp, Command)>) {
    let mut story = open_at(&OURS, opening);
    let mut deeds = Vec::new();
    for turn in turns {
        let to = minutes_after(story.now, turn.minutes);
        pass(&mut story, to);
        let (What::Any(index) | What::Sensible(index) | What::Onward(index)) = &turn.what else { continue };
        let onward = matches!(turn.what, What::Onward(_));
        let chosen = choose(&mut story, index, |command| is_blind(command) && (!onward || leads_on(command)));
        if let Some(command) = chosen.filter(|command| story.try_act(command.clone()).is_ok()) {
            deeds.push((to, command));
        }
    }
    // What the last command made due at its own moment is told, too: a clock that goes on at the very moment of its deadline.
    let end = story.now;
    pass(&mut story, end);
    (story, deeds)
}

/// Everything that happened, each thing with its time.
fn history(story: &Story) -> Vec<(Timestamp, CaseEvent)> {
    let opened_at = story.opened.ticket.opened_at;
    let opening = story.opening.iter().map(|event| (opened_at, event.clone()));
    opening.chain(story.log.iter().map(|(moment, event)| (moment.now, event.clone()))).collect()
}

fn replayed(story: &Story, centre: &Centre) -> Case {
    let events = history(story);
    let history = History { ticket: &story.case.ticket, events: &events };
    let draft = Draft { policy: &centre.policy, organisation: &centre.organisation };
    simulation::replay(&history, &draft, story.now).unwrap()
}

/// What of a clock must be the same: callbacks are counted, because their ids differ between runs.
type Told = (String, String, u16, u16, Timestamp, Timestamp, Vec<ClockPause>, Option<ClockEnd>, Vec<AlarmPoint>);

fn told(clocks: &[Clock]) -> Vec<Told> {
    let mut rounds = Vec::new();
    let mut told: Vec<Told> = Vec::new();
    for clock in clocks {
        let subject = match clock.subject {
            ClockSubject::Ticket => "ticket".to_owned(),
            ClockSubject::WorkOrder(id) => format!("order {id}"),
            ClockSubject::Callback(id) => {
                if !rounds.contains(&id) {
                    rounds.push(id);
                }
                format!("callback {}", rounds.iter().position(|round| *round == id).unwrap_or_default())
            }
        };
        told.push((
            clock.code.to_string(),
            subject,
            clock.cycle,
            clock.generation,
            clock.started_at,
            clock.due_at,
            clock.pauses.clone(),
            clock.end,
            clock.alarms.clone(),
        ));
    }
    told
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn replaying_a_history_under_its_own_policy_changes_nothing(opening in opening(), turns in vec(turn(), 1..40)) {
        let (story, _) = play(opening, &turns);
        let again = replayed(&story, &OURS);
        assert_eq!(told(&again.clocks), told(&story.case.clocks));
        let compared = simulation::compare(&story.case.clocks, &again, story.now);
        assert!(compared.iter().all(|clock| clock.before == clock.after), "{compared:#?}");
    }

    #[test]
    fn replaying_a_history_under_another_policy_gives_the_clocks_of_a_real_run_under_it(
        opening in opening(), turns in vec(turn(), 1..40),
    ) {
        let (story, deeds) = play(opening, &turns);
        let mut real = open_at(&THEIRS, opening);
        for (at, command) in deeds {
            pass(&mut real, at);
            if real.try_act(command).is_err() {
                return Err(TestCaseError::reject("a raised grade allows something else"));
            }
        }
        pass(&mut real, story.now);
        assert_eq!(told(&replayed(&story, &THEIRS).clocks), told(&real.case.clocks));
    }
}

#[test]
fn a_ticket_is_replayed_as_it_was_classified_at_first() {
    let mut story = Story::open_at(&OURS, crate::fixtures::demand("fault"), bihuan_domain::case::Until::Accepted);
    story.dispatch(&[crate::fixtures::REPAIR]);
    let command = reclassify(&story, "urgent");
    let (ten, twenty) = (minutes_after(story.now, 10), minutes_after(story.now, 20));
    pass(&mut story, ten);
    story.act(command);
    pass(&mut story, twenty);
    let again = replayed(&story, &OURS);
    assert_eq!(again.ticket.demand, story.case.ticket.demand);
    assert_eq!(told(&again.clocks), told(&story.case.clocks));
}

#[test]
fn a_history_that_does_not_begin_with_the_opening_or_is_of_an_unknown_kind_is_not_replayed() {
    let story = Story::dispatched("fault", &[crate::fixtures::REPAIR]);
    let events = history(&story);
    let draft = Draft { policy: &OURS.policy, organisation: &OURS.organisation };
    let replay = |ticket, events| simulation::replay(&History { ticket, events }, &draft, story.now).err();
    assert_eq!(replay(&story.case.ticket, &events[1..]), Some(Unreplayable::Incomplete));
    assert_eq!(replay(&story.case.ticket, &[]), Some(Unreplayable::Incomplete));
    let mut stranger = story.case.ticket.clone();
    stranger.demand.kind = code("unheard-of");
    assert_eq!(replay(&stranger, &events), Some(Unreplayable::UnknownKind));
}
