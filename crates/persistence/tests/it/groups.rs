//! Writes that share a commit with others, on each engine: all of those that are acknowledged, and none of the others.

use std::sync::{Arc, Condvar, Mutex};

use bihuan_domain::id::TicketId;
use bihuan_domain::time::Timestamp;
use bihuan_persistence::{Database, DbError, Engine, Tx, matters};
use bihuan_testkit::each_engine;
use tokio::task::JoinSet;

const WRITES: i64 = 60;
/// Threads that commit groups on PostgreSQL.
const GROUPS: usize = 4;
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

/// Lets threads pass once it is open.
#[derive(Default)]
struct Gate(Mutex<bool>, Condvar);

impl Gate {
    fn open(&self) {
        *self.0.lock().unwrap() = true;
        self.1.notify_all();
    }

    fn pass(&self) {
        drop(self.1.wait_while(self.0.lock().unwrap(), |open| !*open).unwrap());
    }
}

const KEY: &str = "the same street";

fn count(tx: &mut Tx<'_>) -> Result<(), DbError> {
    let nobody = TicketId(uuid::Uuid::nil());
    matters::count_others(tx, &[KEY.to_owned()], nobody, Timestamp::from_micros(0)).map(drop)
}

/// Two groups could otherwise wait for each other: neither knows in which order the other came upon its matters.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_that_shares_its_group_does_not_let_the_others_wait_for_a_matter_that_is_locked() {
    each_engine(|database| async move {
        // Who writes on SQLite is alone.
        if database.engine() == Engine::Sqlite {
            return;
        }
        table(&database).await;
        let gates: Arc<[Gate; 3]> = Arc::default();
        let [held, queued, answered] = [0, 1, 2];
        // Somebody else holds the matter until the first of the group has been answered.
        let (others, own) = (database.clone(), gates.clone());
        let holder = tokio::spawn(async move {
            let hold = move |tx: &mut Tx<'_>| {
                count(tx)?;
                own[held].open();
                own[answered].pass();
                Ok::<_, DbError>(())
            };
            others.write(hold).await
        });
        let waiting = gates.clone();
        tokio::task::spawn_blocking(move || waiting[held].pass()).await.unwrap();
        // Every thread but one is busy, so that both writes come into one group.
        let mut busy = JoinSet::new();
        let (started, begun) = std::sync::mpsc::channel();
        for _ in 1..GROUPS {
            let (database, own, started) = (database.clone(), gates.clone(), started.clone());
            busy.spawn(async move {
                let stay = move |_: &mut Tx<'_>| {
                    started.send(()).ok();
                    own[answered].pass();
                    Ok::<_, DbError>(())
                };
                database.write_grouped(stay).await
            });
        }
        tokio::task::spawn_blocking(move || begun.iter().take(GROUPS - 1).count()).await.unwrap();
        let (group, own) = (database.clone(), gates.clone());
        let (started, begun) = std::sync::mpsc::channel();
        let first = tokio::spawn(async move {
            let write = move |tx: &mut Tx<'_>| {
                started.send(()).ok();
                own[queued].pass();
                tx.execute("INSERT INTO notes VALUES (1)").map(drop)
            };
            group.write_grouped(write).await
        });
        tokio::task::spawn_blocking(move || begun.recv()).await.unwrap().unwrap();
        let second = database.write_grouped(|tx| {
            count(tx)?;
            tx.execute("INSERT INTO notes VALUES (2)").map(drop)
        });
        tokio::pin!(second);
        // Polled once, it waits behind the first.
        tokio::select! {
            biased;
            _ = &mut second => unreachable!("the matter is locked"),
            () = std::future::ready(()) => {}
        }
        gates[queued].open();
        let patient = tokio::time::timeout(std::time::Duration::from_secs(20), first).await;
        gates[answered].open();
        patient.expect("it was answered while the matter was still locked").unwrap().unwrap();
        second.await.unwrap();
        holder.await.unwrap().unwrap();
        while let Some(ended) = busy.join_next().await {
            ended.unwrap().unwrap();
        }
        let there = database.read(|tx| tx.number("SELECT count(*) FROM notes WHERE id > 0")).await.unwrap();
        assert_eq!(there, 2);
    })
    .await;
}
