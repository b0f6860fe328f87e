//! Writes that share a commit with others, on each engine: all of those that are acknowledged, and none of the others.

use bihuan_domain::id::TicketId;
use bihuan_domain::time::Timestamp;
use bihuan_persistence::{Database, DbError, Engine, matters};
use bihuan_testkit::each_engine;
use tokio::task::JoinSet;

const WRITES: i64 = 60;
/// The one that writes and then panics.
const PANICS: i64 = 17;
/// The one that writes and then is refused by a key that is taken.
const CLASHES: i64 = 31;

async fn table(database: &Database) {
    let create = "CREATE TABLE notes (id BIGINT PRIMARY KEY NOT NULL); INSERT INTO notes VALUES (-1);";
    database.write(move |tx| tx.script(create)).await.unwrap();
}

async fn insert(database: Database, id: i64) -> (i64, Result<(), DbError>) {
    let written = database
        .write_grouped(move |tx| {
            tx.execute(&format!("INSERT INTO notes VALUES ({id})"))?;
            assert!(id != PANICS, "as the test wants it");
            if id == CLASHES {
                tx.execute("INSERT INTO notes VALUES (-1)")?;
            }
            Ok(())
        })
        .await;
    (id, written)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_that_fails_or_panics_harms_no_other_of_its_group() {
    each_engine(|database| async move {
        table(&database).await;
        let mut writes = JoinSet::new();
        for id in 0..WRITES {
            writes.spawn(insert(database.clone(), id));
        }
        while let Some(ended) = writes.join_next().await {
            let (id, written) = ended.unwrap();
            match id {
                PANICS => assert!(matches!(written, Err(DbError::Panicked)), "{written:?}"),
                CLASHES => assert!(matches!(written, Err(DbError::Unique { .. })), "{written:?}"),
                _ => written.unwrap(),
            }
        }
        let there = database.read(|tx| tx.number("SELECT count(*) FROM notes WHERE id >= 0")).await.unwrap();
        assert_eq!(there, WRITES - 2, "what was acknowledged is there, and nothing else");
    })
    .await;
}

#[tokio::test]
async fn a_server_that_cut_every_connection_is_written_to_again() {
    each_engine(|database| async move {
        if database.engine() == Engine::Sqlite {
            return;
        }
        table(&database).await;
        insert(database.clone(), 1).await.1.unwrap();
        let others = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
                      WHERE datname = current_database() AND pid <> pg_backend_pid()";
        database.read(move |tx| tx.number(others)).await.unwrap();
        insert(database.clone(), 2).await.1.unwrap();
        let there = database.read(|tx| tx.number("SELECT count(*) FROM notes WHERE id >= 0")).await.unwrap();
        assert_eq!(there, 2);
    })
    .await;
}

/// Tickets of two matters, opened in groups that come upon the matters in either order: nobody waits for somebody who waits
/// for him, and each is counted once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn groups_that_lock_the_same_matters_in_different_orders_do_not_wait_for_each_other() {
    each_engine(|database| async move {
        table(&database).await;
        let mut writes = JoinSet::new();
        for id in 0..WRITES {
            let database = database.clone();
            // The keys of one ticket are sorted; those of a group are not.
            let key = if id % 2 == 0 { "streetlight" } else { "meter" };
            writes.spawn(async move {
                database
                    .write_grouped(move |tx| {
                        let none = TicketId(uuid::Uuid::nil());
                        matters::count_others(tx, &[key.to_owned()], none, Timestamp::from_micros(0))?;
                        tx.execute(&format!("INSERT INTO notes VALUES ({id})"))?;
                        Ok::<_, DbError>(())
                    })
                    .await
            });
        }
        while let Some(ended) = writes.join_next().await {
            ended.unwrap().unwrap();
        }
        let there = database.read(|tx| tx.number("SELECT count(*) FROM notes WHERE id >= 0")).await.unwrap();
        assert_eq!(there, WRITES);
        if database.engine() == Engine::Postgres {
            let deadlocks = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()";
            assert_eq!(database.read(move |tx| tx.number(deadlocks)).await.unwrap(), 0);
        }
    })
    .await;
}
