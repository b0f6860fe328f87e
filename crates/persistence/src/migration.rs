//! Bringing a database to the schema this program knows; both lists of migrations are part of the program.

use diesel::connection::SimpleConnection;
use diesel::{PgConnection, SqliteConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use crate::connection::{AnyConnection, Location, SqliteRole, open_postgres, open_sqlite};
use crate::error::DbError;

const POSTGRES_MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../migrations/postgres");
const SQLITE_MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite");
/// The advisory lock that makes nodes which start together migrate one after the other ("bihuan" in ASCII).
const POSTGRES_MIGRATION_LOCK: i64 = 0x6269_6875_616e;
/// Shown in `pg_stat_activity` while migrating.
const APPLICATION_NAME: &str = "bihuan-migrate";

type AnyError = Box<dyn std::error::Error + Send + Sync>;

/// Runs what is missing and returns the names of what ran. Blocking; safe to run on several nodes at once.
pub fn migrate(url: &str) -> Result<Vec<String>, DbError> {
    match connect(url)? {
        AnyConnection::Postgres(mut connection) => migrate_postgres(&mut connection),
        AnyConnection::Sqlite(mut connection) => migrate_sqlite(&mut connection),
    }
    .map_err(DbError::Other)
}

/// The versions of the migrations that were not run yet. Blocking.
pub fn pending(url: &str) -> Result<Vec<String>, DbError> {
    match connect(url)? {
        AnyConnection::Postgres(mut connection) => connection
            .pending_migrations(POSTGRES_MIGRATIONS)
            .map(|list| list.iter().map(|migration| migration.name().to_string()).collect()),
        AnyConnection::Sqlite(mut connection) => connection
            .pending_migrations(SQLITE_MIGRATIONS)
            .map(|list| list.iter().map(|migration| migration.name().to_string()).collect()),
    }
    .map_err(DbError::Other)
}

/// A connection of its own: no statement timeout, and nothing of the pool is held meanwhile.
fn connect(url: &str) -> Result<AnyConnection, DbError> {
    match Location::parse(url)? {
        Location::Postgres(url) => open_postgres(&url, APPLICATION_NAME, None),
        Location::Sqlite(path) => open_sqlite(&path, SqliteRole::Writer),
    }
}

fn migrate_postgres(connection: &mut PgConnection) -> Result<Vec<String>, AnyError> {
    // Held by the session, so it is released with the connection, whatever happens.
    connection.batch_execute(&format!("SELECT pg_advisory_lock({POSTGRES_MIGRATION_LOCK})"))?;
    let versions = connection.run_pending_migrations(POSTGRES_MIGRATIONS)?;
    Ok(versions.iter().map(ToString::to_string).collect())
}

fn migrate_sqlite(connection: &mut SqliteConnection) -> Result<Vec<String>, AnyError> {
    connection.exclusive_transaction(|connection| {
        let versions = connection.run_pending_migrations(SQLITE_MIGRATIONS)?;
        Ok(versions.iter().map(ToString::to_string).collect())
    })
}
