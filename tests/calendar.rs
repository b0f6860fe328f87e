//! `bihuan calendar compute`, as whoever checks it against another program meets it.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

fn compute(arguments: &[&str], lines: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_bihuan"))
        .args(["calendar", "compute"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn answers(output: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn office(lines: &[Value]) -> Vec<Value> {
    let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let output = compute(&["--calendar", "cn-office"], &lines);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    answers(&output)
}

/// The question and the answer of a worked case.
fn case(id: usize, line: &str) -> (Value, Value) {
    let fields: Vec<&str> = line.split(',').collect();
    if fields[0] == "elapsed" {
        let seconds: i64 = fields[3].parse().unwrap();
        return (json!({"id": id, "from": fields[1], "to": fields[2]}), json!({"id": id, "answer": seconds}));
    }
    let minutes: u32 = fields[2].parse().unwrap();
    let mut question = json!({"id": id, "start": fields[1], "minutes": minutes});
    if let Some(pauses) = fields.get(4) {
        question["pauses"] = pauses.split(';').map(|pause| pause.split('/').collect::<Vec<_>>()).collect();
    }
    (question, json!({"id": id, "answer": fields[3]}))
}

#[test]
fn the_220_worked_cases_are_answered_without_a_database() {
    let cases = include_str!("../crates/domain/tests/data/working-time.csv");
    let lines = cases.lines().filter(|line| !line.starts_with('#'));
    let (questions, expected): (Vec<Value>, Vec<Value>) = lines.enumerate().map(|(id, line)| case(id, line)).unzip();
    assert_eq!(questions.len(), 220);
    assert_eq!(office(&questions), expected);
}

#[test]
fn pauses_amounts_of_policy_and_members_of_others_are_understood() {
    let answers = office(&[
        json!({"id": "a", "from": "2026-11-23T00:00:00Z", "to": "2026-11-23T02:00:00Z", "remark": "ours",
            "pauses": [["2026-11-23T01:00:00Z", null]]}),
        json!({"id": "b", "start": "2026-11-23T09:00:00.250+08:00", "minutes": 0}),
        json!({"id": "c", "start": "2026-09-30T09:00:00+08:00", "amount": {"value": 4, "unit": "working_days"}}),
        json!({"id": "d", "start": "2026-11-23T09:00:00+08:00", "minutes": 60, "pauses": [["2026-11-23T01:30:00Z", null]]}),
    ]);
    let expected = [
        json!({"id": "a", "answer": 3_600}),
        json!({"id": "b", "answer": "2026-11-23T09:00:00.25+08:00"}),
        json!({"id": "c", "answer": "2026-10-13T00:00:00+08:00"}),
        json!({"id": "d", "answer": null}),
    ];
    assert_eq!(answers, expected);
}

#[test]
fn a_wrong_line_is_answered_with_its_number_and_the_others_all_the_same() {
    let lines = concat!(
        "{\"id\": 1, \"start\": \"2026-11-23T09:00:00\", \"minutes\": 5}\n",
        "{\"id\": 2, \"start\": \"2026-11-23T09:00:00+08:00\", \"minutes\": 5}\n",
        "\n",
        "nonsense\n",
        "{\"id\": 4, \"from\": \"2026-11-23T09:00:00+08:00\"}\n",
        "{\"id\": 5}\n",
        "{\"id\": 6, \"start\": \"2026-11-23T09:00:00+08:00\", \"minutes\": -5}\n",
        "{\"id\": 7, \"start\": \"2026-11-23T09:00:00+08:00\", \"minutes\": 4000000000}",
    );
    let output = compute(&["--calendar", "cn-office"], lines);
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("6 of 8 lines"));
    let answers = answers(&output);
    let wrong: Vec<(&Value, &Value)> = answers
        .iter()
        .filter(|answer| answer["error"].is_string())
        .map(|answer| (&answer["id"], &answer["line"]))
        .collect();
    let expected = [(json!(1), json!(1)), (Value::Null, json!(4)), (json!(4), json!(5)), (json!(5), json!(6))];
    for (found, (id, line)) in wrong.iter().zip(&expected) {
        assert_eq!(*found, (id, line));
    }
    assert_eq!(wrong.len(), 6);
    assert_eq!(answers[1], json!({"id": 2, "answer": "2026-11-23T09:05:00+08:00"}));
    assert!(answers[3]["error"].as_str().unwrap().contains("`to`"), "{}", answers[3]);
    assert!(answers[5]["error"].as_str().unwrap().starts_with("minutes: "), "{}", answers[5]);
}

#[test]
fn calendars_of_other_bundles_are_asked_for_by_the_folder_and_unknown_ones_are_named() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../policies/95598");
    let line = "{\"id\": 1, \"from\": \"2026-11-23T08:00:00+08:00\", \"to\": \"2026-11-23T09:00:00+08:00\"}";
    let output = compute(&["--calendar", "china", "--bundle", folder], line);
    assert_eq!(answers(&output), [json!({"id": 1, "answer": 1_800})]);
    let output = compute(&["--calendar", "moon"], line);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && error.contains("no calendar moon, only china, cn-office"), "{error}");
}
