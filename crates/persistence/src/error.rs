//! What can go wrong in a database, by kind and the same on both engines.

use std::borrow::Cow;
use std::fmt::Display;

use diesel::result::{ConnectionError, DatabaseErrorInformation, DatabaseErrorKind, Error as DieselError};

/// Why the database did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// No connection, or no room in the write queue, within the bounded wait. Asking again later helps.
    #[error("the database is busy")]
    Busy,
    /// A row with the same key exists.
    #[error("a row with the same key exists ({constraint})")]
    Unique {
        /// `{table}_{column}_{column}_key`, whatever the engine and the constraint's own name; an index over
        /// expressions is named by its own name.
        constraint: String,
    },
    /// A row that is referred to does not exist, or one that is still referred to was to be deleted.
    #[error("a reference between rows would break")]
    ForeignKey,
    /// A value breaks a rule of its table.
    #[error("a value breaks the rule {constraint}")]
    Check {
        /// The name of the constraint.
        constraint: String,
    },
    /// A value is missing.
    #[error("a value is missing for {column}")]
    NotNull {
        /// The name of the column.
        column: String,
    },
    /// A version guard hit no row: somebody else changed the row first.
    #[error("the row was changed by somebody else")]
    Stale,
    /// A stored value cannot be understood.
    #[error("corrupt value in {table}.{column} of row {row}: {reason}")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The key of the row.
        row: String,
        /// What is wrong with the value.
        reason: String,
    },
    /// The transaction collided with others, again after all retries.
    #[error("the transaction collided with others too often")]
    Serialization,
    /// The database cannot be reached, or the handle is closed.
    #[error("the database is unavailable: {reason}")]
    Unavailable {
        /// What the engine said.
        reason: String,
    },
    /// The work on the database panicked.
    #[error("the work on the database panicked")]
    Panicked,
    /// Anything else.
    #[error("database error: {0}")]
    Other(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl DbError {
    /// Whether this is a violation of the unique key over exactly these columns, in the order of the key.
    #[must_use]
    pub fn is_unique_on(&self, table: &str, columns: &[&str]) -> bool {
        matches!(self, Self::Unique { constraint } if *constraint == unique_key(table, columns))
    }

    /// A stored value that cannot be understood.
    pub fn corrupt(table: &'static str, column: &'static str, row: impl Display, reason: impl Display) -> Self {
        Self::Corrupt { table, column, row: row.to_string(), reason: reason.to_string() }
    }

    /// Ok when a guarded statement hit a row, [`DbError::Stale`] when it hit none.
    pub fn guard(rows: usize) -> Result<(), Self> {
        if rows == 0 { Err(Self::Stale) } else { Ok(()) }
    }

    pub(crate) fn unavailable(reason: impl Display) -> Self {
        Self::Unavailable { reason: reason.to_string() }
    }

    pub(crate) fn settings(reason: &'static str) -> Self {
        Self::Other(reason.into())
    }
}

impl From<DieselError> for DbError {
    fn from(error: DieselError) -> Self {
        match error {
            DieselError::DatabaseError(kind, information) => from_database(kind, information),
            // What made the commit fail matters; that the rollback failed too shows in the state of the connection.
            DieselError::RollbackErrorOnCommit { commit_error, .. } => Self::from(*commit_error),
            DieselError::BrokenTransactionManager => Self::unavailable("the connection is broken"),
            other => Self::Other(Box::new(other)),
        }
    }
}

impl From<ConnectionError> for DbError {
    fn from(error: ConnectionError) -> Self {
        Self::unavailable(error)
    }
}

fn from_database(kind: DatabaseErrorKind, information: Box<dyn DatabaseErrorInformation + Send + Sync>) -> DbError {
    let message = information.message();
    match kind {
        DatabaseErrorKind::UniqueViolation => DbError::Unique { constraint: violated_key(&*information) },
        DatabaseErrorKind::ForeignKeyViolation | DatabaseErrorKind::RestrictViolation => DbError::ForeignKey,
        DatabaseErrorKind::CheckViolation => DbError::Check {
            constraint: information.constraint_name().unwrap_or_else(|| after_colon(message)).to_owned(),
        },
        DatabaseErrorKind::NotNullViolation => DbError::NotNull {
            column: information.column_name().map_or_else(|| last_name(after_colon(message)), ToOwned::to_owned),
        },
        DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand => DbError::unavailable(message),
        kind if is_collision(&kind, message) => DbError::Serialization,
        _ if message.starts_with("database is locked") || message.starts_with("database table is locked") => {
            DbError::Busy
        }
        kind => DbError::Other(Box::new(DieselError::DatabaseError(kind, information))),
    }
}

/// Whether a transaction that failed so may simply be run again.
pub(crate) fn is_retryable(error: &DieselError) -> bool {
    match error {
        DieselError::DatabaseError(kind, information) => is_collision(kind, information.message()),
        DieselError::RollbackErrorOnCommit { commit_error, .. } => is_retryable(commit_error),
        _ => false,
    }
}

/// SQLSTATE 40001, or 40P01, which diesel does not tell apart: its text is known in the languages a server may use.
fn is_collision(kind: &DatabaseErrorKind, message: &str) -> bool {
    matches!(kind, DatabaseErrorKind::SerializationFailure)
        || message.contains("deadlock detected")
        || message.contains("检测到死锁")
}

fn unique_key(table: &str, columns: &[impl AsRef<str>]) -> String {
    let mut key = table.to_owned();
    for column in columns {
        key.push('_');
        key.push_str(column.as_ref());
    }
    key + "_key"
}

/// The normalised name of the key that a unique violation broke.
///
/// PostgreSQL tells the columns in its detail, `Key (system, external_id)=(..) already exists.`, in any language before
/// the first parenthesis; SQLite in its message, `UNIQUE constraint failed: tickets.system, tickets.external_id`.
fn violated_key(information: &(dyn DatabaseErrorInformation + Send + Sync)) -> String {
    if let Some(constraint) = information.constraint_name() {
        let listed = information.details().and_then(|details| details.split_once('(')?.1.split_once(")=("));
        return match (information.table_name(), listed) {
            (Some(table), Some((columns, _))) if !columns.contains('(') => unique_key(table, &names(columns)),
            _ => constraint.to_owned(),
        };
    }
    let failed = after_colon(information.message());
    if let Some(index) = failed.strip_prefix("index ") {
        return index.trim_matches('\'').to_owned();
    }
    let table = failed.split_once('.').map_or("", |(table, _)| table);
    unique_key(table, &names(failed))
}

fn names(list: &str) -> Vec<String> {
    list.split(", ").map(last_name).collect()
}

/// `tickets.system` and `"system"` are both `system`.
fn last_name(name: &str) -> String {
    let bare = name.rsplit_once('.').map_or(name, |(_, column)| column);
    let unquoted: Cow<'_, str> = bare.trim_matches('"').into();
    unquoted.into_owned()
}

fn after_colon(message: &str) -> &str {
    message.split_once(": ").map_or(message, |(_, rest)| rest)
}
