//! Jobs survive the nodes that work on them, and keep nobody waiting.

use std::sync::Arc;
use std::time::Duration;

use bihuan_app::caller::Caller;
use bihuan_app::clock::Clock as _;
use bihuan_app::error::Error;
use bihuan_app::ids::RandomIds;
use bihuan_app::jobs::run::{self, BACK_OFF_SECONDS, FAILURES_MAX, LEASE_SECONDS, Stepped};
use bihuan_app::jobs::{self, JobFilter, OPEN_JOBS_MAX};
use bihuan_app::policies::figures::MoveFigures;
use bihuan_app::policies::{self, Draft, DraftFiles, MoveOpen, SETTLE_SECONDS};
use bihuan_app::reply::{Reply, StoredReply};
use bihuan_app::tickets::Proceed;
use bihuan_app::{App, Order, PageRequest, clocks, maintenance, tickets, units};
use bihuan_domain::actor::Actor;
use bihuan_domain::id::JobId;
use bihuan_domain::job::{JobKind, JobState};
use bihuan_domain::policy::calendars::Weekday;
use bihuan_persistence::jobs::NewJob;
use bihuan_persistence::{Database, Engine, Tx};
use bihuan_testkit::{TestApp, each_engine, policy};
use bihuan_worker::statistics::WorkerStatistics;
use serde::Deserialize as _;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::desk::{chief, count, demand, found, job, open, queued};

/// More than one step of a job takes.
const COMPLAINTS: i64 = 60;
/// Longer than any of these tests needs; a test that waits longer hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// The bundle with one day off more, in the middle of what complaints may take.
fn with_a_day_off() -> Draft {
    let more = "days = [\n    { date = \"2026-06-03\", off = true, name = \"防汛\" },";
    let mut files = policy::files();
    let (name, text) = policy::file_with("calendars.toml", "days = [\n", &format!("{more}\n"));
    files.retain(|(known, _)| *known != name);
    files.push((name, text));
    Draft::read(files).unwrap()
}

/// A centre with complaints that count working days, and a publication that moves them all.
async fn published(database: Database) -> (TestApp, Caller, JobId) {
    published_over(database, COMPLAINTS).await
}

async fn published_over(database: Database, complaints: i64) -> (TestApp, Caller, JobId) {
    let centre = TestApp::sandbox(database).await;
    let caller = chief(&centre, "company").await;
    for no in 0..complaints {
        open(&centre.app, &caller, demand("complaint", &format!("C{no}"), Proceed::Dispatched)).await;
    }
    let published = policies::publish(&centre.app, with_a_day_off()).await.unwrap();
    (centre, caller, published.job.unwrap())
}

fn figures(job: &bihuan_app::jobs::JobRecord) -> MoveFigures {
    MoveFigures::deserialize(job.result.clone().unwrap()).unwrap()
}

/// A second node on the same database, with the same clocks.
async fn second_node(centre: &TestApp, database: Database) -> Arc<App> {
    let mut node = App::new(database, Some(centre.clock.clone()), Arc::new(RandomIds::default()));
    Arc::get_mut(&mut node).unwrap().wall = centre.wall.clone();
    bihuan_app::directory::Directory::refresh(&node).await.unwrap();
    node
}

#[tokio::test]
async fn a_job_goes_on_exactly_where_its_node_was_killed() {
    each_engine(|database| async move {
        let (centre, caller, id) = published(database).await;
        assert!(run::take(&centre.app).await.unwrap().is_none(), "every node must have read the new version first");
        centre.pass_for_sessions(SETTLE_SECONDS);
        let mut work = run::take(&centre.app).await.unwrap().unwrap();
        assert_eq!(run::step(&centre.app, &mut work).await, Stepped::On);
        let halfway = job(&centre.app, &caller, id).await;
        assert_eq!(halfway.state, JobState::Running);
        let moved = count(&centre.app, "moved").await;
        assert!(moved > 0 && halfway.done < COMPLAINTS, "{halfway:?}");
        // Killed: nobody says so, the lease runs out.
        drop(work);
        assert!(run::take(&centre.app).await.unwrap().is_none());
        centre.pass_for_sessions(LEASE_SECONDS);
        assert_eq!(run::finish_due(&centre.app).await.unwrap(), 1);
        let done = job(&centre.app, &caller, id).await;
        assert_eq!((done.state, done.done, done.total), (JobState::Succeeded, COMPLAINTS, Some(COMPLAINTS)));
        let figures = figures(&done);
        assert_eq!((figures.tickets, figures.tickets_moved), (COMPLAINTS, COMPLAINTS));
        let rows = found(&centre.app, &caller, id).await;
        assert_eq!(rows.len() as i64, COMPLAINTS, "each ticket once");
        let clocks: i64 = figures.by_clock.values().map(|moves| moves.earlier + moves.later).sum();
        assert_eq!(count(&centre.app, "moved").await, clocks, "each move is in the log once");
        let handle = figures.by_clock["handle"];
        // From the end of Friday to the end of Monday.
        assert_eq!((handle.earlier, handle.later, handle.largest_shift_seconds), (0, COMPLAINTS, 3 * 86_400));
    })
    .await;
}

