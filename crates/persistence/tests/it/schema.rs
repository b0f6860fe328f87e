//! The schemas of the two engines say the same.

use bihuan_persistence::{Database, DbError, Engine};
use bihuan_testkit::engines::{postgres, sqlite};

/// `table.column type null`, with the types by the names they have in the code.
const POSTGRES: &str = "SELECT table_name || '.' || column_name || ' ' || CASE data_type WHEN 'timestamp with time zone' \
     THEN 'instant' WHEN 'jsonb' THEN 'text' WHEN 'bigint' THEN 'integer' WHEN 'smallint' THEN 'integer' WHEN 'boolean' \
     THEN 'integer' ELSE data_type END || CASE is_nullable WHEN 'YES' THEN ' null' ELSE '' END AS text \
     FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1";
const SQLITE: &str = "SELECT t.name || '.' || c.name || ' ' || lower(c.type) || \
     CASE WHEN c.\"notnull\" = 0 AND c.pk = 0 THEN ' null' ELSE '' END AS text \
     FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' ORDER BY 1";
/// Where the engines differ by design: the log's order needs the writing transaction on PostgreSQL only.
const ONLY_POSTGRES: &[&str] = &["events.tx xid8"];

async fn columns(database: &Database) -> Vec<String> {
    let engine = database.engine();
    let query = match engine {
        Engine::Postgres => POSTGRES,
        Engine::Sqlite => SQLITE,
    };
    let rows = database.read(move |tx| tx.texts(query)).await.unwrap();
    rows.into_iter()
        .filter(|column| !column.starts_with("__diesel") && !column.starts_with("sqlite_"))
        .filter(|column| !ONLY_POSTGRES.contains(&column.as_str()))
        // An id is 16 bytes in a BLOB, an instant counts microseconds in an INTEGER.
        .map(|column| column.replace(" uuid", " blob").replace(" instant", " integer"))
        .collect()
}

#[tokio::test]
async fn both_engines_have_the_same_tables_columns_and_nulls() {
    let Some(postgres) = postgres() else { return };
    let sqlite = sqlite();
    let (left, right) = (columns(&sqlite.open()).await, columns(&postgres.open()).await);
    assert!(left.len() > 90, "the query must see the tables: {left:?}");
    assert_eq!(left, right);
}

/// All migrations of an engine: down from the last to the first, and up again.
fn scripts(engine: &str) -> (String, String) {
    let root = format!("{}/../../migrations/{engine}", env!("CARGO_MANIFEST_DIR"));
    let mut folders: Vec<_> = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let read = |folder: &std::path::PathBuf, name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let down = folders.iter().rev().map(|folder| read(folder, "down.sql")).collect();
    (down, folders.iter().map(|folder| read(folder, "up.sql")).collect())
}

#[tokio::test]
async fn the_schema_goes_down_and_up_again_on_both_engines() {
    for (engine, folder) in [(Engine::Postgres, "postgres"), (Engine::Sqlite, "sqlite")] {
        let (down, up) = scripts(folder);
        bihuan_testkit::each_engine(|database| {
            let (down, up) = (down.clone(), up.clone());
            async move {
                if database.engine() != engine {
                    return;
                }
                let before = columns(&database).await;
                database
                    .write(move |tx| {
                        tx.script(&down)?;
                        tx.script(&up)?;
                        Ok::<_, DbError>(())
                    })
                    .await
                    .unwrap();
                assert_eq!(columns(&database).await, before);
            }
        })
        .await;
    }
}
