//! Following the log and counting everything anew come to the same, whatever happened in between.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::collections::BTreeMap;

use bihuan_app::figures;
use bihuan_domain::fact::Fact;
use bihuan_domain::indicator::Registry;
use bihuan_persistence::{Database, DbError, Engine, facts};
use bihuan_testkit::each_engine;
use serde_json::json;

use super::{day, follow};
use crate::people::People;
use crate::requirements::at;

/// The kept sums, as rows of text; those that have come to nothing are none.
async fn sums(database: &Database) -> Vec<String> {
    let query = "SELECT sum_key || ' ' || CAST(day AS TEXT) || ' ' || unit_path || ' ' || kind || ' ' || \
                 CAST(value AS TEXT) AS text FROM figure_sums WHERE value <> 0 ORDER BY 1";
    database.read(move |tx| tx.texts(query)).await.unwrap()
}

/// The same, added up here from the stored facts by the definitions themselves, not by their SQL.
async fn added_up(people: &People) -> Vec<String> {
    let app = &people.server.test.app;
    let registry = Registry::new(&app.directory.current_policy().unwrap().bundle().figures);
    let mut added = BTreeMap::<(String, i32, String, String), i64>::new();
    for fact in &stored(&app.database).await {
        for sum in &registry.sums {
            if let Some((day, value)) = sum.of(fact) {
                let place = &fact.place;
                let key = (sum.key.clone(), day.number(), place.unit.clone(), place.kind.to_string());
                *added.entry(key).or_default() += value;
            }
        }
    }
    let row = |((key, day, unit, kind), value): ((String, i32, String, String), i64)| {
        format!("{key} {day} {unit} {kind} {value}")
    };
    let mut rows: Vec<String> = added.into_iter().filter(|(_, value)| *value != 0).map(row).collect();
    rows.sort();
    rows
}

async fn stored(database: &Database) -> Vec<Fact> {
    database
        .read(|tx| {
            let tickets = facts::tickets_behind(tx, bihuan_domain::id::TicketId(uuid::Uuid::nil()), 10_000)?;
            let mut found = facts::of_tickets(tx, &tickets)?;
            found.sort_by_key(|fact| fact.subject);
            Ok::<_, DbError>(found)
        })
        .await
        .unwrap()
}

async fn recount(people: &People, chief: &bihuan_app::users::User) {
    let answer = people.server.post(chief, "/v1/figures/actions/recount", &json!({})).await.good();
    assert_eq!(answer.json()["recounting"], true);
    follow(people).await;
    assert_eq!(people.server.get(chief, "/v1/figures/state").await.good().json()["recounting"], false);
}

#[actix_web::test]
async fn complaint_32_the_kept_sums_are_those_of_a_full_recount() {
    each_engine(|database| async move {
        let people = People::new(database.clone()).await;
        let readers = day::readers(&people).await;
        // Followed step by step, so that facts are replaced again and again.
        day::live(&people).await;
        follow(&people).await;
        day::complaint(&people).await;
        let opened = people.fault().await;
        follow(&people).await;
        crate::requirements::finish(&people, &opened).await;
        follow(&people).await;
        at(&people, "2026-06-05T01:00:00Z").await;
        follow(&people).await;
        let (kept, found) = (sums(&database).await, stored(&database).await);
        assert_eq!(kept, added_up(&people).await, "kept sums are what the facts add up to");
        recount(&people, &readers.chief).await;
        assert_eq!(sums(&database).await, kept);
        assert_eq!(stored(&database).await, found);
        // What was spoilt is put right.
        database.write(|tx| tx.execute("UPDATE figure_sums SET value = value + 1").map(|_| ())).await.unwrap();
        database.write(|tx| tx.execute("UPDATE facts SET flags = 0, urges = 9").map(|_| ())).await.unwrap();
        recount(&people, &readers.chief).await;
        assert_eq!(sums(&database).await, kept);
        assert_eq!(stored(&database).await, found);
    })
    .await;
}

#[actix_web::test]
async fn a_node_that_dies_between_two_steps_loses_and_doubles_nothing() {
    each_engine(|database| async move {
        let people = People::new(database.clone()).await;
        day::live(&people).await;
        people.server.test.feed_is_complete().await;
        // A step that fails after it has written everything: rolled back as a crash would.
        let spoil = match database.engine() {
            Engine::Postgres => {
                "CREATE FUNCTION fail() RETURNS TRIGGER AS 'BEGIN RAISE EXCEPTION ''dead''; END' LANGUAGE plpgsql; \
                 CREATE TRIGGER dead BEFORE UPDATE ON figure_cursor FOR EACH ROW EXECUTE FUNCTION fail()"
            }
            Engine::Sqlite => {
                "CREATE TRIGGER dead BEFORE UPDATE ON figure_cursor BEGIN SELECT RAISE(ABORT, 'dead'); END"
            }
        };
        database.write(move |tx| tx.script(spoil)).await.unwrap();
        assert!(figures::follow(&people.server.test.app).await.is_err());
        assert_eq!(sums(&database).await, Vec::<String>::new());
        let heal = match database.engine() {
            Engine::Postgres => "DROP TRIGGER dead ON figure_cursor",
            Engine::Sqlite => "DROP TRIGGER dead",
        };
        database.write(move |tx| tx.script(heal)).await.unwrap();
        follow(&people).await;
        let kept = sums(&database).await;
        assert_eq!(kept, added_up(&people).await);
        // Looking at the same entries twice changes nothing.
        let again = "UPDATE figure_cursor SET log_transaction = 0, log_sequence = 0";
        database.write(move |tx| tx.execute(again).map(|_| ())).await.unwrap();
        follow(&people).await;
        assert_eq!(sums(&database).await, kept);
    })
    .await;
}
