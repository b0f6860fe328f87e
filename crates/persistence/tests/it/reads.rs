//! Reads, snapshots and the pool.

use std::time::Duration;

use bihuan_persistence::{Database, DatabaseSettings, DbError, Engine};
use bihuan_testkit::each_engine;
use bihuan_testkit::engines::every_engine;

use crate::fixtures::{counter, gate, increment, started};

#[tokio::test]
async fn a_snapshot_sees_one_state_throughout() {
    each_engine(|database| async move {
        counter(&database).await;
        let (gate, keeper) = gate();
        let reader = database.clone();
        let snapshot = tokio::spawn(async move {
            reader
                .snapshot(move |tx| {
                    let before = tx.number("SELECT n FROM counters WHERE id = 1")?;
                    gate.pass();
                    Ok::<_, DbError>((before, tx.number("SELECT n FROM counters WHERE id = 1")?))
                })
                .await
        });
        tokio::task::spawn_blocking(move || {
            keeper.wait();
            keeper
        })
        .await
        .map(|keeper| async {
            database.write(increment).await.unwrap();
            keeper.open();
        })
        .unwrap()
        .await;
        assert_eq!(snapshot.await.unwrap().unwrap(), (0, 0));
    })
    .await;
}

#[tokio::test]
async fn what_reads_on_sqlite_cannot_write() {
    each_engine(|database| async move {
        counter(&database).await;
        let result = match database.engine() {
            Engine::Sqlite => database.read(increment).await,
            Engine::Postgres => database.snapshot(increment).await,
        };
        assert!(matches!(result, Err(DbError::Other(_))));
    })
    .await;
}

#[tokio::test]
async fn the_wait_for_a_connection_is_bounded() {
    for place in every_engine() {
        let settings = DatabaseSettings { connections: 1, wait: Duration::from_millis(1), ..place.settings() };
        let database = Database::open(&settings).unwrap();
        let (gate, keeper) = gate();
        let slow = started(database.read(move |_| {
            gate.pass();
            Ok::<_, DbError>(())
        }))
        .await;
        assert!(matches!(database.ping().await, Err(DbError::Busy)));
        keeper.open();
        slow.await.unwrap();
        database.ping().await.unwrap();
        let statistics = database.statistics();
        assert_eq!((statistics.waits, statistics.busy), (1, 1));
    }
}

#[tokio::test]
async fn a_connection_that_was_cut_is_replaced_unnoticed() {
    each_engine(|database| async move {
        if database.engine() == Engine::Sqlite {
            return;
        }
        counter(&database).await;
        for round in 1..=2 {
            let own = "SELECT pg_terminate_backend(pg_backend_pid())";
            let cut: Result<(), DbError> = database.read(move |tx| tx.script(own)).await;
            assert!(matches!(cut, Err(DbError::Unavailable { .. })), "{cut:?}");
            database.write(increment).await.unwrap();
            let others = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
                          WHERE datname = current_database() AND pid <> pg_backend_pid()";
            let (reader, writer) = (database.clone(), database.clone());
            // Two connections at once; one cuts the other.
            let (gate, keeper) = gate();
            let held = tokio::spawn(async move {
                reader
                    .read(move |_| {
                        gate.pass();
                        Ok::<_, DbError>(())
                    })
                    .await
            });
            let keeper = tokio::task::spawn_blocking(move || {
                keeper.wait();
                keeper
            })
            .await
            .unwrap();
            writer.read(move |tx| tx.number(others)).await.unwrap();
            keeper.open();
            held.await.unwrap().unwrap();
            database.write(increment).await.unwrap();
            database.write(increment).await.unwrap();
            let counted = crate::fixtures::counted(&database).await;
            assert_eq!(counted, 3 * round);
        }
    })
    .await;
}
