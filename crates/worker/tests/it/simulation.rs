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

/// The clocks of a bundle with every limit halved.
fn halved() -> BTreeMap<String, String> {
    let text = policy::files().into_iter().find(|(name, _)| name == "clocks.toml").unwrap().1;
    let halve = |line: &str| match line.strip_prefix("amount = { value = ").and_then(|rest| rest.split_once(',')) {
        Some((value, rest)) => format!("amount = {{ value = {},{rest}", value.parse::<u32>().unwrap().div_ceil(2)),
        None => line.to_owned(),
    };
    let halved: Vec<String> = text.lines().map(halve).collect();
    BTreeMap::from([("clocks.toml".to_owned(), halved.join("\n"))])
}

fn draft(files: &BTreeMap<String, String>) -> Draft {
    let all = policy::files().into_iter().map(|(name, text)| {
        let text = files.get(&name).cloned().unwrap_or(text);
        (name, text)
    });
    Draft::read(all.collect()).unwrap()
}

/// A centre under this policy from the first moment on.
async fn centre(database: Database, draft: Draft) -> (TestApp, Caller) {
    let centre = TestApp::sandbox(database).await;
    policies::publish(&centre.app, draft).await.unwrap();
    let caller = chief(&centre, "company").await;
    (centre, caller)
}

async fn simulate(centre: &TestApp, caller: &Caller, files: &BTreeMap<String, String>) -> JobId {
    let files = DraftFiles {
        on_current: true,
        files: files.iter().map(|(name, text)| (name.clone(), Some(text.clone()))).collect(),
    };
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
        let (centre, caller) = centre(place.open(), policy::draft()).await;
        let day = Day::play(&centre, &caller, DEMANDS / 3).await;
        let before = everything(&centre).await;
        let id = simulate(&centre, &caller, &BTreeMap::new()).await;
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
        let stricter = halved();
        let (ours, caller) = centre(place.open(), policy::draft()).await;
        let day = Day::play(&ours, &caller, DEMANDS).await;
        // The engine does not matter to what is said; the second run may take the quicker one.
        let elsewhere = sqlite();
        let (theirs, their_caller) = centre(elsewhere.open(), draft(&stricter)).await;
        let real = Day::play(&theirs, &their_caller, DEMANDS).await;
        let (before, after) = (day.clocks().await, real.clocks().await);
        let (late_before, late_after) = (verdicts(&before, &ours), verdicts(&after, &theirs));

        let id = simulate(&ours, &caller, &stricter).await;
        let figures = figures(&ours, &caller, id).await;
        let names: BTreeSet<_> = late_before.keys().chain(late_after.keys()).collect();
        assert_eq!(figures.all.clocks, names.len() as i64);
        let late = |verdicts: &BTreeMap<_, bool>| verdicts.values().filter(|late| **late).count() as i64;
        assert_eq!(figures.all.late_before, late(&late_before));
        assert_eq!(figures.all.late_after, late(&late_after));
        assert!(figures.all.became_late > 20, "{figures:?}");
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
        for (_, ticket, document) in found(&ours.app, &caller, id).await {
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
        ours.app.database.close().await;
        theirs.app.database.close().await;
    }
}

#[tokio::test]
async fn a_simulation_looks_only_at_tickets_that_whoever_asks_may_see() {
    let (centre, caller) = centre(sqlite().open(), policy::draft()).await;
    Day::play(&centre, &caller, 30).await;
    let everywhere = simulate(&centre, &caller, &halved()).await;
    let all = figures(&centre, &caller, everywhere).await;
    let local = chief(&centre, "marketing").await;
    let mine = simulate(&centre, &local, &halved()).await;
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
