//! A PostgreSQL database of its own for each test, in the throw-away cluster that `cargo xtask test` starts.

use std::io::Write as _;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Once, OnceLock};

use bihuan_persistence::migrate;
use diesel::connection::SimpleConnection as _;
use diesel::dsl::sql;
use diesel::sql_types::BigInt;
use diesel::{Connection as _, PgConnection, RunQueryDsl as _};

/// The administrator's URL of the cluster.
const CLUSTER: &str = "BIHUAN_TEST_POSTGRES";
/// When one of these is set, tests without PostgreSQL fail instead of being skipped.
const REQUIRED: [&str; 2] = ["CI", "BIHUAN_REQUIRE_POSTGRES"];
/// The migrated database that all others are copied from.
const TEMPLATE: &str = "bihuan_template";
/// Taken alone to migrate the template, shared to copy it, because a copy fails while anybody is connected to it.
const TEMPLATE_LOCK: i64 = 0x7465_6d70;

/// A migrated, empty database that is dropped with this value.
pub struct PostgresDatabase {
    cluster: String,
    name: String,
    url: String,
}

impl PostgresDatabase {
    /// Its URL.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for PostgresDatabase {
    fn drop(&mut self) {
        let dropped =
            PgConnection::establish(&self.cluster).map_err(|error| error.to_string()).and_then(|mut connection| {
                connection
                    .batch_execute(&format!("DROP DATABASE {} WITH (FORCE)", self.name))
                    .map_err(|error| error.to_string())
            });
        if let Err(error) = dropped {
            eprintln!("the test database {} stays behind: {error}", self.name);
        }
    }
}

/// A fresh database. None when no cluster is there, with a warning; where PostgreSQL is required that is a failure.
#[must_use]
#[expect(clippy::expect_used, reason = "a test without its database must fail")]
pub fn database() -> Option<PostgresDatabase> {
    let cluster = cluster()?;
    static TEMPLATE_READY: OnceLock<()> = OnceLock::new();
    TEMPLATE_READY.get_or_init(|| prepare_template(&cluster));
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let name = format!("bihuan_test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let mut connection = PgConnection::establish(&cluster).expect("the test cluster answers");
    connection
        .batch_execute(&format!("SELECT pg_advisory_lock_shared({TEMPLATE_LOCK})"))
        .expect("the lock of the template");
    // A process that was killed may have left one of the same name behind.
    connection.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).expect("an old copy goes");
    connection
        .batch_execute(&format!("CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY"))
        .expect("a copy of the template");
    let url = with_database(&cluster, &name);
    Some(PostgresDatabase { cluster, name, url })
}

#[expect(clippy::panic, reason = "skipping must not go unseen where PostgreSQL is required")]
#[expect(clippy::disallowed_methods, reason = "tests have no configuration; their runner speaks to them so")]
fn cluster() -> Option<String> {
    static WARNING: Once = Once::new();
    let cluster = std::env::var(CLUSTER).ok().filter(|url| !url.is_empty());
    if cluster.is_none() {
        if let Some(name) = REQUIRED.iter().find(|name| std::env::var_os(name).is_some()) {
            panic!("{name} is set, so tests need PostgreSQL: run `cargo xtask test` or set {CLUSTER}");
        }
        WARNING.call_once(|| {
            // Not `eprintln!`, which the test runner hides while tests pass.
            let warning = format!("WARNING: {CLUSTER} is not set, tests run on SQLite ONLY; see `cargo xtask test`");
            writeln!(std::io::stderr(), "{warning}").ok();
        });
    }
    cluster
}

/// Creates and migrates the template, one process at a time.
#[expect(clippy::expect_used, reason = "a test without its database must fail")]
fn prepare_template(cluster: &str) {
    let mut connection = PgConnection::establish(cluster).expect("the test cluster answers");
    connection.batch_execute(&format!("SELECT pg_advisory_lock({TEMPLATE_LOCK})")).expect("the lock of the template");
    let templates: i64 =
        diesel::select(sql::<BigInt>(&format!("(SELECT count(*) FROM pg_database WHERE datname = '{TEMPLATE}')")))
            .get_result(&mut connection)
            .expect("the list of databases");
    if templates == 0 {
        connection.batch_execute(&format!("CREATE DATABASE {TEMPLATE}")).expect("an empty template");
    }
    migrate(&with_database(cluster, TEMPLATE)).expect("the migrations run on PostgreSQL");
}

/// The same URL with another database name in its path.
#[must_use]
pub fn with_database(url: &str, name: &str) -> String {
    let (address, query) = url.split_once('?').map_or((url, None), |(address, query)| (address, Some(query)));
    let authority = address.find("://").map_or(0, |scheme| scheme + 3);
    let path = address[authority..].find('/').map_or(address.len(), |slash| authority + slash);
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    format!("{}/{name}{query}", &address[..path])
}