#[tokio::test]
async fn a_unit_that_gets_another_calendar_takes_its_running_clocks_along() {
    each_engine(|database| async move {
        let centre = TestApp::sandbox(database).await;
        let caller = chief(&centre, "company").await;
        let mut bundle = policy::bundle();
        let mut weekend = bundle.calendars.iter().find(|one| one.code.as_str() == "cn-office").unwrap().clone();
        weekend.code = "weekend".parse().unwrap();
        weekend.days_of = None;
        weekend.weekdays = vec![Weekday::Saturday, Weekday::Sunday];
        bundle.calendars.push(weekend);
        for rule in bundle.clocks.iter_mut().filter(|rule| rule.code.as_str() == "handle") {
            rule.unit_calendar = true;
        }
        policies::publish(&centre.app, bundle).await.unwrap();
        let ticket = open(&centre.app, &caller, demand("complaint", "C", Proceed::Dispatched)).await;
        let handle = async || {
            let view = tickets::get(&centre.app, &caller, ticket).await.unwrap();
            view.stored.case.clocks.iter().find(|clock| clock.code.as_str() == "handle").unwrap().due_at
        };
        let before = handle().await;
        let calendar = Some("weekend".parse().unwrap());
        units::set_calendar(&centre.app, &caller, "marketing".parse().unwrap(), calendar).await.unwrap();
        centre.pass_for_sessions(SETTLE_SECONDS);
        assert!(run::finish_due(&centre.app).await.unwrap() > 0);
        assert!(handle().await > before, "only weekends count now");
    })
    .await;
}

#[tokio::test]
async fn complaint_34_a_node_that_was_too_slow_finds_its_job_gone_and_writes_nothing() {
    each_engine(|database| async move {
        let (centre, caller, id) = published(database.clone()).await;
        let other = second_node(&centre, database).await;
        centre.pass_for_sessions(SETTLE_SECONDS);
        let mut slow = run::take(&centre.app).await.unwrap().unwrap();
        assert!(run::take(&other).await.unwrap().is_none(), "one job is never in two hands");
        centre.pass_for_sessions(LEASE_SECONDS);
        let mut quick = run::take(&other).await.unwrap().unwrap();
        assert_eq!(run::step(&other, &mut quick).await, Stepped::On);
        let moved = count(&centre.app, "moved").await;
        assert_eq!(run::step(&centre.app, &mut slow).await, Stepped::Lost);
        assert_eq!(count(&centre.app, "moved").await, moved);
        while run::step(&other, &mut quick).await == Stepped::On {}
        assert_eq!(figures(&job(&centre.app, &caller, id).await).tickets_moved, COMPLAINTS);
    })
    .await;
}

#[tokio::test]
async fn complaint_33_clocks_are_told_the_time_between_any_two_steps_of_a_job() {
    each_engine(|database| async move {
        let (centre, caller, _) = published(database).await;
        centre.pass_for_sessions(SETTLE_SECONDS);
        let mut work = run::take(&centre.app).await.unwrap().unwrap();
        let mut expected = count(&centre.app, "breached").await;
        let mut on = true;
        while on {
            open(&centre.app, &caller, demand("fault", &format!("F{expected}"), Proceed::Accepted)).await;
            on = run::step(&centre.app, &mut work).await == Stepped::On;
            // A fault must be sent out within two minutes.
            centre.pass(121);
            while !clocks::wake_due(&centre.app).await.unwrap().woken.is_empty() {}
            expected += 1;
            assert_eq!(count(&centre.app, "breached").await, expected);
        }
        assert!(expected > 1, "the job took several steps");
    })
    .await;
}

