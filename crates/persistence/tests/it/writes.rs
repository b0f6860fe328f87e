//! Transactions.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Barrier};

use bihuan_persistence::{Database, DbError, Engine};
use bihuan_testkit::each_engine;
use bihuan_testkit::engines::every_engine;

use crate::fixtures::{counted, counter, increment};

const TASKS: i64 = 16;
const ROUNDS: i64 = 25;

async fn in_tasks<F: Future<Output = ()> + Send + 'static>(database: &Database, work: impl Fn(Database) -> F) {
    let tasks: Vec<_> = (0..TASKS).map(|_| tokio::spawn(work(database.clone()))).collect();
    for task in tasks {
        task.await.unwrap();
    }
}

#[tokio::test]
async fn concurrent_increments_from_sixteen_tasks_are_exact() {
    each_engine(|database| async move {
        counter(&database).await;
        in_tasks(&database, |database| async move {
            for _ in 0..ROUNDS {
                database.write(increment).await.unwrap();
            }
        })
        .await;
        assert_eq!(counted(&database).await, TASKS * ROUNDS);
    })
    .await;
}

/// Two handles stand for two processes: within one, SQLite's only writer could not be locked out at all.
#[tokio::test]
async fn a_transaction_that_reads_first_and_then_writes_is_never_locked_out() {
    for place in every_engine() {
        let handles = [place.open(), place.open()];
        counter(&handles[0]).await;
        let working = handles.each_ref().map(|database| {
            in_tasks(database, |database| async move {
                for _ in 0..ROUNDS {
                    let read_then_written: Result<(), DbError> = database
                        .write(|tx| {
                            tx.number("SELECT n FROM counters WHERE id = 1")?;
                            increment(tx)
                        })
                        .await;
                    read_then_written.unwrap();
                }
            })
        });
        let [first, second] = working;
        tokio::join!(first, second);
        assert_eq!(counted(&handles[0]).await, 2 * TASKS * ROUNDS);
    }
}

#[tokio::test]
async fn a_stale_version_is_told_and_a_second_look_succeeds() {
    each_engine(|database| async move {
        counter(&database).await;
        in_tasks(&database, |database| async move {
            loop {
                let version = database.read(|tx| tx.number("SELECT version FROM counters WHERE id = 1")).await;
                let version: i64 = version.unwrap_or_else(|error: DbError| panic!("{error}"));
                let guarded = format!(
                    "UPDATE counters SET n = n + 1, version = version + 1 WHERE id = 1 AND version = {version}"
                );
                match database.write(move |tx| DbError::guard(tx.execute(&guarded)?)).await {
                    Ok(()) => return,
                    Err(DbError::Stale) => {}
                    Err(error) => panic!("{error}"),
                }
            }
        })
        .await;
        assert_eq!(counted(&database).await, TASKS);
    })
    .await;
}

#[tokio::test]
async fn an_error_undoes_everything() {
    each_engine(|database| async move {
        counter(&database).await;
        let failed: Result<(), DbError> = database
            .write(|tx| {
                increment(tx)?;
                Err(DbError::Stale)
            })
            .await;
        assert!(matches!(failed, Err(DbError::Stale)));
        assert_eq!(counted(&database).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_savepoint_that_fails_leaves_the_rest_intact() {
    each_engine(|database| async move {
        counter(&database).await;
        database
            .write(|tx| {
                increment(tx)?;
                let undone = tx.savepoint(|tx| {
                    increment(tx)?;
                    tx.execute("INSERT INTO counters VALUES (1, 0, 1)").map(|_| ())
                });
                assert!(undone.unwrap_err().is_unique_on("counters", &["id"]));
                tx.savepoint(increment)
            })
            .await
            .unwrap();
        assert_eq!(counted(&database).await, 2);
    })
    .await;
}

#[tokio::test]
async fn a_failed_statement_that_was_passed_over_is_not_mistaken_for_a_commit() {
    each_engine(|database| async move {
        counter(&database).await;
        let result = database
            .write(|tx| {
                increment(tx)?;
                tx.execute("INSERT INTO counters VALUES (1, 0, 1)").unwrap_err();
                Ok::<_, DbError>(())
            })
            .await;
        // SQLite undoes the one statement, PostgreSQL would undo all at COMMIT without a word.
        assert_eq!(result.is_ok(), database.engine() == Engine::Sqlite);
        assert_eq!(counted(&database).await, i64::from(result.is_ok()));
    })
    .await;
}

#[tokio::test]
async fn a_deadlock_is_retried_until_both_have_written() {
    each_engine(|database| async move {
        if database.engine() == Engine::Sqlite {
            return;
        }
        counter(&database).await;
        let meet = Arc::new(Barrier::new(2));
        let crossing = [(1, 2), (2, 1)].map(|(first, second)| {
            let (database, meet, met) = (database.clone(), meet.clone(), AtomicBool::new(false));
            tokio::spawn(async move {
                let result: Result<(), DbError> = database
                    .write(move |tx| {
                        tx.execute(&format!("UPDATE counters SET n = n + 1 WHERE id = {first}"))?;
                        if !met.swap(true, Ordering::SeqCst) {
                            meet.wait();
                        }
                        tx.execute(&format!("UPDATE counters SET n = n + 1 WHERE id = {second}"))?;
                        Ok(())
                    })
                    .await;
                result.unwrap();
            })
        });
        for task in crossing {
            task.await.unwrap();
        }
        assert_eq!(counted(&database).await, 2);
        assert!(database.statistics().retries > 0);
    })
    .await;
}

#[tokio::test]
async fn a_panic_fails_only_the_one_who_caused_it() {
    each_engine(|database| async move {
        counter(&database).await;
        let panicked: Result<(), DbError> = database
            .write(|tx| {
                increment(tx)?;
                panic!("on purpose");
            })
            .await;
        assert!(matches!(panicked, Err(DbError::Panicked)));
        database.write(increment).await.unwrap();
        assert_eq!(counted(&database).await, 1);
    })
    .await;
}
