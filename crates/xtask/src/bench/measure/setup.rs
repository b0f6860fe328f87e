//! What all measurements stand on: a durable cluster, a folder, and a prepared database of each engine to copy.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tempfile::TempDir;

use super::database::{Database, Place};
use super::program::Program;
use super::psql::Psql;
use crate::bench::case::Engine;
use crate::interrupt::Interrupt;
use crate::postgres::{Binaries, Cluster, Durability};

/// The name of the databases that are copied.
const TEMPLATE: &str = "template";

#[derive(Debug)]
pub(super) struct Setup {
    pub(super) program: Program,
    pub(super) interrupt: Interrupt,
    pub(super) runtime: tokio::runtime::Runtime,
    binaries: Binaries,
    cluster: Cluster,
    folder: TempDir,
}

impl Setup {
    /// Starts the cluster and prepares the databases to copy.
    pub(super) fn prepare(engines: &[Engine]) -> Result<Self> {
        let interrupt = Interrupt::listen()?;
        let program = Program::find()?;
        let binaries = Binaries::find_or_install()?;
        let cluster = Cluster::start(&binaries, Durability::Durable)?;
        let folder = tempfile::Builder::new().prefix("bihuan-bench-").tempdir()?;
        // One thread: the driver must leave the processors to what it measures.
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let setup = Self { program, interrupt, runtime, binaries, cluster, folder };
        // Always, because the statements are recorded on it.
        setup.create(&Database::postgres(setup.cluster.url(), TEMPLATE))?;
        if engines.contains(&Engine::Sqlite) {
            setup.create(&Database::sqlite(setup.file(TEMPLATE)))?;
        }
        Ok(setup)
    }

    /// A fresh copy of the prepared database, in the place of an earlier one of that name.
    pub(super) fn database(&self, engine: Engine, name: &str) -> Result<Database> {
        match engine {
            Engine::Postgres => {
                let administrator = self.psql_at(self.cluster.url());
                administrator.run(&format!("DROP DATABASE IF EXISTS \"{name}\""))?;
                administrator.run(&format!("CREATE DATABASE \"{name}\" TEMPLATE \"{TEMPLATE}\""))?;
                Ok(Database::postgres(self.cluster.url(), name))
            }
            Engine::Sqlite => {
                let file = self.file(name);
                remove_sqlite(&file)?;
                std::fs::copy(self.file(TEMPLATE), &file).context("cannot copy the prepared database")?;
                Ok(Database::sqlite(file))
            }
        }
    }

    /// A database without anything in it, in the place of an earlier one of that name.
    pub(super) fn empty(&self, engine: Engine, name: &str) -> Result<Database> {
        match engine {
            Engine::Postgres => {
                let administrator = self.psql_at(self.cluster.url());
                administrator.run(&format!("DROP DATABASE IF EXISTS \"{name}\""))?;
                administrator.run(&format!("CREATE DATABASE \"{name}\""))?;
                Ok(Database::postgres(self.cluster.url(), name))
            }
            Engine::Sqlite => {
                let file = self.file(name);
                remove_sqlite(&file)?;
                Ok(Database::sqlite(file))
            }
        }
    }

    /// For SQL on a PostgreSQL database.
    pub(super) fn psql(&self, database: &Database) -> Psql {
        self.psql_at(&database.url)
    }

    pub(super) fn pgbench(&self) -> PathBuf {
        self.binaries.program("pgbench")
    }

    pub(super) fn postgres_version(&self) -> Result<String> {
        Ok(self.psql_at(self.cluster.url()).run("SHOW server_version")?.trim().to_owned())
    }

    /// The process of PostgreSQL, where a database is on it.
    pub(super) fn cluster_of(&self, database: &Database) -> Option<u32> {
        matches!(database.place, Place::Postgres { .. }).then(|| self.cluster.process())
    }

    /// The log of the cluster.
    pub(super) fn log(&self) -> PathBuf {
        self.cluster.log()
    }

    pub(super) fn folder(&self) -> &Path {
        self.folder.path()
    }

    fn psql_at(&self, url: &str) -> Psql {
        Psql::new(self.binaries.program("psql"), url)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(format!("{name}.db"))
    }

    fn create(&self, database: &Database) -> Result<()> {
        if let Place::Postgres { name } = &database.place {
            self.psql_at(self.cluster.url()).run(&format!("CREATE DATABASE \"{name}\""))?;
        }
        self.program.prepare(self.folder(), &database.url)?;
        if let Place::Sqlite { file } = &database.place {
            // All of it into the one file that is copied.
            let connection = rusqlite::Connection::open(file)?;
            connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?;
        }
        Ok(())
    }
}

fn remove_sqlite(file: &Path) -> Result<()> {
    for extension in ["db", "db-wal", "db-shm"] {
        let part = file.with_extension(extension);
        match std::fs::remove_file(&part) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(error).with_context(|| part.display().to_string());
            }
            _ => {}
        }
    }
    Ok(())
}
