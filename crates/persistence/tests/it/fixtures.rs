//! A table to write to, and ways to make things happen in a chosen order without sleeping.

use std::pin::Pin;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use bihuan_persistence::{Database, DbError, Tx};

/// A row with a counter.
pub(crate) async fn counter(database: &Database) {
    let create = "CREATE TABLE counters (id BIGINT PRIMARY KEY NOT NULL, n BIGINT NOT NULL, version BIGINT NOT NULL); \
                  INSERT INTO counters VALUES (1, 0, 1); INSERT INTO counters VALUES (2, 0, 1);";
    database.write(move |tx| tx.script(create)).await.unwrap();
}

/// The number in the first counter.
pub(crate) async fn counted(database: &Database) -> i64 {
    database.read(|tx| tx.number("SELECT n FROM counters WHERE id = 1")).await.unwrap()
}

/// Adds one to the first counter.
pub(crate) fn increment(tx: &mut Tx<'_>) -> Result<(), DbError> {
    tx.execute("UPDATE counters SET n = n + 1 WHERE id = 1").map(|_| ())
}

/// Polls a future once, which is enough for a write to be in the queue.
pub(crate) async fn started<'f, T>(future: impl Future<Output = T> + 'f) -> Pin<Box<dyn Future<Output = T> + 'f>> {
    let mut future = Box::pin(future);
    tokio::select! {
        biased;
        _ = &mut future => panic!("it finished at once"),
        () = std::future::ready(()) => {}
    }
    future
}

/// Holds work up at a chosen place until it is opened. Passing it again afterwards is free.
#[derive(Clone)]
pub(crate) struct Gate {
    reached: Sender<()>,
    opened: Arc<Mutex<Receiver<()>>>,
}

/// The other side of a [`Gate`]; opens it when dropped.
pub(crate) struct GateKeeper {
    reached: Receiver<()>,
    _open: Sender<()>,
}

pub(crate) fn gate() -> (Gate, GateKeeper) {
    let (reached, arrivals) = channel();
    let (open, opened) = channel();
    (Gate { reached, opened: Arc::new(Mutex::new(opened)) }, GateKeeper { reached: arrivals, _open: open })
}

impl Gate {
    pub(crate) fn pass(&self) {
        self.reached.send(()).ok();
        self.opened.lock().unwrap().recv().ok();
    }
}

impl GateKeeper {
    /// Waits until work stands at the gate.
    pub(crate) fn wait(&self) {
        self.reached.recv().unwrap();
    }

    pub(crate) fn open(self) {}
}

/// Holds SQLite's writer up, so that what is written meanwhile shares the next batch.
pub(crate) async fn hold_up(
    database: &Database,
) -> (GateKeeper, Pin<Box<dyn Future<Output = Result<(), DbError>> + '_>>) {
    let (gate, keeper) = gate();
    let held = started(database.write(move |_| {
        gate.pass();
        Ok::<_, DbError>(())
    }))
    .await;
    keeper.wait();
    (keeper, held)
}
