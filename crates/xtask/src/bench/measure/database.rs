use std::path::PathBuf;

/// A database that is there for one measurement.
#[derive(Debug, Clone)]
pub(super) struct Database {
    pub(super) place: Place,
    /// For the server.
    pub(super) url: String,
}

/// Where a database is.
#[derive(Debug, Clone)]
pub(super) enum Place {
    Postgres { name: String },
    Sqlite { file: PathBuf },
}

impl Database {
    pub(super) fn postgres(cluster_url: &str, name: &str) -> Self {
        let server = cluster_url.rsplit_once('/').map_or(cluster_url, |(server, _)| server);
        Self { place: Place::Postgres { name: name.to_owned() }, url: format!("{server}/{name}") }
    }

    pub(super) fn sqlite(file: PathBuf) -> Self {
        let url = format!("sqlite:{}", file.display());
        Self { place: Place::Sqlite { file }, url }
    }
}
