//! What if: a simulation says what a real run under that policy would have said, and changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use bihuan_app::caller::Caller;
use bihuan_app::clock::Clock as _;
use bihuan_app::jobs::run;
use bihuan_app::policies::figures::{SimulationFigures, TicketVerdicts};
use bihuan_app::policies::{self, Draft, DraftFiles, SimulationOrder};
use bihuan_domain::clock::Clock;
use bihuan_domain::code::UnitCode;
use bihuan_domain::id::{JobId, TicketId};
use bihuan_domain::job::JobState;
use bihuan_persistence::Database;
use bihuan_testkit::engines::{every_engine, sqlite};
use bihuan_testkit::{TestApp, policy};
use serde::Deserialize as _;

use crate::day::{ClockName, Day};
use crate::desk::{chief, found, job, queued};

/// Demands of the day that is played.
const DEMANDS: u64 = 120;

/// Files of a draft by name.
type Files = BTreeMap<String, String>;

/// The files of the sample policy in which the lines of clock rules are rewritten; a line may vanish.
fn rewritten(files: Files, rewrite: impl Fn(&str) -> Option<String>) -> Files {
    let of = |(name, text): (String, String)| {
        let lines: Vec<String> = text.lines().filter_map(&rewrite).collect();
        let text = if name.starts_with("clocks") { lines.join("\n") } else { text };
        (name, text)
    };
    files.into_iter().map(of).collect()
}

/// The sample policy. Nobody has to explain a missed limit: otherwise what may be done would depend on clocks, and the
/// same deeds would not be possible under every policy.
fn ours() -> Files {
    rewritten(policy::files().into_iter().collect(), |line| (line != "explain = true").then(|| line.to_owned()))
}

/// The same with every second limit halved and the others doubled.
fn theirs() -> Files {
    let turn = std::cell::Cell::new(false);
    rewritten(ours(), |line| {
        if line.starts_with("warnings = ") {
            // Would lie before the start of some.
            return None;
        }
        let Some((value, rest)) = line.strip_prefix("amount = { value = ").and_then(|rest| rest.split_once(',')) else {
            return Some(line.to_owned());
        };
        turn.set(!turn.get());
        let value: u32 = value.parse().unwrap();
        let value = if turn.get() { value.div_ceil(2) } else { 2 * value };
        Some(format!("amount = {{ value = {value},{rest}"))
    })
}

fn draft(files: Files) -> Draft {
    Draft::read(files.into_iter().collect()).unwrap()
}

/// A centre under this policy from the first moment on.
async fn centre(database: Database, draft: Draft) -> (TestApp, Caller) {
    let centre = TestApp::sandbox(database).await;
    policies::publish(&centre.app, draft).await.unwrap();
    let caller = chief(&centre, "company").await;
    (centre, caller)
}

async fn simulate(centre: &TestApp, caller: &Caller, files: Files) -> JobId {
    let files = files.into_iter().map(|(name, text)| (name, Some(text))).collect();
    let files = DraftFiles { on_current: true, files };
    let from = bihuan_testkit::app::START.parse().unwrap();
    let order = SimulationOrder { files, from, to: centre.clock.now(), kind: None, unit: None };
    let id = policies::simulate(&centre.app, caller, order, queued()).await.unwrap().body.parse().unwrap();
    run::finish_due(&centre.app).await.unwrap();
    id
}

async fn figures(centre: &TestApp, caller: &Caller, id: JobId) -> SimulationFigures {
    let job = job(&centre.app, caller, id).await;
    assert_eq!(job.state, JobState::Succeeded, "{job:?}");
    SimulationFigures::deserialize(job.result.unwrap()).unwrap()
}

/// What the log and the clocks of the whole database look like.
async fn everything(centre: &TestApp) -> (i64, i64) {
    let number = async |query: &'static str| centre.app.database.read(move |tx| tx.number(query)).await.unwrap();
    (number("SELECT count(*) FROM events").await, number("SELECT sum(version) FROM tickets").await)
}

#[tokio::test]
async fn simulating_the_policy_in_force_finds_no_difference_and_writes_nothing() {
    for place in every_engine() {
        let (centre, caller) = centre(place.open(), draft(ours())).await;
        let day = Day::play(&centre, &caller, DEMANDS / 3).await;
        let before = everything(&centre).await;
        let id = simulate(&centre, &caller, Files::new()).await;
        let figures = figures(&centre, &caller, id).await;
        assert_eq!((figures.tickets, figures.tickets_skipped), (day.tickets.len() as i64, 0));
        assert_eq!(figures.tickets_changed, 0, "{:?}", found(&centre.app, &caller, id).await);
        assert_eq!((figures.all.became_late, figures.all.became_in_time), (0, 0));
        assert!(figures.all.late_before > 20 && figures.all.late_before == figures.all.late_after, "{figures:?}");
        assert_eq!(everything(&centre).await, before);
        centre.app.database.close().await;
    }
}

