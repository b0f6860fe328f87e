//! Sessions: the chain of refresh tokens that begins with one login. Only the newest token of a chain is good.

use bihuan_domain::id::{SessionId, UserId};
use bihuan_domain::time::Timestamp;
use diesel::prelude::*;

use crate::Tx;
use crate::error::DbError;
use crate::schema::sessions;
use crate::types::{Id, Instant};

/// One chain of refresh tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Whose it is.
    pub user: UserId,
    /// The hash of the newest token's secret.
    pub secret_hash: String,
    /// When it began.
    pub created_at: Timestamp,
    /// When its newest token expires.
    pub expires_at: Timestamp,
    /// When it was ended.
    pub revoked_at: Option<Timestamp>,
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = sessions)]
#[diesel(treat_none_as_default_value = false)]
struct SessionRow {
    id: Id,
    user_id: Id,
    secret_hash: String,
    created_at: Instant,
    expires_at: Instant,
    revoked_at: Option<Instant>,
}

/// The session with this id.
pub fn find(tx: &mut Tx<'_>, id: SessionId) -> Result<Option<Session>, DbError> {
    let row = sessions::table.find(Id::from(id)).first::<SessionRow>(tx.connection).optional()?;
    Ok(row.map(|row| Session {
        id: row.id.into(),
        user: row.user_id.into(),
        secret_hash: row.secret_hash,
        created_at: row.created_at.into(),
        expires_at: row.expires_at.into(),
        revoked_at: row.revoked_at.map(Timestamp::from),
    }))
}

/// Begins a session.
pub fn insert(tx: &mut Tx<'_>, session: &Session) -> Result<(), DbError> {
    let row = SessionRow {
        id: session.id.into(),
        user_id: session.user.into(),
        secret_hash: session.secret_hash.clone(),
        created_at: session.created_at.into(),
        expires_at: session.expires_at.into(),
        revoked_at: session.revoked_at.map(Instant::from),
    };
    diesel::insert_into(sessions::table).values(row).execute(tx.connection)?;
    Ok(())
}

/// Replaces the newest token of a session, if it still is `previous_hash`. Answers whether it was: two who use the
/// same token cannot both go on.
pub fn rotate(
    tx: &mut Tx<'_>,
    id: SessionId,
    previous_hash: &str,
    secret_hash: &str,
    expires_at: Timestamp,
) -> Result<bool, DbError> {
    let current = sessions::table
        .filter(sessions::id.eq(Id::from(id)))
        .filter(sessions::secret_hash.eq(previous_hash))
        .filter(sessions::revoked_at.is_null());
    let hit = diesel::update(current)
        .set((sessions::secret_hash.eq(secret_hash), sessions::expires_at.eq(Instant::from(expires_at))))
        .execute(tx.connection)?;
    Ok(hit == 1)
}

/// Ends a session.
pub fn revoke(tx: &mut Tx<'_>, id: SessionId, at: Timestamp) -> Result<(), DbError> {
    diesel::update(sessions::table.find(Id::from(id)))
        .set(sessions::revoked_at.eq(Some(Instant::from(at))))
        .execute(tx.connection)?;
    Ok(())
}

/// Ends all sessions of a user.
pub fn revoke_all(tx: &mut Tx<'_>, user: UserId, at: Timestamp) -> Result<(), DbError> {
    let open = sessions::table.filter(sessions::user_id.eq(Id::from(user))).filter(sessions::revoked_at.is_null());
    diesel::update(open).set(sessions::revoked_at.eq(Some(Instant::from(at)))).execute(tx.connection)?;
    Ok(())
}