#[tokio::test]
async fn a_node_that_stops_puts_its_job_down_for_any_other_to_go_on_with_at_once() {
    each_engine(|database| async move {
        let (centre, caller, id) = published(database).await;
        centre.pass_for_sessions(SETTLE_SECONDS);
        let mut work = run::take(&centre.app).await.unwrap().unwrap();
        run::step(&centre.app, &mut work).await;
        run::put_down(&centre.app, work).await;
        let waiting = job(&centre.app, &caller, id).await;
        assert_eq!((waiting.state, waiting.failures), (JobState::Queued, 0));
        assert_eq!(run::finish_due(&centre.app).await.unwrap(), 1);
        assert_eq!(figures(&job(&centre.app, &caller, id).await).tickets, COMPLAINTS);
    })
    .await;
}

#[tokio::test]
async fn a_job_that_fails_again_and_again_waits_longer_each_time_and_is_given_up_at_last() {
    each_engine(|database| async move {
        let (centre, caller, id) = published(database).await;
        centre.pass_for_sessions(SETTLE_SECONDS);
        // No version can be read any more: no step can succeed.
        centre.app.database.write(|tx| tx.execute("UPDATE jobs SET input = '{\"moveOpen\": 7}'")).await.unwrap();
        for failures in 1..FAILURES_MAX {
            assert_eq!(run::finish_due(&centre.app).await.unwrap(), 1);
            let waiting = job(&centre.app, &caller, id).await;
            assert_eq!((waiting.state, waiting.failures), (JobState::Queued, failures));
            assert_eq!(run::finish_due(&centre.app).await.unwrap(), 0, "not at once");
            centre.pass_for_sessions(BACK_OFF_SECONDS << (failures - 1));
        }
        assert_eq!(run::finish_due(&centre.app).await.unwrap(), 1);
        let failed = job(&centre.app, &caller, id).await;
        assert_eq!(failed.state, JobState::Failed);
        assert_eq!(failed.error.unwrap()["code"], "internal");
        centre.pass_for_sessions(86_400);
        assert_eq!(run::finish_due(&centre.app).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_job_whose_nodes_die_one_after_the_other_is_given_up() {
    each_engine(|database| async move {
        let (centre, caller, id) = published(database).await;
        centre.pass_for_sessions(SETTLE_SECONDS);
        for _ in 0..FAILURES_MAX {
            assert!(run::take(&centre.app).await.unwrap().is_some());
            centre.pass_for_sessions(LEASE_SECONDS);
        }
        assert_eq!(run::finish_due(&centre.app).await.unwrap(), 1);
        assert_eq!(job(&centre.app, &caller, id).await.state, JobState::Failed);
        assert_eq!(count(&centre.app, "moved").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_ticket_that_cannot_be_worked_on_is_named_and_keeps_no_other_from_it() {
    each_engine(|database| async move {
        let (centre, caller, id) = published(database).await;
        // A policy version that nobody has.
        let poison = match centre.app.database.engine() {
            Engine::Postgres => "jsonb_set(document, '{policy}', '99')",
            Engine::Sqlite => "json_set(document, '$.policy', 99)",
        };
        let poison = format!("UPDATE tickets SET document = {poison} WHERE external_id = 'C7'");
        centre.app.database.write(move |tx| tx.execute(&poison)).await.unwrap();
        centre.pass_for_sessions(SETTLE_SECONDS);
        run::finish_due(&centre.app).await.unwrap();
        let done = job(&centre.app, &caller, id).await;
        let figures = figures(&done);
        assert_eq!(done.state, JobState::Succeeded);
        assert_eq!((figures.tickets_failed, figures.tickets_moved), (1, COMPLAINTS - 1));
        let failed = found(&centre.app, &caller, id).await.into_iter().filter(|(.., row)| row["failed"] == true);
        assert_eq!(failed.count(), 1);
    })
    .await;
}

fn render(job: &bihuan_app::jobs::JobRecord) -> StoredReply {
    StoredReply { status: 200, headers: Vec::new(), body: job.state.as_str().to_owned() }
}

#[tokio::test]
async fn a_waiting_job_is_called_off_at_once_and_a_running_one_after_its_step() {
    each_engine(|database| async move {
        let (centre, caller, running) = published_over(database, 2 * COMPLAINTS).await;
        let files = DraftFiles { on_current: true, files: std::collections::BTreeMap::new() };
        let asked = policies::preview(&centre.app, &caller, files, MoveOpen::Calendars, queued()).await.unwrap();
        let waiting: JobId = asked.body.parse().unwrap();
        let cancel = async |id| jobs::cancel(&centre.app, &caller, id, Reply::unkeyed(render)).await;
        assert_eq!(cancel(waiting).await.unwrap().body, "cancelled");
        assert_eq!(cancel(waiting).await.unwrap().body, "cancelled", "twice is no error");
        centre.pass_for_sessions(SETTLE_SECONDS);
        let mut work = run::take(&centre.app).await.unwrap().unwrap();
        assert_eq!(run::step(&centre.app, &mut work).await, Stepped::On);
        assert_eq!(cancel(running).await.unwrap().body, "running");
        // The step that is under way is kept, the next is not begun.
        assert_eq!(run::step(&centre.app, &mut work).await, Stepped::On);
        let moved = count(&centre.app, "moved").await;
        assert_eq!(run::step(&centre.app, &mut work).await, Stepped::Ended);
        assert_eq!(count(&centre.app, "moved").await, moved);
        assert_eq!(job(&centre.app, &caller, running).await.state, JobState::Cancelled);
        assert_eq!(run::finish_due(&centre.app).await.unwrap(), 0);
        policies::publish(&centre.app, policy::draft()).await.unwrap();
        centre.pass_for_sessions(SETTLE_SECONDS);
        run::finish_due(&centre.app).await.unwrap();
        let filter = JobFilter { state: Some(JobState::Succeeded), kind: None };
        let page = PageRequest { after: None, limit: 10, order: Order::NewestFirst };
        let ended = jobs::list(&centre.app, &caller, filter, page).await.unwrap();
        assert!(cancel(ended[0].id).await.is_err(), "what has ended cannot be called off");
    })
    .await;
}

#[tokio::test]
async fn there_is_room_for_so_many_jobs_and_no_more() {
    each_engine(|database| async move {
        let centre = TestApp::sandbox(database).await;
        let caller = chief(&centre, "company").await;
        let waiting = |no: u128| NewJob {
            id: JobId(Uuid::from_u128(no)),
            kind: JobKind::PolicyRecompute,
            unit_path: String::new(),
            actor: Actor::System,
            request_id: None,
            input: serde_json::json!({"moveOpen": "calendars"}),
            files: Vec::new(),
            created_at: centre.wall.now(),
            due_at: centre.wall.now(),
        };
        let jobs: Vec<NewJob> = (1..=OPEN_JOBS_MAX as u128).map(waiting).collect();
        let insert = move |tx: &mut Tx<'_>| jobs.iter().try_for_each(|job| bihuan_persistence::jobs::insert(tx, job));
        centre.app.database.write(insert).await.unwrap();
        let ask = async || {
            let files = DraftFiles { on_current: true, files: std::collections::BTreeMap::new() };
            policies::preview(&centre.app, &caller, files, MoveOpen::Calendars, queued()).await
        };
        assert!(matches!(ask().await, Err(Error::LimitExceeded { limit: "open_jobs", .. })));
        run::finish_due(&centre.app).await.unwrap();
        ask().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn jobs_and_what_they_found_are_forgotten_after_their_time() {
    each_engine(|database| async move {
        let (centre, caller, id) = published(database).await;
        centre.pass_for_sessions(SETTLE_SECONDS);
        run::finish_due(&centre.app).await.unwrap();
        assert_eq!(maintenance::forget_old_jobs(&centre.app).await.unwrap(), 0);
        centre.pass_for_sessions(maintenance::JOB_SECONDS);
        while maintenance::forget_old_jobs(&centre.app).await.unwrap() > 0 {}
        assert!(jobs::get(&centre.app, &caller, id).await.is_err());
        let rows = centre.app.database.read(|tx| tx.number("SELECT count(*) FROM job_results")).await.unwrap();
        assert_eq!(rows, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_reconcilers_of_two_nodes_finish_a_job_together_while_clocks_go_on() {
    for place in bihuan_testkit::engines::every_engine() {
        let (centre, caller, id) = published(place.open()).await;
        centre.pass_for_sessions(SETTLE_SECONDS);
        let other = second_node(&centre, place.open()).await;
        let (stop, mut nodes) = (CancellationToken::new(), tokio::task::JoinSet::new());
        for app in [centre.app.clone(), other.clone()] {
            nodes.spawn(bihuan_worker::run(app, Arc::new(WorkerStatistics::default()), stop.clone()));
        }
        let ended = async {
            while !job(&centre.app, &caller, id).await.state.is_end() {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, ended).await.unwrap();
        stop.cancel();
        while let Some(ended) = nodes.join_next().await {
            ended.unwrap();
        }
        assert_eq!(figures(&job(&centre.app, &caller, id).await).tickets_moved, COMPLAINTS);
        other.database.close().await;
        centre.app.database.close().await;
    }
}
