//! A random month: demands that were really played, with everything going wrong that can, multiplied over the month.

use bihuan_persistence::{Database, DatabaseSettings, DbError, Engine};
use bihuan_testkit::engines::every_engine;
use tokio::runtime::Handle;
use tokio::task::spawn_blocking;

use super::multiply::{Dialect, Played, Wish};
use super::reconcile;
use crate::node::succeed;

/// Played one by one; `cargo xtask bench reports --month random` does the same with thousands.
const PLAYED: &str = "60";
const SEED: &str = "12";
/// All in all.
const TICKETS: usize = 1_000;
/// From the first demand to the last deed of the last copy.
const DAYS: (&str, &str) = ("2026-11-23", "2026-12-31");
const LATER_SECONDS: u64 = 24 * 86_400;
/// What must have happened, besides what every day has.
const HAPPENED: [&str; 6] = ["redo_ordered", "withdrawn", "merged", "reopened", "verdict_given", "unreachable"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn complaint_32_every_number_of_a_random_month_is_its_list_and_what_scripts_count() {
    for place in every_engine() {
        let url = place.url();
        let played = ["demo", "--exit", "--json", "--turbulent", "--demands", PLAYED, "--seed", SEED];
        succeed(&[&played[..], &["--log", "warn", "--database-url", url]].concat());
        let database = Database::open(&DatabaseSettings::new(url)).unwrap();
        let copied = database.clone();
        let tickets = spawn_blocking(move || multiply(&copied)).await.unwrap();
        assert_eq!(tickets, TICKETS);
        let count = "SELECT CAST(COUNT(*) AS TEXT) AS text FROM tickets";
        let stored = database.read(move |tx| tx.texts(count)).await.unwrap();
        assert_eq!(stored, [TICKETS.to_string()]);
        let names = "SELECT DISTINCT name AS text FROM events";
        let names = database.read(move |tx| tx.texts(names)).await.unwrap();
        for name in HAPPENED {
            assert!(names.iter().any(|happened| happened == name), "{name} must have happened");
        }
        database.close().await;
        reconcile(url, "company", "manager", DAYS).await;
    }
}

/// Outside the tasks of the runtime, because it waits.
fn multiply(database: &Database) -> usize {
    let dialect = match database.engine() {
        Engine::Postgres => Dialect::Postgres,
        Engine::Sqlite => Dialect::Sqlite,
    };
    let played = Played::read(dialect, |query| texts(database, query)).unwrap();
    let wish = Wish { tickets: TICKETS, later_seconds: LATER_SECONDS, seed: 11 };
    let write = |script: String| {
        // The transaction is the database's own.
        let rows = script.replace("BEGIN;\n", "").replace("COMMIT;\n", "");
        let write = database.write(move |tx| tx.script(&rows));
        Handle::current().block_on(write)
    };
    played.multiply(wish, write).unwrap()
}

fn texts(database: &Database, query: &str) -> Result<Vec<String>, DbError> {
    let query = query.to_owned();
    let read = database.read(move |tx| tx.texts(&query));
    Handle::current().block_on(read)
}
