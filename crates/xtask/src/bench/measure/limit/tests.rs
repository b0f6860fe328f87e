use rusqlite::types::Value;

use super::translate::{Source, translate};
use super::{pgbench, script};
use crate::bench::measure::recording::{Argument, Statement};

const ID: &str = "01990000-0000-7000-8000-00000000000a";

fn statement(sql: &str, arguments: &[(Argument, &str)]) -> Statement {
    Statement {
        sql: sql.to_owned(),
        arguments: arguments.iter().map(|(argument, _)| argument.clone()).collect(),
        types: arguments.iter().map(|(_, kind)| (*kind).to_owned()).collect(),
        unprepared: false,
    }
}

#[test]
fn a_request_becomes_a_script_in_which_ids_are_looked_up_for_eight() {
    let request = [
        statement("BEGIN", &[]),
        statement("SELECT \"version\" FROM t WHERE id = $1 FOR UPDATE", &[(Argument::Ticket, "uuid")]),
        statement(
            "UPDATE t SET v = $1, d = $2, e = $3 WHERE v = $4",
            &[
                (Argument::Version(1), "bigint"),
                (Argument::Constant("{}".to_owned()), "jsonb"),
                (Argument::Null, "text"),
                (Argument::Version(0), "bigint"),
            ],
        ),
        statement("INSERT INTO e VALUES ($1)", &[(Argument::FreshId(0), "uuid")]),
        statement("COMMIT", &[]),
    ];
    let script = script::write(&request).unwrap();
    let lines: Vec<&str> = script.text.lines().collect();
    assert!(lines[0].starts_with("SELECT t0, f0_0, t1, f1_0,"), "{}", lines[0]);
    assert_eq!(lines[1], "\\set n :n + 1");
    assert_eq!(
        lines[2..8],
        [
            "BEGIN;",
            "SELECT \"version\" FROM t WHERE id = :t0 FOR UPDATE \\gset",
            "\\set version_1 :version + 1",
            "UPDATE t SET v = :version_1, d = :c0, e = NULL WHERE v = :version;",
            "INSERT INTO e VALUES (:f0_0);",
            "COMMIT;",
        ]
    );
    assert_eq!((lines.len(), script.operations, script.constants.len()), (2 + 6 * 8, 8, 1));
}

#[test]
fn a_request_without_ids_needs_no_look_up() {
    let limit = (Argument::Constant("50".to_owned()), "bigint");
    let script = script::write(&[statement("SELECT 1 LIMIT $1", &[limit])]).unwrap();
    assert_eq!((script.text.as_str(), script.operations), ("SELECT 1 LIMIT :c0;\n", 1));
}

#[test]
fn the_first_second_of_pgbench_does_not_count() {
    let progress = "pgbench (15.1)\nprogress: 1.0 s, 10.0 tps, lat 1 ms\nprogress: 2.0 s, 100.0 tps, lat 1 ms\n\
                    progress: 4.0 s, 400.0 tps, lat 1 ms\n";
    assert_eq!(pgbench::rate(progress).unwrap(), 300.0);
    assert!(pgbench::rate("nothing").is_err());
}

#[test]
fn values_become_what_sqlite_keeps() {
    let constant = |text: &str| Argument::Constant(text.to_owned());
    let step = translate(&statement(
        "INSERT INTO t VALUES ($1, $2, $3, $4)",
        &[
            (constant(ID), "uuid"),
            (constant("1970-01-01 00:00:01.5+00"), "timestamp with time zone"),
            (constant("{\"a\": 1}"), "jsonb"),
            (constant("7"), "smallint"),
        ],
    ))
    .unwrap();
    assert_eq!(step.sql, "INSERT INTO t VALUES (?1, ?2, ?3, ?4)");
    let mut id = vec![1, 0x99, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 0];
    id[15] = 10;
    let values = [Value::Blob(id), Value::Integer(1_500_000), Value::Text("{\"a\":1}".to_owned()), Value::Integer(7)];
    assert_eq!(step.arguments, values.map(Source::Fixed));
}

#[test]
fn words_of_postgresql_are_translated_or_refused() {
    let sql = |text: &str| translate(&statement(text, &[])).map(|step| step.sql).map_err(|error| error.to_string());
    assert_eq!(sql("BEGIN").unwrap(), "BEGIN IMMEDIATE");
    assert_eq!(sql("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY").unwrap(), "BEGIN");
    assert_eq!(sql("SELECT a FROM t FOR UPDATE").unwrap(), "SELECT a FROM t");
    assert!(sql("SELECT a FROM t WHERE b = ANY('{}')").unwrap_err().contains("does not know `ANY(`"));
}
