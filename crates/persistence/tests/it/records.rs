//! Records: gap-free under concurrency, never changed, whole.

use bihuan_domain::actor::Actor;
use bihuan_domain::id::{HoldId, JobId, RecordId};
use bihuan_domain::record::{RecordKind, Series};
use bihuan_persistence::page::Scope;
use bihuan_persistence::records::{self, Fault, NewRecord};
use bihuan_persistence::{Database, DbError};
use bihuan_testkit::each_engine;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::plant::{Plant, begin};

/// Writers that run at the same time.
const WRITERS: u128 = 16;
/// Records that each of them writes, one a transaction.
const EACH: u128 = 8;

fn series(kind: RecordKind) -> Series {
    Series::new(kind, &"centre".parse().unwrap(), 2026)
}

fn record(no: u128, kind: RecordKind) -> NewRecord {
    NewRecord {
        id: RecordId(Uuid::from_u128(no)),
        series: series(kind),
        kind,
        ticket: None,
        unit_path: "company/centre/".to_owned(),
        at: begin(),
        corrects: None,
        voids: false,
        content: Value::Null,
    }
    .says(
        &Actor::System,
        ("callback", Uuid::from_u128(no)),
        "attempted",
        &json!({"result": "busy", "no": no as u64}),
    )
}

async fn write(database: &Database, no: u128, kind: RecordKind, fails: bool) -> Result<i64, DbError> {
    database
        .write(move |tx| {
            let numbers = records::append(tx, vec![record(no, kind)])?;
            if fails { Err(DbError::Busy) } else { Ok(numbers[0]) }
        })
        .await
}

/// Statements that try to change records, as somebody with all rights on the database would.
const TAMPERING: &[&str] = &[
    "UPDATE records SET no = no + 100",
    "UPDATE records SET kind = 'reply'",
    "DELETE FROM records",
    "UPDATE record_contents SET content = '{}'",
    "DELETE FROM record_contents",
    "UPDATE record_series SET last = 1",
    "DELETE FROM record_series",
    "INSERT INTO record_contents SELECT record_id, content FROM record_contents WHERE true \
     ON CONFLICT (record_id) DO UPDATE SET content = '{}'",
];

/// Rows that are replaced by others of the same id, which no trigger on deletions hears of.
const REPLACING: &[&str] = &[
    "INSERT OR REPLACE INTO record_contents SELECT record_id, '{}' FROM record_contents",
    "INSERT OR REPLACE INTO records SELECT id, series, no + 1, 'reply', ticket_id, unit_path, at, corrects, voids, \
     content_hash, seal FROM records WHERE no = 3",
];

#[tokio::test(flavor = "multi_thread")]
async fn numbers_run_from_one_without_gaps_however_many_write_at_once_and_however_many_fail() {
    each_engine(|database| async move {
        let mut writers = tokio::task::JoinSet::new();
        for writer in 0..WRITERS {
            let database = database.clone();
            writers.spawn(async move {
                let mut numbers = Vec::new();
                for one in 0..EACH {
                    let no = 1 + writer * EACH + one;
                    let fails = no.is_multiple_of(3);
                    match write(&database, no, RecordKind::CallbackResult, fails).await {
                        Ok(number) => numbers.push(number),
                        Err(_) => assert!(fails),
                    }
                }
                numbers
            });
        }
        let mut numbers: Vec<i64> = writers.join_all().await.into_iter().flatten().collect();
        numbers.sort_unstable();
        let expected: Vec<i64> = (1..=i64::try_from(numbers.len()).unwrap()).collect();
        assert_eq!(numbers, expected);
        let verification =
            database.snapshot(|tx| records::verify(tx, &series(RecordKind::CallbackResult))).await.unwrap().unwrap();
        assert_eq!((verification.last, verification.fault), (expected.len() as i64, None));
    })
    .await;
}

#[tokio::test]
async fn records_of_several_series_in_one_transaction_are_numbered_each_in_its_own() {
    each_engine(|database| async move {
        let kinds = [RecordKind::Reply, RecordKind::CallbackResult, RecordKind::Reply];
        let numbers = database
            .write(move |tx| records::append(tx, kinds.iter().zip(1..).map(|(kind, no)| record(no, *kind)).collect()))
            .await;
        assert_eq!(numbers.unwrap(), vec![1, 1, 2]);
    })
    .await;
}

#[tokio::test]
async fn the_database_itself_refuses_to_change_records_or_take_them_away_whoever_asks() {
    each_engine(|database| async move {
        for no in 1..=3 {
            write(&database, no, RecordKind::CallbackResult, false).await.unwrap();
        }
        for statement in TAMPERING {
            let refused = database.write(move |tx| tx.script(statement)).await;
            assert!(refused.is_err(), "{statement}");
        }
        if database.engine() == bihuan_persistence::Engine::Sqlite {
            for statement in REPLACING {
                let refused = database.write(move |tx| tx.script(statement)).await;
                assert!(refused.is_err(), "{statement}");
            }
        }
        let gap = "INSERT INTO records SELECT corrects, series, no + 7, kind, ticket_id, unit_path, at, corrects, voids, \
                   content_hash, seal FROM records WHERE no = 3";
        assert!(database.write(move |tx| tx.script(gap)).await.is_err());
        if database.engine() == bihuan_persistence::Engine::Postgres {
            assert!(database.write(|tx| tx.script("TRUNCATE records CASCADE")).await.is_err());
        }
        let found = database.snapshot(|tx| records::verify(tx, &series(RecordKind::CallbackResult))).await.unwrap();
        assert_eq!(found.map(|found| (found.last, found.fault)), Some((3, None)));
    })
    .await;
}

