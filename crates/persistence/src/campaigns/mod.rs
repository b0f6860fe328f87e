//! Campaigns, and who stands on their lists.

mod members;

pub use members::{Count, Listed, Member, MemberFilter, counts, handed_in, known, list as members, open, ticket_of};

use bihuan_domain::campaign::Campaign;
use bihuan_domain::id::CampaignId;
use bihuan_domain::time::Timestamp;
use diesel::prelude::*;

use crate::Tx;
use crate::connection::AnyConnection;
use crate::error::DbError;
use crate::page::{PageRequest, Scope, keyset};
use crate::schema::campaigns;
use crate::types::{Id, Instant, Json};

/// A campaign and its version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCampaign {
    /// The campaign.
    pub campaign: Campaign,
    /// Counts its changes; what becomes of members is none.
    pub version: i64,
}

/// How a campaign is held while it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// Not at all.
    None,
    /// Until the transaction ends: lists that are handed in at once wait for each other.
    Lock,
}

type Row = (i64, Json<Campaign>);

fn stored((version, Json(campaign)): Row) -> StoredCampaign {
    StoredCampaign { campaign, version }
}

/// Adds a campaign. `path` is where its unit lies.
pub fn insert(tx: &mut Tx<'_>, campaign: &Campaign, path: &str) -> Result<(), DbError> {
    diesel::insert_into(campaigns::table)
        .values((
            campaigns::id.eq(Id::from(campaign.id)),
            campaigns::unit_path.eq(path.to_owned()),
            campaigns::opened_at.eq(Instant::from(campaign.opened_at)),
            campaigns::version.eq(1_i64),
            campaigns::document.eq(Json(campaign.clone())),
        ))
        .execute(tx.connection)?;
    Ok(())
}

/// The campaign with this id, if the reader may see it.
pub fn find(tx: &mut Tx<'_>, id: CampaignId, scope: &Scope, hold: Hold) -> Result<Option<StoredCampaign>, DbError> {
    let mut query = campaigns::table.select((campaigns::version, campaigns::document)).into_boxed();
    query = query.filter(campaigns::id.eq(Id::from(id)));
    if let Scope::Under(subtree) = scope {
        query = query
            .filter(campaigns::unit_path.ge(subtree.from.clone()))
            .filter(campaigns::unit_path.lt(subtree.until.clone()));
    }
    let found = query.first::<Row>(tx.connection).optional()?;
    match (&mut *tx.connection, hold, found.is_some()) {
        // What was read before the lock was had may be old by now.
        (AnyConnection::Postgres(connection), Hold::Lock, true) => {
            let row = campaigns::table.filter(campaigns::id.eq(Id::from(id)));
            let row = row.select((campaigns::version, campaigns::document)).for_update();
            Ok(row.first::<Row>(connection).optional()?.map(stored))
        }
        _ => Ok(found.map(stored)),
    }
}

/// One page of the campaigns that the reader may see.
pub fn list(tx: &mut Tx<'_>, scope: &Scope, page: PageRequest) -> Result<Vec<StoredCampaign>, DbError> {
    let mut query = campaigns::table.select((campaigns::version, campaigns::document)).into_boxed();
    if let Scope::Under(subtree) = scope {
        query = query
            .filter(campaigns::unit_path.ge(subtree.from.clone()))
            .filter(campaigns::unit_path.lt(subtree.until.clone()));
    }
    let query = keyset!(query, page, campaigns::opened_at, campaigns::id);
    Ok(query.load::<Row>(tx.connection)?.into_iter().map(stored).collect())
}

/// Closes a campaign.
///
/// # Errors
/// [`DbError::Stale`] when it was closed already.
pub fn close(tx: &mut Tx<'_>, campaign: &Campaign) -> Result<(), DbError> {
    let open = campaigns::table.filter(campaigns::id.eq(Id::from(campaign.id))).filter(campaigns::closed_at.is_null());
    let closed = diesel::update(open)
        .set((
            campaigns::closed_at.eq(campaign.closed_at.map(Instant::from)),
            campaigns::version.eq(campaigns::version + 1_i64),
            campaigns::document.eq(Json(campaign.clone())),
        ))
        .execute(tx.connection)?;
    DbError::guard(closed)
}

/// The campaign that was closed first of those whose lists may still have open calls.
pub fn unswept(tx: &mut Tx<'_>) -> Result<Option<CampaignId>, DbError> {
    let found = campaigns::table
        .filter(campaigns::closed_at.is_not_null())
        .filter(campaigns::swept_at.is_null())
        .order(campaigns::closed_at)
        .select(campaigns::id)
        .first::<Id>(tx.connection)
        .optional()?;
    Ok(found.map(CampaignId::from))
}

/// Notes that no call of a closed campaign is open any more.
pub fn swept(tx: &mut Tx<'_>, campaign: CampaignId, at: Timestamp) -> Result<(), DbError> {
    let row = campaigns::table.filter(campaigns::id.eq(Id::from(campaign)));
    diesel::update(row).set(campaigns::swept_at.eq(Some(Instant::from(at)))).execute(tx.connection)?;
    Ok(())
}
