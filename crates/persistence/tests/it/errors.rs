//! Violations, told the same way by both engines.

use bihuan_persistence::{Database, DbError};
use bihuan_testkit::each_engine;

async fn tables(database: &Database) {
    let create = "CREATE TABLE owners (id BIGINT PRIMARY KEY NOT NULL); \
                  CREATE TABLE items (id BIGINT PRIMARY KEY NOT NULL, system TEXT, \"order\" TEXT, name TEXT NOT NULL, \
                  state TEXT NOT NULL DEFAULT 'open', owner BIGINT REFERENCES owners (id), \
                  CONSTRAINT items_name_short CHECK (length(name) < 5), UNIQUE (system, \"order\")); \
                  CREATE UNIQUE INDEX items_one_open ON items (owner, state) WHERE state = 'open'; \
                  CREATE UNIQUE INDEX items_lower_name ON items (lower(name)); \
                  INSERT INTO owners VALUES (7); \
                  INSERT INTO items (id, system, \"order\", name, owner) VALUES (1, 's', 'o', 'a', 7);";
    database.write(move |tx| tx.script(create)).await.unwrap();
}

async fn refused(database: &Database, statement: &'static str) -> DbError {
    database.write(move |tx| tx.execute(statement)).await.unwrap_err()
}

#[tokio::test]
async fn a_unique_violation_is_named_the_same_on_both_engines() {
    each_engine(|database| async move {
        tables(&database).await;
        let key = refused(&database, "INSERT INTO items (id, name) VALUES (1, 'b')").await;
        assert!(key.is_unique_on("items", &["id"]), "{key}");
        let pair =
            refused(&database, "INSERT INTO items (id, name, system, \"order\") VALUES (2, 'b', 's', 'o')").await;
        assert!(pair.is_unique_on("items", &["system", "order"]), "{pair}");
        assert!(!pair.is_unique_on("items", &["system"]));
        let partial = refused(&database, "INSERT INTO items (id, name, owner) VALUES (2, 'b', 7)").await;
        assert!(partial.is_unique_on("items", &["owner", "state"]), "{partial}");
        let expression = refused(&database, "INSERT INTO items (id, name) VALUES (2, 'A')").await;
        assert!(
            matches!(&expression, DbError::Unique { constraint } if constraint == "items_lower_name"),
            "{expression}"
        );
    })
    .await;
}

#[tokio::test]
async fn the_other_violations_are_told_by_kind() {
    each_engine(|database| async move {
        tables(&database).await;
        let reference = refused(&database, "INSERT INTO items (id, name, owner) VALUES (2, 'b', 99)").await;
        assert!(matches!(reference, DbError::ForeignKey), "{reference}");
        let still_used = refused(&database, "DELETE FROM owners WHERE id = 7").await;
        assert!(matches!(still_used, DbError::ForeignKey), "{still_used}");
        let rule = refused(&database, "INSERT INTO items (id, name) VALUES (2, 'too long')").await;
        assert!(matches!(&rule, DbError::Check { constraint } if constraint == "items_name_short"), "{rule}");
        let missing = refused(&database, "INSERT INTO items (id, name) VALUES (2, NULL)").await;
        assert!(matches!(&missing, DbError::NotNull { column } if column == "name"), "{missing}");
    })
    .await;
}