#[tokio::test]
async fn whoever_switches_the_guards_off_is_found_out_by_the_seals() {
    each_engine(|database| async move {
        for no in 1..=3 {
            write(&database, no, RecordKind::CallbackResult, false).await.unwrap();
        }
        let (off, change) = match database.engine() {
            bihuan_persistence::Engine::Postgres => (
                "ALTER TABLE record_contents DISABLE TRIGGER ALL; ALTER TABLE records DISABLE TRIGGER ALL",
                "UPDATE record_contents SET content = '{\"forged\": true}' WHERE record_id = \
                 '00000000-0000-0000-0000-000000000002'",
            ),
            bihuan_persistence::Engine::Sqlite => (
                "DROP TRIGGER record_contents_not_changed; DROP TRIGGER records_not_changed",
                "UPDATE record_contents SET content = '{\"forged\": true}' WHERE record_id = \
                 x'00000000000000000000000000000002'",
            ),
        };
        database.write(move |tx| tx.script(off)).await.unwrap();
        database.write(move |tx| tx.script(change)).await.unwrap();
        let fault = async || {
            let found = database.snapshot(|tx| records::verify(tx, &series(RecordKind::CallbackResult))).await;
            found.unwrap().unwrap().fault
        };
        assert_eq!(fault().await, Some(Fault::Content(2)));
        database.write(|tx| tx.script("UPDATE records SET kind = 'reply' WHERE no = 1")).await.unwrap();
        assert_eq!(fault().await, Some(Fault::Seal(1)));
    })
    .await;
}

#[tokio::test]
async fn a_purge_leaves_number_and_hash_and_the_series_stays_whole() {
    each_engine(|database| async move {
        for no in 1..=3 {
            write(&database, no, RecordKind::CallbackResult, false).await.unwrap();
        }
        let id = RecordId(Uuid::from_u128(2));
        let before = database.read(move |tx| records::find(tx, id, &Scope::Everything)).await.unwrap().unwrap();
        let job = JobId(Uuid::from_u128(77));
        database.write(move |tx| records::purge(tx, id, begin(), job, 24)).await.unwrap();
        let after = database.read(move |tx| records::find(tx, id, &Scope::Everything)).await.unwrap().unwrap();
        assert_eq!(
            (after.no, &after.content_hash, &after.seal, after.content.is_none()),
            (2, &before.content_hash, &before.seal, true)
        );
        assert_eq!(after.purged.map(|purged| (purged.job, purged.months)), Some((job, 24)));
        let found = database.snapshot(|tx| records::verify(tx, &series(RecordKind::CallbackResult))).await.unwrap();
        assert_eq!(found.map(|found| (found.last, found.fault)), Some((3, None)));
        let again = database.write(move |tx| records::purge(tx, id, begin(), job, 24)).await;
        assert!(again.is_err(), "a record is purged once");
        let anew = "INSERT INTO record_contents SELECT id, '{}' FROM records WHERE no = 2";
        assert!(database.write(move |tx| tx.script(anew)).await.is_err(), "what was purged is not said anew");
    })
    .await;
}

#[tokio::test]
async fn the_database_itself_purges_nothing_that_a_legal_hold_is_on() {
    each_engine(|database| async move {
        let plant = Plant::new();
        let opened = plant.opened(9, begin(), None);
        let ticket = opened.case.ticket.id;
        database
            .write(move |tx| {
                plant.insert(tx, &opened, begin())?;
                let mut held = record(2, RecordKind::Reply);
                held.ticket = Some(ticket);
                records::append(tx, vec![held])?;
                let hold = records::Hold {
                    id: HoldId(Uuid::from_u128(5)),
                    ticket,
                    reason: "a lawsuit".to_owned(),
                    placed_at: begin(),
                    placed_by: Actor::System,
                    lifted: None,
                    version: 1,
                };
                records::place_hold(tx, &hold)
            })
            .await
            .unwrap();
        let (id, job) = (RecordId(Uuid::from_u128(2)), JobId(Uuid::from_u128(77)));
        let purge = async || database.write(move |tx| records::purge(tx, id, begin(), job, 24)).await;
        assert!(purge().await.is_err());
        let lift = move |tx: &mut bihuan_persistence::Tx<'_>| {
            records::lift_hold(tx, HoldId(Uuid::from_u128(5)), begin(), &Actor::System, "settled")
        };
        database.write(lift).await.unwrap();
        assert!(purge().await.is_ok());
        assert!(matches!(database.write(lift).await, Err(DbError::Stale)), "it is lifted once");
    })
    .await;
}
