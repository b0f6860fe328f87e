//! SQLite's writer: what shares a commit, and what must not harm what.

use std::sync::atomic::{AtomicU32, Ordering};

use bihuan_persistence::{Database, DbError};
use bihuan_testkit::sqlite;

use crate::fixtures::{counted, counter, hold_up, increment, started};

#[tokio::test]
async fn writes_that_wait_share_one_commit() {
    let place = sqlite();
    let database = place.open();
    counter(&database).await;
    let before = database.statistics().batches;
    let (keeper, held) = hold_up(&database).await;
    let mut waiting = Vec::new();
    for _ in 0..20 {
        waiting.push(started(database.write(increment)).await);
    }
    keeper.open();
    held.await.unwrap();
    for write in waiting {
        write.await.unwrap();
    }
    assert_eq!(counted(&database).await, 20);
    assert_eq!(database.statistics().batches - before, 1);
}

#[tokio::test]
async fn without_group_commit_every_write_has_its_own() {
    let place = sqlite();
    let database =
        Database::open(&bihuan_persistence::DatabaseSettings { group_commit: false, ..place.settings() }).unwrap();
    counter(&database).await;
    let before = database.statistics().batches;
    let (keeper, held) = hold_up(&database).await;
    let writes = [started(database.write(increment)).await, started(database.write(increment)).await];
    keeper.open();
    held.await.unwrap();
    for write in writes {
        write.await.unwrap();
    }
    assert_eq!(database.statistics().batches - before, 3);
}

#[tokio::test]
async fn a_poisoned_write_in_a_batch_harms_no_other() {
    let place = sqlite();
    let database = place.open();
    counter(&database).await;
    let (keeper, held) = hold_up(&database).await;
    let first = started(database.write(increment)).await;
    let poisoned = started(database.write(|tx| {
        increment(tx)?;
        tx.execute("INSERT INTO counters VALUES (1, 0, 1)").map(|_| ())
    }))
    .await;
    let last = started(database.write(increment)).await;
    keeper.open();
    held.await.unwrap();
    first.await.unwrap();
    assert!(poisoned.await.unwrap_err().is_unique_on("counters", &["id"]));
    last.await.unwrap();
    assert_eq!(counted(&database).await, 2);
    assert_eq!(database.statistics().redone, 1);
}

#[tokio::test]
async fn a_refusal_before_anything_was_written_costs_the_batch_nothing() {
    let place = sqlite();
    let database = place.open();
    counter(&database).await;
    let (keeper, held) = hold_up(&database).await;
    let first = started(database.write(increment)).await;
    let refused = started(database.write(|tx| {
        tx.number("SELECT n FROM counters WHERE id = 1")?;
        Err::<(), _>(DbError::Stale)
    }))
    .await;
    let last = started(database.write(increment)).await;
    keeper.open();
    held.await.unwrap();
    first.await.unwrap();
    assert!(matches!(refused.await, Err(DbError::Stale)));
    last.await.unwrap();
    assert_eq!(counted(&database).await, 2);
    assert_eq!(database.statistics().redone, 0);
}

#[tokio::test]
async fn a_panic_inside_a_batch_fails_only_its_waiter() {
    let place = sqlite();
    let database = place.open();
    counter(&database).await;
    let (keeper, held) = hold_up(&database).await;
    let first = started(database.write(increment)).await;
    let panics = started(database.write(|tx| -> Result<(), DbError> {
        increment(tx)?;
        panic!("on purpose");
    }))
    .await;
    let last = started(database.write(increment)).await;
    keeper.open();
    held.await.unwrap();
    first.await.unwrap();
    assert!(matches!(panics.await, Err(DbError::Panicked)));
    last.await.unwrap();
    assert_eq!(counted(&database).await, 2);
}

#[tokio::test]
async fn a_commit_that_fails_fails_only_the_write_at_fault() {
    let place = sqlite();
    let database = place.open();
    counter(&database).await;
    database
        .write(|tx| {
            tx.script(
                "CREATE TABLE notes (id BIGINT PRIMARY KEY NOT NULL, \
                 counter BIGINT NOT NULL REFERENCES counters (id) DEFERRABLE INITIALLY DEFERRED)",
            )
        })
        .await
        .unwrap();
    let (keeper, held) = hold_up(&database).await;
    let first = started(database.write(increment)).await;
    let dangling = started(database.write(|tx| tx.execute("INSERT INTO notes VALUES (1, 99)").map(|_| ()))).await;
    let last = started(database.write(increment)).await;
    keeper.open();
    held.await.unwrap();
    first.await.unwrap();
    assert!(matches!(dangling.await, Err(DbError::ForeignKey)));
    last.await.unwrap();
    assert_eq!(counted(&database).await, 2);
}

#[tokio::test]
async fn a_full_queue_answers_busy_and_loses_nothing() {
    let place = sqlite();
    let database =
        Database::open(&bihuan_persistence::DatabaseSettings { write_queue: 2, ..place.settings() }).unwrap();
    counter(&database).await;
    let (keeper, held) = hold_up(&database).await;
    let accepted = [started(database.write(increment)).await, started(database.write(increment)).await];
    assert!(matches!(database.write(increment).await, Err(DbError::Busy)));
    keeper.open();
    held.await.unwrap();
    for write in accepted {
        write.await.unwrap();
    }
    assert_eq!(counted(&database).await, 2);
    assert_eq!(database.statistics().busy, 1);
}

#[tokio::test]
async fn nothing_is_written_twice_when_the_engine_rolls_back_by_itself() {
    static RUNS: AtomicU32 = AtomicU32::new(0);
    let place = sqlite();
    let database = place.open();
    counter(&database).await;
    let (keeper, held) = hold_up(&database).await;
    let first = started(database.write(increment)).await;
    let lost = started(database.write(|tx| {
        RUNS.fetch_add(1, Ordering::SeqCst);
        // The conflict clause makes SQLite end the whole transaction, as a full disk would. Nothing was written in this
        // one, so counting changes does not show it.
        tx.execute("INSERT OR ROLLBACK INTO counters VALUES (1, 0, 1)").map(|_| ())
    }))
    .await;
    let last = started(database.write(increment)).await;
    keeper.open();
    held.await.unwrap();
    first.await.unwrap();
    assert!(lost.await.unwrap_err().is_unique_on("counters", &["id"]));
    last.await.unwrap();
    assert_eq!(RUNS.load(Ordering::SeqCst), 2);
    assert_eq!(counted(&database).await, 2);
}
