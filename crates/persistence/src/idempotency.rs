//! What was answered to requests that named an `Idempotency-Key`. Claimed, worked and answered in one transaction, so
//! an answer exists exactly when the effect does.

use bihuan_domain::id::UserId;
use bihuan_domain::time::Timestamp;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::Tx;
use crate::connection::each;
use crate::error::DbError;
use crate::schema::idempotency_keys;
use crate::types::{Id, Instant, Json};

/// A request, as far as it must be recognised when it comes again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestKey {
    /// Who asks.
    pub principal: UserId,
    /// What for.
    pub route: String,
    /// The key the client chose.
    pub key: String,
    /// The fingerprint of the body.
    pub fingerprint: String,
}

/// What was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredReply {
    /// The HTTP status.
    pub status: u16,
    /// Headers that belong to the answer: `Location`, `ETag`.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

/// What a claim finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// Nobody asked before: go on, then [`answer`].
    New,
    /// The same was asked before, and this was answered.
    Answered(StoredReply),
    /// The key was used for something else.
    Mismatch,
}

/// Claims a request. A second one that runs at the same time waits here for the first to commit or fail.
pub fn claim(tx: &mut Tx<'_>, request: &RequestKey, now: Timestamp) -> Result<Claim, DbError> {
    let row = (
        idempotency_keys::principal.eq(Id::from(request.principal)),
        idempotency_keys::route.eq(&request.route),
        idempotency_keys::key.eq(&request.key),
        idempotency_keys::fingerprint.eq(&request.fingerprint),
        idempotency_keys::created_at.eq(Instant::from(now)),
    );
    let inserted = each!(tx, |connection| {
        diesel::insert_into(idempotency_keys::table).values(row).on_conflict_do_nothing().execute(connection)
    })?;
    if inserted == 1 {
        return Ok(Claim::New);
    }
    let (fingerprint, reply): (String, Option<Json<StoredReply>>) = idempotency_keys::table
        .find((Id::from(request.principal), &request.route, &request.key))
        .select((idempotency_keys::fingerprint, idempotency_keys::reply))
        .first(tx.connection)?;
    match reply {
        Some(Json(reply)) if fingerprint == request.fingerprint => Ok(Claim::Answered(reply)),
        _ => Ok(Claim::Mismatch),
    }
}

/// Keeps the answer to a claimed request.
pub fn answer(tx: &mut Tx<'_>, request: &RequestKey, reply: StoredReply) -> Result<(), DbError> {
    let claimed = idempotency_keys::table.find((Id::from(request.principal), &request.route, &request.key));
    diesel::update(claimed).set(idempotency_keys::reply.eq(Some(Json(reply)))).execute(tx.connection)?;
    Ok(())
}

/// Forgets answers from before `before`, at most `limit` at a time; answers how many.
pub fn forget(tx: &mut Tx<'_>, before: Timestamp, limit: i64) -> Result<usize, DbError> {
    let old: Vec<(Id, String, String)> = idempotency_keys::table
        .filter(idempotency_keys::created_at.lt(Instant::from(before)))
        .order(idempotency_keys::created_at)
        .limit(limit)
        .select((idempotency_keys::principal, idempotency_keys::route, idempotency_keys::key))
        .load(tx.connection)?;
    for key in &old {
        diesel::delete(idempotency_keys::table.find((key.0, &key.1, &key.2))).execute(tx.connection)?;
    }
    Ok(old.len())
}
