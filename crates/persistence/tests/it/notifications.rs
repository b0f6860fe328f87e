//! Notifications and their deliveries as rows.

use bihuan_domain::clock::Milestone;
use bihuan_domain::id::{EventId, NotificationId, TicketId, UserId};
use bihuan_domain::notification::{Happening, Subject};
use bihuan_domain::policy::PolicyVersion;
use bihuan_domain::policy::notifications::PushChannel;
use bihuan_persistence::notifications::{self as rows, Delivery, InboxFilter, Notification, Recorded};
use bihuan_persistence::page::{Order, PageRequest};
use bihuan_persistence::users::{self, User};
use bihuan_persistence::{Database, DbError, duties, units};
use bihuan_testkit::each_engine;
use uuid::Uuid;

use crate::plant::{Plant, begin};

const USER: UserId = UserId(Uuid::from_u128(7));

fn notification(no: u128) -> Notification {
    let happening = Happening::Milestone { milestone: Some(Milestone::Urged) };
    Notification {
        id: NotificationId(Uuid::from_u128(no)),
        user: USER,
        ticket: Some(TicketId(Uuid::from_u128(1))),
        event: EventId(Uuid::from_u128(100 + no)),
        policy: PolicyVersion(1),
        code: "urged".parse().unwrap(),
        subject: Subject { number: "1".to_owned(), unit: "repair".parse().unwrap(), happening },
        emergency: false,
        pushed: true,
        push_after: begin().plus_seconds(i64::try_from(no).unwrap()),
        created_at: begin(),
        read_at: None,
        acknowledged_at: None,
    }
}

/// A user, a ticket, and so many notifications with a mail each.
async fn plant(database: &Database, count: u128) {
    let plant = Plant::new();
    database
        .write(move |tx| {
            plant.insert(tx, &plant.opened(1, begin(), None), begin())?;
            for spec in bihuan_testkit::policy::bundle().units {
                units::insert(tx, &spec)?;
            }
            users::insert(tx, &user())?;
            let told: Vec<Notification> = (1..=count).map(notification).collect();
            rows::append(tx, &told)?;
            let delivery = |told: &Notification| Delivery {
                notification: told.id,
                channel: PushChannel::Smtp,
                capped: false,
                at: told.push_after,
            };
            rows::write_deliveries(tx, &told.iter().map(delivery).collect::<Vec<_>>())
        })
        .await
        .unwrap();
}

fn user() -> User {
    User {
        id: USER,
        login: "ann".to_owned(),
        name: "Ann".to_owned(),
        unit: "repair".parse().unwrap(),
        roles: Vec::new(),
        password_hash: String::new(),
        disabled: false,
        version: 1,
        created_at: begin(),
        email: Some("ann@example.org".to_owned()),
    }
}

/// The migration that lets notifications be about no ticket builds their table anew on one engine.
#[tokio::test]
async fn what_was_told_survives_the_migration_that_rebuilds_its_table() {
    each_engine(|database| async move {
        plant(&database, 3).await;
        let folder = if database.engine() == bihuan_persistence::Engine::Postgres { "postgres" } else { "sqlite" };
        let file = |name: &str| {
            let root = env!("CARGO_MANIFEST_DIR");
            std::fs::read_to_string(format!("{root}/../../migrations/{folder}/00000000000015_watches/{name}.sql"))
                .unwrap()
        };
        let (down, up) = (file("down"), file("up"));
        let page = PageRequest { after: None, limit: 10, order: Order::NewestFirst };
        let told = || database.read(move |tx| rows::list(tx, USER, InboxFilter::default(), page));
        let before = told().await.unwrap();
        assert_eq!(before.len(), 3);
        database.write(move |tx| tx.script(&down)).await.unwrap();
        database.write(move |tx| tx.script(&up)).await.unwrap();
        assert_eq!(told().await.unwrap(), before);
        let waiting = database.read(|tx| rows::backlog(tx, PushChannel::Smtp)).await.unwrap();
        assert_eq!(waiting.pending, 3);
    })
    .await;
}

#[tokio::test]
async fn a_notification_is_read_as_it_was_written_and_nobody_is_told_twice_of_one_event() {
    each_engine(|database| async move {
        plant(&database, 1).await;
        let found = database.read(|tx| rows::find(tx, USER, NotificationId(Uuid::from_u128(1)))).await.unwrap();
        assert_eq!(found, Some(notification(1)));
        let again = Notification { id: NotificationId(Uuid::from_u128(2)), ..notification(1) };
        let refused = database.write(move |tx| rows::append(tx, std::slice::from_ref(&again))).await;
        assert!(refused.is_err_and(|error: DbError| error.is_unique_on("notifications", &["event_id", "user_id"])));
    })
    .await;
}

#[tokio::test]
async fn a_claim_holds_until_its_end_and_only_its_holder_records() {
    each_engine(|database| async move {
        plant(&database, 3).await;
        let (now, until) = (begin().plus_seconds(2), begin().plus_seconds(100));
        let claim =
            async |now, until| database.write(move |tx| rows::claim(tx, PushChannel::Smtp, now, until, 10)).await;
        let first = claim(now, until).await.unwrap();
        assert_eq!(first.iter().map(|claimed| claimed.attempt).collect::<Vec<_>>(), [1, 1], "the third is not due");
        assert_eq!(claim(now, until).await.unwrap(), []);
        let second = claim(until, begin().plus_seconds(200)).await.unwrap();
        assert_eq!(second.iter().map(|claimed| claimed.attempt).max(), Some(2));
        let id = NotificationId(Uuid::from_u128(1));
        for (attempt, recorded) in [(1, false), (2, true), (2, false)] {
            let sent = Recorded::Sent { at: now };
            let done = database.write(move |tx| rows::record(tx, id, PushChannel::Smtp, attempt, sent.clone())).await;
            assert_eq!(done.unwrap(), recorded, "attempt {attempt}");
        }
        let backlog = database.read(|tx| rows::backlog(tx, PushChannel::Smtp)).await.unwrap();
        assert_eq!((backlog.pending, backlog.oldest), (2, Some(begin().plus_seconds(200))));
    })
    .await;
}

#[tokio::test]
async fn pushes_are_counted_over_a_stretch_of_time_and_duty_begins_once() {
    each_engine(|database| async move {
        plant(&database, 5).await;
        let (from, until) = (begin().plus_seconds(1), begin().plus_seconds(4));
        let counted = database.read(move |tx| rows::pushed_between(tx, &[USER], from, until)).await.unwrap();
        assert_eq!(counted, [(USER, 3)]);
        let duty = database
            .write(|tx| {
                duties::begin(tx, USER, begin())?;
                duties::begin(tx, USER, begin().plus_seconds(5))?;
                let since = duties::since(tx, USER)?;
                let among = duties::among(tx, &[USER])?;
                duties::end(tx, USER)?;
                Ok::<_, DbError>((since, among, duties::among(tx, &[USER])?))
            })
            .await
            .unwrap();
        assert_eq!(duty, (Some(begin()), vec![USER], vec![]));
    })
    .await;
}
