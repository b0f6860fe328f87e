//! `bihuan replay`, killed at any point and run again.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use bihuan_testkit::engines::every_engine;
use bihuan_testkit::{TestDatabase, sqlite};
use serde_json::{Value, json};

use crate::node::{Node, PASSWORD, run, succeed};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data");
/// Rows of `requests.csv`.
const REQUESTS: u64 = 40;
/// After how many further steps each run is killed: in the first openings, in the middle, near the end.
const KILLS: [usize; 4] = [1, 9, 25, 17];

fn arguments<'a>(file: &'a str, mapping: &'a str, database: &'a TestDatabase) -> Vec<&'a str> {
    vec!["replay", file, "--mapping", mapping, "--json", "--clients", "3", "--database-url", database.url()]
}

/// Replays until so many steps were played, then kills the process without a word.
fn replay_until_killed(arguments: &[&str], steps: usize) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_bihuan"))
        .args(arguments)
        .args(["--log", "warn,bihuan::replay=debug"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
    let played = lines.filter(|line| line.contains("played")).take(steps).count();
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(played, steps, "the run ended before it could be killed");
}

fn replay(arguments: &[&str]) -> Value {
    serde_json::from_str(&succeed(arguments)).unwrap()
}

/// How often each thing happened to the ticket of each request.
async fn histories(database: &TestDatabase) -> BTreeMap<String, BTreeMap<String, u32>> {
    succeed(&[
        "user",
        "add",
        "--login",
        "reader",
        "--unit",
        "city",
        "--role",
        "administrator",
        "--password",
        PASSWORD,
        "--database-url",
        database.url(),
    ]);
    let node = Node::start(database, &["--sandbox"]);
    let reader = node.sign_in("reader").await;
    let mut histories = BTreeMap::new();
    for ticket in reader.all("/tickets?limit=200").await {
        let path = format!("/tickets/{}/timeline", ticket["id"].as_str().unwrap());
        let mut counts = BTreeMap::new();
        for event in reader.all(&path).await {
            *counts.entry(event["type"].as_str().unwrap().to_owned()).or_default() += 1;
        }
        let before = histories.insert(ticket["externalId"].as_str().unwrap().to_owned(), counts);
        assert!(before.is_none(), "two tickets of one request");
    }
    histories
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replay_that_is_killed_and_run_again_loses_and_doubles_nothing_and_judges_as_the_data_does() {
    let (file, mapping) = (format!("{DATA}/requests.csv"), format!("{DATA}/mapping.toml"));
    for database in every_engine() {
        let arguments = arguments(&file, &mapping, &database);
        for steps in KILLS {
            replay_until_killed(&arguments, steps);
        }
        let summary = replay(&arguments);
        assert_eq!(summary["rows"], REQUESTS);
        assert_eq!(summary["tickets"], REQUESTS);
        assert!(summary["alreadyThere"].as_u64().unwrap() > 0, "{summary}");
        assert_eq!(summary["stillOpen"], 4);
        assert_eq!(summary["verdictsCompared"], 31, "{summary}");
        assert_eq!(summary["verdictsAgreeing"], summary["verdictsCompared"], "{summary}");
        assert_eq!(summary["rejected"], json!([]));
        let again = replay(&arguments);
        assert_eq!(again["alreadyThere"], REQUESTS, "a run that finds all done adds nothing");
        let histories = histories(&database).await;
        assert_eq!(histories.len() as u64, REQUESTS);
        let archived = histories.values().filter(|counts| counts.contains_key("ticket.archived")).count();
        assert_eq!(archived, 36);
        for (request, counts) in &histories {
            let once =
                ["ticket.opened", "ticket.dispatched", "work_order.replied", "ticket.archived", "clock.breached"];
            assert!(once.iter().all(|name| counts.get(*name).is_none_or(|count| *count == 1)), "{request}: {counts:?}");
        }
    }
}

#[test]
fn dirty_rows_are_reported_and_the_others_replayed() {
    let (file, mapping) = (format!("{DATA}/dirty.csv"), format!("{DATA}/mapping.toml"));
    let database = sqlite();
    let summary = replay(&arguments(&file, &mapping, &database));
    assert_eq!((summary["rows"].as_u64(), summary["tickets"].as_u64()), (Some(19), Some(3)));
    let lines: Vec<u64> =
        summary["rejected"].as_array().unwrap().iter().map(|row| row["line"].as_u64().unwrap()).collect();
    assert_eq!(lines, [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16, 17, 20, 22]);
    assert_eq!(summary["verdictsAgreeing"], 2);
}

#[test]
fn a_file_of_earlier_days_is_refused_by_a_database_whose_clock_is_past_them() {
    let (late, early, mapping) =
        (format!("{DATA}/dirty.csv"), format!("{DATA}/requests.csv"), format!("{DATA}/mapping.toml"));
    let database = sqlite();
    replay(&arguments(&late, &mapping, &database));
    let output = run(&arguments(&early, &mapping, &database));
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && error.contains("line 2") && error.contains("fresh database"), "{error}");
    let again = replay(&arguments(&late, &mapping, &database));
    assert_eq!(again["tickets"], 3, "nothing was written");
}
