//! Opening, migrating and closing.

use bihuan_persistence::{Database, DatabaseSettings, DbError, migrate, pending};
use bihuan_testkit::engines::every_engine;
use bihuan_testkit::{each_engine, sqlite};

use crate::fixtures::{counted, counter, hold_up, increment, started};

#[test]
fn only_known_kinds_of_database_are_opened() {
    for url in ["mysql://host/db", "bihuan.db", "", "sqlite:", "sqlite::memory:", "sqlite:file:x?mode=memory"] {
        let refused = Database::open(&DatabaseSettings::new(url)).err();
        assert!(matches!(refused, Some(DbError::Other(_))), "{url}: {refused:?}");
    }
    let nowhere = Database::open(&DatabaseSettings::new("sqlite:/nowhere/at/all/bihuan.db")).err();
    assert!(matches!(nowhere, Some(DbError::Unavailable { .. })), "{nowhere:?}");
}

#[tokio::test]
async fn a_server_that_is_not_there_is_unavailable() {
    let settings = DatabaseSettings::new("postgres://nobody:secret@127.0.0.1:1/none");
    let database = Database::open(&settings).unwrap();
    let error = database.ping().await.unwrap_err();
    assert!(matches!(&error, DbError::Unavailable { .. }), "{error}");
    assert!(!format!("{error} {settings:?}").contains("secret"));
}

#[tokio::test]
async fn nodes_that_start_together_migrate_once() {
    for place in every_engine() {
        let url = place.url().to_owned();
        let nodes = [(); 4].map(|()| {
            let url = url.clone();
            tokio::task::spawn_blocking(move || migrate(&url))
        });
        for node in nodes {
            assert_eq!(node.await.unwrap().unwrap(), Vec::<String>::new());
        }
        assert_eq!(pending(&url).unwrap(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn an_empty_file_is_migrated_by_one_of_several() {
    let place = sqlite();
    let url = format!("{}.fresh", place.url());
    assert!(!pending(&url).unwrap().is_empty());
    let nodes = [(); 4].map(|()| {
        let url = url.clone();
        tokio::task::spawn_blocking(move || migrate(&url))
    });
    let mut ran = Vec::new();
    for node in nodes {
        ran.extend(node.await.unwrap().unwrap());
    }
    let mut once = ran.clone();
    once.dedup();
    assert!(!ran.is_empty());
    assert_eq!(ran, once);
    assert_eq!(pending(&url).unwrap(), Vec::<String>::new());
}

#[tokio::test]
async fn closing_finishes_what_is_queued_and_refuses_what_comes_later() {
    let place = sqlite();
    let database = place.open();
    counter(&database).await;
    let (keeper, held) = hold_up(&database).await;
    let mut queued = Vec::new();
    for _ in 0..10 {
        queued.push(started(database.write(increment)).await);
    }
    let closing = started(database.close()).await;
    assert!(matches!(database.write(increment).await, Err(DbError::Unavailable { .. })));
    keeper.open();
    closing.await;
    held.await.unwrap();
    for write in queued {
        write.await.unwrap();
    }
    assert_eq!(counted(&place.open()).await, 10);
}

#[tokio::test]
async fn a_closed_database_is_unavailable() {
    each_engine(|database| async move {
        counter(&database).await;
        database.close().await;
        database.close().await;
        assert!(matches!(database.ping().await, Err(DbError::Unavailable { .. })));
        assert!(matches!(database.write(increment).await, Err(DbError::Unavailable { .. })));
    })
    .await;
}