/// Verdicts by ticket and clock.
fn verdicts(clocks: &BTreeMap<(String, ClockName), Clock>, centre: &TestApp) -> BTreeMap<(String, ClockName), bool> {
    let now = centre.clock.now();
    clocks.iter().map(|(name, clock)| (name.clone(), clock.is_late(now))).collect()
}

#[tokio::test]
async fn a_simulation_agrees_with_a_real_run_under_that_policy() {
    for place in every_engine() {
        let (centre_of_ours, caller) = centre(place.open(), draft(ours())).await;
        let day = Day::play(&centre_of_ours, &caller, DEMANDS).await;
        // The engine does not matter to what is said; the second run may take the quicker one.
        let elsewhere = sqlite();
        let (centre_of_theirs, their_caller) = centre(elsewhere.open(), draft(theirs())).await;
        let real = Day::play(&centre_of_theirs, &their_caller, DEMANDS).await;
        let (before, after) = (day.clocks().await, real.clocks().await);
        let (late_before, late_after) = (verdicts(&before, &centre_of_ours), verdicts(&after, &centre_of_theirs));

        let id = simulate(&centre_of_ours, &caller, theirs()).await;
        let figures = figures(&centre_of_ours, &caller, id).await;
        let names: BTreeSet<_> = late_before.keys().chain(late_after.keys()).collect();
        assert_eq!(figures.all.clocks, names.len() as i64);
        let late = |verdicts: &BTreeMap<_, bool>| verdicts.values().filter(|late| **late).count() as i64;
        assert_eq!(figures.all.late_before, late(&late_before));
        assert_eq!(figures.all.late_after, late(&late_after));
        assert!(figures.all.became_late > 5 && figures.all.became_in_time > 5, "{figures:?}");
        let groups: Vec<i64> = [
            figures.by_clock.values().map(|tally| tally.late_after).sum(),
            figures.by_unit.values().map(|tally| tally.late_after).sum(),
            figures.by_type.values().map(|tally| tally.late_after).sum(),
        ]
        .into();
        assert!(groups.iter().all(|sum| *sum == figures.all.late_after), "{groups:?}");
        assert!(figures.by_unit.len() > 1, "{figures:?}");

        let mut expected: BTreeMap<String, Vec<(String, bool, bool)>> = BTreeMap::new();
        for name in names {
            let verdict = |verdicts: &BTreeMap<_, bool>| verdicts.get(name).copied().unwrap_or_default();
            let (was, is) = (verdict(&late_before), verdict(&late_after));
            if was != is {
                let (ticket, (code, ..)) = name;
                expected.entry(ticket.clone()).or_default().push((code.clone(), was, is));
            }
        }
        let tickets: BTreeMap<TicketId, &String> = day.tickets.iter().map(|(name, id)| (*id, name)).collect();
        let mut differences = BTreeMap::new();
        for (_, ticket, document) in found(&centre_of_ours.app, &caller, id).await {
            let verdicts = TicketVerdicts::deserialize(document).unwrap();
            let clocks: Vec<_> =
                verdicts.clocks.iter().map(|c| (c.code.to_string(), c.late_before, c.late_after)).collect();
            differences.insert(tickets[&ticket].clone(), clocks);
        }
        for clocks in expected.values_mut().chain(differences.values_mut()) {
            clocks.sort();
        }
        assert_eq!(differences, expected);
        assert_eq!(figures.tickets_changed, expected.len() as i64);
        centre_of_ours.app.database.close().await;
        centre_of_theirs.app.database.close().await;
    }
}

#[tokio::test]
async fn a_simulation_looks_only_at_tickets_that_whoever_asks_may_see() {
    let (centre, caller) = centre(sqlite().open(), draft(ours())).await;
    Day::play(&centre, &caller, 30).await;
    let everywhere = simulate(&centre, &caller, theirs()).await;
    let all = figures(&centre, &caller, everywhere).await;
    let local = chief(&centre, "marketing").await;
    let mine = simulate(&centre, &local, theirs()).await;
    let seen = figures(&centre, &local, mine).await;
    assert!(0 < seen.tickets && seen.tickets < all.tickets, "{seen:?}");
    assert!(bihuan_app::jobs::get(&centre.app, &local, everywhere).await.is_err(), "the company's job is not theirs");
    let order = SimulationOrder {
        files: DraftFiles { on_current: true, files: BTreeMap::new() },
        from: bihuan_testkit::app::START.parse().unwrap(),
        to: centre.clock.now(),
        kind: None,
        unit: Some("repair".parse::<UnitCode>().unwrap()),
    };
    assert!(policies::simulate(&centre.app, &local, order, queued()).await.is_err(), "nor is another unit");
}
