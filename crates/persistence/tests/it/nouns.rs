//! Tickets and what belongs to them, stored and found again.

use std::sync::Arc;

use bihuan_domain::case::Command;
use bihuan_domain::id::TicketId;
use bihuan_domain::work_order::WorkOrderCommand;
use bihuan_persistence::cases::{self, LoadLock};
use bihuan_persistence::events::{self, LogPosition};
use bihuan_persistence::page::{Order, PageRequest, Position, Scope, Subtree};
use bihuan_persistence::tickets::{self, TicketFilter};
use bihuan_persistence::work_orders::{self, Reach, WorkOrderFilter};
use bihuan_persistence::{Database, DbError, number_blocks, wakes};
use bihuan_testkit::each_engine;
use uuid::Uuid;

use crate::plant::{Plant, begin};

fn under(path: &str) -> Scope {
    Scope::Under(Subtree::of(path))
}

async fn plant_with(database: &Database, tickets: u128) -> Arc<Plant> {
    let plant = Arc::new(Plant::new());
    let planted = plant.clone();
    database
        .write(move |tx| {
            for no in 1..=tickets {
                // Three tickets share each moment, so that the id must break the tie.
                let at = begin().plus_seconds(i64::try_from(no / 3).unwrap());
                planted.insert(tx, &planted.opened(no, at, None), at)?;
            }
            Ok::<_, DbError>(())
        })
        .await
        .unwrap();
    plant
}

#[tokio::test]
async fn a_case_is_read_as_it_was_written() {
    each_engine(|database| async move {
        let plant = plant_with(&database, 1).await;
        let expected = plant.opened(1, begin(), None).case;
        let id = expected.ticket.id;
        let stored = database.read(move |tx| cases::load(tx, id, LoadLock::None)).await.unwrap().unwrap();
        assert_eq!(stored.case, expected);
        assert_eq!(stored.versions.ticket, 1);
    })
    .await;
}

#[tokio::test]
async fn every_change_counts_the_version_and_a_stale_writer_is_turned_away() {
    each_engine(|database| async move {
        let plant = plant_with(&database, 1).await;
        let id = TicketId(Uuid::from_u128(1));
        let changed = database
            .write(move |tx| {
                let before = cases::load(tx, id, LoadLock::Wait)?.unwrap();
                let order = before.case.work_orders[0].id;
                let after = plant.act(
                    tx,
                    id,
                    &Command::WorkOrder(order, WorkOrderCommand::Receive),
                    begin().plus_seconds(30),
                )?;
                let again = cases::load(tx, id, LoadLock::Wait)?.unwrap();
                assert_eq!(again.case, after);
                assert_eq!((again.versions.ticket, again.versions.work_orders[&order]), (2, 2));
                // `before` is what a slower writer still holds.
                let stale = cases::update(
                    tx,
                    &before,
                    cases::Changes {
                        after: &after,
                        events: &[],
                        at: begin(),
                        organisation: &plant.organisation,
                        year: 2026,
                    },
                );
                assert!(matches!(stale, Err(DbError::Stale)), "{stale:?}");
                Ok::<_, DbError>(again.versions.ticket)
            })
            .await
            .unwrap();
        assert_eq!(changed, 2);
    })
    .await;
}

#[tokio::test]
async fn an_external_name_is_taken_once_and_for_ever() {
    each_engine(|database| async move {
        let plant = Arc::new(Plant::new());
        let insert = |no: u128| {
            let plant = plant.clone();
            database.write(move |tx| plant.insert(tx, &plant.opened(no, begin(), Some("A-1")), begin()))
        };
        insert(1).await.unwrap();
        let second = insert(2).await.unwrap_err();
        assert!(second.is_unique_on("tickets", &["system", "external_id"]), "{second}");
        let found = database.read(|tx| tickets::find_by_external(tx, "test", "A-1")).await.unwrap();
        assert_eq!(found, Some(TicketId(Uuid::from_u128(1))));
    })
    .await;
}

