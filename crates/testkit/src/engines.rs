//! Databases for tests: migrated, empty, of their own for each test, gone afterwards.

use std::future::Future;
use std::sync::OnceLock;

use bihuan_persistence::{Database, DatabaseSettings, Engine, migrate};
use tempfile::TempDir;

use crate::postgres::{self, PostgresDatabase};

/// A database that lives as long as this value.
pub struct TestDatabase {
    settings: DatabaseSettings,
    engine: Engine,
    /// Removed on drop.
    _place: Place,
}

enum Place {
    Postgres { _database: PostgresDatabase },
    Sqlite { _directory: TempDir },
}

impl TestDatabase {
    /// How to open it; change a copy to test other settings.
    #[must_use]
    pub fn settings(&self) -> DatabaseSettings {
        self.settings.clone()
    }

    /// Its URL.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.settings.url
    }

    /// Its engine.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Opens it with the default settings.
    #[must_use]
    #[expect(clippy::expect_used, reason = "a test without its database must fail")]
    pub fn open(&self) -> Database {
        Database::open(&self.settings).expect("the test database opens")
    }
}

/// A fresh SQLite database: a copy of one that was migrated once in this process.
#[must_use]
#[expect(clippy::expect_used, reason = "a test without its database must fail")]
pub fn sqlite() -> TestDatabase {
    static MIGRATED: OnceLock<Vec<u8>> = OnceLock::new();
    let template = MIGRATED.get_or_init(|| {
        let directory = TempDir::new().expect("a temporary directory");
        let file = directory.path().join("template.db");
        // Closing the only connection folds the write-ahead log into the file.
        migrate(&format!("sqlite:{}", file.display())).expect("the migrations run on SQLite");
        std::fs::read(file).expect("the migrated file")
    });
    let directory = TempDir::new().expect("a temporary directory");
    let file = directory.path().join("bihuan.db");
    std::fs::write(&file, template).expect("a copy of the migrated file");
    TestDatabase {
        settings: DatabaseSettings::new(format!("sqlite:{}", file.display())),
        engine: Engine::Sqlite,
        _place: Place::Sqlite { _directory: directory },
    }
}

/// A fresh PostgreSQL database, or None where tests may go without (see [`postgres::database`]).
#[must_use]
pub fn postgres() -> Option<TestDatabase> {
    let database = postgres::database()?;
    Some(TestDatabase {
        settings: DatabaseSettings::new(database.url()),
        engine: Engine::Postgres,
        _place: Place::Postgres { _database: database },
    })
}

/// A fresh database on every engine that is there.
#[must_use]
pub fn every_engine() -> Vec<TestDatabase> {
    std::iter::once(sqlite()).chain(postgres()).collect()
}

/// Runs a test on a fresh database of every engine, one after the other.
///
/// ```ignore
/// each_engine(|database| async move { database.ping().await.unwrap() }).await;
/// ```
pub async fn each_engine<F: Future<Output = ()>>(test: impl Fn(Database) -> F) {
    for place in every_engine() {
        // Shown only when the test fails.
        eprintln!("on {:?}:", place.engine());
        let database = place.open();
        test(database.clone()).await;
        database.close().await;
    }
}
