//! Figures of whole days that were lived through, reconciled with the tickets behind them: each number is its list, the parts
//! are the whole, units sum to the unit above, reports say the same, and scripts that know no fact count the same.

mod multiply;
mod numbers;
mod random;
mod reported;
mod scripts;

use std::time::Duration;

use bihuan_persistence::{Database, DatabaseSettings, Engine};
use bihuan_testkit::engines::every_engine;
use serde_json::Value;

use crate::node::{Node, PASSWORD, Person, succeed};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data");
/// Another file of requests in the columns of the mapping, to be reconciled besides those that come with the tests.
const MORE_REQUESTS: &str = "BIHUAN_TEST_REQUESTS";
/// The mapping of that file.
const MORE_MAPPING: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../policies/mappings/boston311.toml");
/// Looks at the log until everything in it is counted: after this many the node must be stuck.
const LOOKS_MAX: usize = 3_000;
const LOOK: Duration = Duration::from_millis(100);

/// Whoever reads the figures of a centre, and the days that are looked at.
struct Auditor {
    person: Person,
    root: &'static str,
    days: (&'static str, &'static str),
}

impl Auditor {
    /// The days, as figures are asked for.
    fn days(&self) -> String {
        format!("from={}&to={}", self.days.0, self.days.1)
    }

    /// What an indicator comes to.
    async fn whole(&self, code: &str, more: &str) -> Value {
        let figures = self.figures(code, more).await;
        assert_eq!(figures.len(), 1, "{code} {more}");
        figures.into_iter().next().unwrap()
    }

    async fn figures(&self, code: &str, more: &str) -> Vec<Value> {
        self.person.all(&format!("/figures?indicator={code}&{}&limit=200{more}", self.days())).await
    }

    /// What the list behind a number adds up to.
    async fn listed(&self, code: &str, days: &str, part: &str, more: &str) -> i64 {
        let path = format!("/figures/tickets?indicator={code}&{days}&part={part}&limit=200{more}");
        self.person.all(&path).await.iter().map(|row| row["adds"].as_i64().unwrap()).sum()
    }
}

/// Waits until the node has counted everything that stands in the log.
#[expect(clippy::panic, reason = "a test that waits in vain must fail")]
async fn counted(database: &Database) {
    let waiting = match database.engine() {
        Engine::Postgres => {
            "SELECT CAST(COUNT(*) AS TEXT) AS text FROM events, figure_cursor \
             WHERE (tx, seq) > (CAST(CAST(log_transaction AS TEXT) AS XID8), log_sequence)"
        }
        Engine::Sqlite => "SELECT CAST(COUNT(*) AS TEXT) AS text FROM events, figure_cursor WHERE seq > log_sequence",
    };
    for _ in 0..LOOKS_MAX {
        if database.read(move |tx| tx.texts(waiting)).await.unwrap() == ["0"] {
            return;
        }
        tokio::time::sleep(LOOK).await;
    }
    panic!("the figures do not follow the log");
}

/// Everything that is told of the figures over a database, held against everything else.
async fn reconcile(url: &str, root: &'static str, role: &str, days: (&'static str, &'static str)) {
    let account = ["user", "add", "--login", "auditor", "--unit", root, "--role", role];
    succeed(&[&account[..], &["--password", PASSWORD, "--database-url", url]].concat());
    let node = Node::over(url, &["--sandbox"]);
    let database = Database::open(&DatabaseSettings::new(url)).unwrap();
    counted(&database).await;
    let auditor = Auditor { person: node.sign_in("auditor").await, root, days };
    let compared = numbers::are_their_lists(&auditor).await;
    assert!(compared > 15, "the days must have something of everything: {compared}");
    numbers::of_parts_sum_to_the_whole(&auditor).await;
    numbers::of_units_sum_to_the_unit_above(&auditor).await;
    reported::reports_say_what_the_lists_count(&auditor).await;
    scripts::count_the_same(&auditor, &database).await;
    database.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn complaint_32_every_number_of_the_demonstration_day_is_its_list_and_what_scripts_count() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("day.db");
    let name = file.to_str().unwrap();
    succeed(&["demo", "--exit", "--json", "--demands", "60", "--seed", "7", "--log", "warn", "--file", name]);
    reconcile(&format!("sqlite:{name}"), "company", "manager", ("2026-01-01", "2027-12-31")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn complaint_32_every_number_of_replayed_requests_is_its_list_and_what_scripts_count() {
    let own = (format!("{DATA}/requests.csv"), format!("{DATA}/mapping.toml"));
    let more = more_requests().map(|file| (file, MORE_MAPPING.to_owned()));
    for (file, mapping) in std::iter::once(own).chain(more) {
        for database in every_engine() {
            succeed(&["replay", &file, "--mapping", &mapping, "--json", "--database-url", database.url()]);
            reconcile(database.url(), "city", "agent", ("2011-01-01", "2020-12-31")).await;
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a setting of the tests, not of the program")]
fn more_requests() -> Option<String> {
    std::env::var(MORE_REQUESTS).ok()
}
