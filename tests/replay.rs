//! `bihuan replay`, killed at any point and run again.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use bihuan_testkit::engines::every_engine;
use bihuan_testkit::{TestDatabase, sqlite};
use serde_json::{Value, json};

use crate::node::{Node, PASSWORD, Person, run, succeed};

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

/// The files of the city's policy in which the promise of each request is replaced by two days for all.
fn two_days_for_all() -> BTreeMap<String, String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../policies/boston311");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let (promise, days) = ("{ value = 0, unit = \"target\" }", "{ value = 48, unit = \"hours\" }");
        (path.file_name().unwrap().to_str().unwrap().to_owned(), text.replacen(promise, days, 1))
    });
    files.collect()
}

/// Whether each clock of each request is late, by the name of the request and the code of the clock.
async fn verdicts(reader: &Person) -> BTreeMap<(String, String), bool> {
    let mut verdicts = BTreeMap::new();
    for ticket in reader.all("/tickets?limit=200").await {
        let ticket = reader.get(&format!("/tickets/{}", ticket["id"].as_str().unwrap())).await;
        for clock in ticket["clocks"].as_array().unwrap() {
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            verdicts.insert((text(&ticket["externalId"]), text(&clock["code"])), clock["late"] == true);
        }
    }
    verdicts
}

/// A node over what was replayed, and somebody who writes the rules.
async fn look_into(database: &TestDatabase) -> (Node, Person) {
    let roles = ["--role", "policy-manager", "--password", PASSWORD, "--database-url", database.url()];
    succeed(&[&["user", "add", "--login", "rules", "--unit", "city"], roles.as_slice()].concat());
    let node = Node::start(database, &["--sandbox"]);
    let reader = node.sign_in("rules").await;
    (node, reader)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_simulation_over_the_replayed_requests_agrees_with_a_real_replay_under_that_policy() {
    let (file, mapping) = (format!("{DATA}/requests.csv"), format!("{DATA}/mapping.toml"));
    let draft = two_days_for_all();
    let elsewhere = tempfile::tempdir().unwrap();
    for (name, text) in &draft {
        std::fs::write(elsewhere.path().join(name), text).unwrap();
    }
    let named = format!("bundle = {:?}", elsewhere.path().to_str().unwrap());
    let other = std::fs::read_to_string(&mapping).unwrap().replacen("bundle = \"boston311\"", &named, 1);
    let other_mapping = elsewhere.path().join("mapping.of.requests");
    std::fs::write(&other_mapping, other).unwrap();
    let real = sqlite();
    replay(&arguments(&file, other_mapping.to_str().unwrap(), &real));
    let (_their_node, theirs) = look_into(&real).await;
    let after = verdicts(&theirs).await;
    for database in every_engine() {
        replay(&arguments(&file, &mapping, &database));
        let (_node, ours) = look_into(&database).await;
        let before = verdicts(&ours).await;
        let body = json!({
            "base": "current", "files": {"clocks.toml": draft["clocks.toml"]},
            "from": "2000-01-01T00:00:00Z", "to": "2100-01-01T00:00:00Z"
        });
        let (status, job) = ours.post("/policy/simulations", "one", &body).await.unwrap();
        assert_eq!(status, 202, "{job}");
        let path = format!("/jobs/{}", job["id"].as_str().unwrap());
        let mut job = ours.get(&path).await;
        while job["endedAt"].is_null() {
            job = ours.get(&path).await;
        }
        assert_eq!((&job["state"], &job["progress"]["done"]), (&json!("succeeded"), &json!(REQUESTS)), "{job}");
        let all = &job["result"]["all"];
        let late = |verdicts: &BTreeMap<_, bool>| verdicts.values().filter(|late| **late).count();
        assert_eq!((&all["lateBefore"], &all["lateAfter"]), (&json!(late(&before)), &json!(late(&after))), "{all}");
        assert!(all["becameLate"].as_u64().unwrap() > 0 && all["becameInTime"].as_u64().unwrap() > 0, "{all}");

        let names: BTreeMap<String, String> = ours
            .all("/tickets?limit=200")
            .await
            .into_iter()
            .map(|ticket| (ticket["id"].to_string(), ticket["externalId"].as_str().unwrap().to_owned()))
            .collect();
        let mut found = BTreeMap::new();
        for row in ours.all(&format!("{path}/results?limit=200")).await {
            for clock in row["found"]["clocks"].as_array().unwrap() {
                let code = clock["code"].as_str().unwrap().to_owned();
                found.insert((names[&row["ticketId"].to_string()].clone(), code), clock["lateAfter"] == true);
            }
        }
        let known = |verdicts: &BTreeMap<_, bool>, name| verdicts.get(name).copied().unwrap_or_default();
        let all_names = before.keys().chain(after.keys());
        let expected: BTreeMap<_, _> = all_names
            .filter(|name| known(&before, name) != known(&after, name))
            .map(|name| (name.clone(), known(&after, name)))
            .collect();
        assert_eq!(found, expected);
    }
}
