//! The types as a query meets them, on both engines.

use bihuan_domain::id::TicketId;
use bihuan_domain::time::Timestamp;
use bihuan_testkit::engines::every_engine;
use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{DbInstant, DbJson, DbUuid, Id, Instant, Json};
use crate::connection::{AnyConnection, each};
use crate::{Database, DatabaseSettings, DbError, Engine, Tx};

diesel::table! {
    samples (id) {
        id -> crate::types::DbUuid,
        parent -> Nullable<crate::types::DbUuid>,
        made_at -> crate::types::DbInstant,
        ended_at -> Nullable<crate::types::DbInstant>,
        body -> crate::types::DbJson,
        extra -> Nullable<crate::types::DbJson>,
        version -> BigInt,
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Body {
    text: String,
    count: i32,
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = samples, treat_none_as_default_value = false)]
struct Row {
    id: Id,
    parent: Option<Id>,
    made_at: Instant,
    ended_at: Option<Instant>,
    body: Json<Body>,
    extra: Option<Json<serde_json::Value>>,
    version: i64,
}

fn create(tx: &mut Tx<'_>) -> Result<(), DbError> {
    tx.connection.batch_execute(match tx.engine() {
        Engine::Postgres => {
            "CREATE TABLE samples (id uuid PRIMARY KEY, parent uuid, made_at timestamptz NOT NULL, \
             ended_at timestamptz, body jsonb NOT NULL, extra jsonb, version bigint NOT NULL)"
        }
        Engine::Sqlite => {
            "CREATE TABLE samples (id BLOB PRIMARY KEY NOT NULL, parent BLOB, made_at INTEGER NOT NULL, \
             ended_at INTEGER, body TEXT NOT NULL, extra TEXT, version INTEGER NOT NULL) STRICT"
        }
    })?;
    Ok(())
}

fn row(number: u128, made_at_micros: i64) -> Row {
    Row {
        id: Id(Uuid::from_u128(number)),
        parent: None,
        made_at: Instant(Timestamp::from_micros(made_at_micros)),
        ended_at: None,
        body: Json(Body { text: "停电 \"x\"".to_owned(), count: 3 }),
        extra: None,
        version: 1,
    }
}

fn insert(tx: &mut Tx<'_>, row: &Row) -> Result<(), DbError> {
    diesel::insert_into(samples::table).values(row).execute(tx.connection)?;
    Ok(())
}

/// Runs queries in one transaction on a fresh database of each engine.
fn on_each_engine(queries: impl Fn(&mut Tx<'_>) -> Result<(), DbError> + Send + Sync + Copy + 'static) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for place in every_engine() {
        eprintln!("on {}", place.url());
        let database = Database::open(&DatabaseSettings::new(place.url())).unwrap();
        runtime.block_on(database.write(move |tx| create(tx).and_then(|()| queries(tx)))).unwrap();
        runtime.block_on(database.close());
    }
}

#[test]
fn a_row_comes_back_as_it_was_stored() {
    on_each_engine(|tx| {
        let bare = row(1, 1_795_309_323_456_000);
        let full = Row {
            parent: Some(bare.id),
            ended_at: Some(Instant(Timestamp::from_micros(-86_400_000_000))),
            extra: Some(Json(serde_json::json!({"列表": [1, null, "二"]}))),
            ..row(u128::MAX, 0)
        };
        insert(tx, &bare)?;
        insert(tx, &full)?;
        let stored: Vec<Row> = samples::table.select(Row::as_select()).order(samples::id).load(tx.connection)?;
        assert_eq!(stored, [bare, full]);
        Ok(())
    });
}

#[test]
fn the_first_and_the_last_instant_survive() {
    on_each_engine(|tx| {
        // PostgreSQL ends at 4714 BC; the years that occur are far inside.
        let ends = [row(1, -62_135_596_800_000_000), row(2, 253_402_207_200_999_000)];
        for end in &ends {
            insert(tx, end)?;
        }
        let stored: Vec<Instant> =
            samples::table.select(samples::made_at).order(samples::made_at).load(tx.connection)?;
        assert_eq!(stored, ends.map(|row| row.made_at));
        Ok(())
    });
}

#[test]
fn filters_lists_and_ranges_understand_the_types() {
    on_each_engine(|tx| {
        for number in 1..=5 {
            insert(tx, &row(number, i64::try_from(number).unwrap() * 1_000_000))?;
        }
        let wanted = [1, 3, 9].map(|number| Id(Uuid::from_u128(number)));
        let found: Vec<Id> = samples::table
            .select(samples::id)
            .filter(samples::id.eq_any(wanted))
            .order(samples::id)
            .load(tx.connection)?;
        assert_eq!(found, [wanted[0], wanted[1]]);

        let after = Instant(Timestamp::from_micros(3_000_000));
        let mut range = samples::table.select(samples::id).into_boxed();
        range =
            range.filter(samples::made_at.ge(after)).filter(samples::made_at.gt(after).or(samples::id.gt(wanted[1])));
        range = range.filter(samples::parent.is_null().or(samples::ended_at.lt(after))).limit(1);
        let next: Option<Id> = range.order((samples::made_at, samples::id)).first(tx.connection).optional()?;
        assert_eq!(next, Some(Id(Uuid::from_u128(4))));

        let last: Option<Instant> = samples::table.select(diesel::dsl::max(samples::made_at)).first(tx.connection)?;
        assert_eq!(last, Some(Instant(Timestamp::from_micros(5_000_000))));
        Ok(())
    });
}

#[test]
fn raw_queries_bind_and_return_the_types() {
    #[derive(QueryableByName)]
    struct Found {
        #[diesel(sql_type = DbUuid)]
        id: Id,
        #[diesel(sql_type = diesel::sql_types::Nullable<DbInstant>)]
        ended_at: Option<Instant>,
        #[diesel(sql_type = DbJson)]
        body: Json<Body>,
    }
    on_each_engine(|tx| {
        let sample = row(7, 5_000_000);
        insert(tx, &sample)?;
        // SQLite numbers its parameters by their first appearance, whatever the digit: they must appear in order.
        let found: Found = diesel::sql_query(
            "SELECT id, ended_at, body FROM samples WHERE id = $1 AND made_at <= $2 AND made_at >= $2",
        )
        .bind::<DbUuid, _>(sample.id)
        .bind::<DbInstant, _>(sample.made_at)
        .get_result(tx.connection)?;
        assert_eq!((found.id, found.ended_at, found.body), (sample.id, None, sample.body));
        Ok(())
    });
}

#[test]
fn guarded_updates_return_their_columns() {
    on_each_engine(|tx| {
        insert(tx, &row(1, 0))?;
        let guarded = |version: i64| {
            diesel::update(samples::table.find(Id(Uuid::from_u128(1))).filter(samples::version.eq(version))).set((
                samples::version.eq(version + 1),
                samples::ended_at.eq(Some(Instant(Timestamp::from_micros(2_000)))),
                samples::parent.eq(None::<Id>),
            ))
        };
        let ended: Option<Instant> = guarded(1).returning(samples::ended_at).get_result(tx.connection)?;
        assert_eq!(ended, Some(Instant(Timestamp::from_micros(2_000))));
        let rows = guarded(1).execute(tx.connection)?;
        assert!(matches!(DbError::guard(rows), Err(DbError::Stale)));
        Ok(())
    });
}

#[test]
fn one_text_upserts_and_inserts_many_on_each_engine() {
    on_each_engine(|tx| {
        let rows = [row(1, 0), row(2, 0)];
        let inserted = each!(tx, |connection| diesel::insert_into(samples::table).values(&rows).execute(connection))?;
        assert_eq!(inserted, 2);
        let again = Row { version: 9, ..row(2, 0) };
        each!(tx, |connection| {
            diesel::insert_into(samples::table)
                .values(&again)
                .on_conflict(samples::id)
                .do_update()
                .set(samples::version.eq(again.version))
                .execute(connection)
        })?;
        let stored: Row = each!(tx, |connection| {
            diesel::update(samples::table.find(again.id))
                .set(samples::version.eq(samples::version + 1))
                .returning(Row::as_returning())
                .get_result(connection)
        })?;
        assert_eq!(stored, Row { version: 10, ..again });
        Ok(())
    });
}

#[test]
fn rows_to_claim_are_locked_where_the_engine_can() {
    on_each_engine(|tx| {
        insert(tx, &row(1, 0))?;
        let due = samples::table.select(samples::id).order(samples::made_at).limit(10);
        let claimed: Vec<Id> = match &mut *tx.connection {
            AnyConnection::Postgres(connection) => due.for_update().skip_locked().load(connection)?,
            AnyConnection::Sqlite(connection) => due.load(connection)?,
        };
        assert_eq!(claimed.len(), 1);
        Ok(())
    });
}

#[test]
fn ids_and_instants_convert_from_and_to_the_domain() {
    let ticket = TicketId(Uuid::from_u128(5));
    assert_eq!(TicketId::from(Id::from(ticket)), ticket);
    let now = Timestamp::from_micros(1_795_309_323_456_789);
    assert_eq!(Timestamp::from(Instant::from(now)), now);
}