#[tokio::test]
async fn a_unit_sees_its_subtree_and_a_stranger_sees_nothing() {
    each_engine(|database| async move {
        plant_with(&database, 1).await;
        let id = TicketId(Uuid::from_u128(1));
        for (scope, seen) in [
            (Scope::Everything, true),
            (under("company/centre/"), true),
            (under("company/repair/"), true),
            (under("company/marketing/"), false),
            (under("company/rep/"), false),
        ] {
            let (one, many) = (scope.clone(), scope.clone());
            let visible = database.read(move |tx| cases::is_visible(tx, id, &one)).await.unwrap();
            assert_eq!(visible, seen, "{scope:?}");
            let page = PageRequest { after: None, limit: 10, order: Order::OldestFirst };
            let listed =
                database.read(move |tx| tickets::list(tx, &TicketFilter::default(), &many, page)).await.unwrap();
            assert_eq!(listed.len(), usize::from(seen), "{scope:?}");
        }
        let page = PageRequest { after: None, limit: 10, order: Order::OldestFirst };
        for (path, reach, seen) in [
            ("company/repair/", Reach::Held, 1),
            ("company/centre/", Reach::Held, 0),
            ("company/centre/", Reach::Visible, 1),
            ("company/marketing/", Reach::Visible, 0),
        ] {
            let scope = under(path);
            let listed = database
                .read(move |tx| work_orders::list(tx, &WorkOrderFilter::default(), &scope, reach, page))
                .await
                .unwrap();
            assert_eq!(listed.len(), seen, "{path} {reach:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn pages_have_no_gaps_and_no_repeats_in_either_order() {
    each_engine(|database| async move {
        plant_with(&database, 25).await;
        for order in [Order::OldestFirst, Order::NewestFirst] {
            let mut seen = Vec::new();
            let mut after = None;
            loop {
                let page = PageRequest { after, limit: 4, order };
                let scope = under("company/centre/");
                let rows =
                    database.read(move |tx| tickets::list(tx, &TicketFilter::default(), &scope, page)).await.unwrap();
                let Some((_, last)) = rows.last() else { break };
                after = Some(Position { at: last.opened_at, id: last.id.0 });
                seen.extend(rows.iter().map(|(_, ticket)| ticket.id.0.as_u128()));
            }
            let mut expected: Vec<u128> = (1..=25).collect();
            if order == Order::NewestFirst {
                expected.reverse();
            }
            assert_eq!(seen, expected, "{order:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_alarm_follows_the_earliest_deadline_and_goes_with_the_last() {
    each_engine(|database| async move {
        let plant = plant_with(&database, 1).await;
        let id = TicketId(Uuid::from_u128(1));
        let expected = plant.opened(1, begin(), None).case.next_wakeup();
        assert_eq!(database.read(wakes::next_due).await.unwrap(), expected);
        let woken_at = expected.unwrap();
        let waking = plant.clone();
        let after = database.write(move |tx| waking.wake(tx, id, woken_at)).await.unwrap();
        let next = database.read(wakes::next_due).await.unwrap();
        assert_eq!(next, after.next_wakeup());
        assert!(next > Some(woken_at), "the same alarm does not ring twice");
        let due = database.read(move |tx| wakes::claim(tx, woken_at, 10)).await.unwrap();
        assert_eq!(due, Vec::<TicketId>::new());
    })
    .await;
}

#[tokio::test]
async fn serials_are_handed_out_once() {
    each_engine(|database| async move {
        let take = |day: &'static str| database.write(move |tx| number_blocks::take(tx, day, 100));
        assert_eq!(take("2026-03-02").await.unwrap(), 1);
        assert_eq!(take("2026-03-02").await.unwrap(), 101);
        assert_eq!(take("2026-03-03").await.unwrap(), 1);
    })
    .await;
}

/// Sixteen writers at once, and a reader that follows: a plain sequence would hide what commits late.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_follower_of_the_log_misses_nothing_however_many_write() {
    const WRITERS: u128 = 16;
    const TICKETS_EACH: u128 = 12;
    /// Opened, accepted, dispatched, and the work order's own.
    const EVENTS_EACH: usize = 4;
    each_engine(|database| async move {
        let plant = Arc::new(Plant::new());
        let mut writers = tokio::task::JoinSet::new();
        for writer in 0..WRITERS {
            let (database, plant) = (database.clone(), plant.clone());
            writers.spawn(async move {
                for no in 0..TICKETS_EACH {
                    let plant = plant.clone();
                    let opened = plant.opened(1 + writer * 1_000 + no, begin(), None);
                    database.write(move |tx| plant.insert(tx, &opened, begin())).await.unwrap();
                }
            });
        }
        let mut seen = Vec::new();
        let mut position = LogPosition::default();
        let mut written = None;
        // The end of the log shows only when no older transaction runs in the whole cluster, other tests' included.
        while written != Some(seen.len()) {
            let from = position;
            let batch = database.read(move |tx| events::follow(tx, from, &Scope::Everything, 50)).await.unwrap();
            for entry in batch {
                assert!(entry.position > position, "the log never goes back");
                position = entry.position;
                seen.push(entry.id);
            }
            while let Some(ended) = writers.try_join_next() {
                ended.unwrap();
            }
            if writers.is_empty() && written.is_none() {
                let count = database.read(|tx| tx.number("SELECT count(*) FROM events")).await.unwrap();
                written = Some(usize::try_from(count).unwrap());
            }
            tokio::task::yield_now().await;
        }
        let written = seen.len();
        assert_eq!(written, usize::try_from(WRITERS * TICKETS_EACH).unwrap() * EVENTS_EACH);
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), written, "nothing twice");
    })
    .await;
}
