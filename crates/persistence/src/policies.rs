//! Published policies. A version, once published, never changes.

use bihuan_domain::policy::{Bundle, PolicyVersion};
use bihuan_domain::time::Timestamp;
use diesel::prelude::*;

use crate::Tx;
use crate::error::DbError;
use crate::schema::{policies, policy_files};
use crate::types::{Instant, Json};

/// A published policy.
#[derive(Debug, Clone, PartialEq)]
pub struct PolicyRecord {
    /// Its version.
    pub version: PolicyVersion,
    /// The fingerprint of its content.
    pub digest: String,
    /// Its content.
    pub bundle: Bundle,
    /// When it was published.
    pub published_at: Timestamp,
}

/// The version that new tickets are opened under.
pub fn latest_version(tx: &mut Tx<'_>) -> Result<Option<PolicyVersion>, DbError> {
    let version = policies::table
        .order(policies::version.desc())
        .select(policies::version)
        .first::<i64>(tx.connection)
        .optional()?;
    Ok(version.map(PolicyVersion))
}

/// The policy of this version.
pub fn find(tx: &mut Tx<'_>, version: PolicyVersion) -> Result<Option<PolicyRecord>, DbError> {
    let row = policies::table
        .find(version.0)
        .select((policies::digest, policies::bundle, policies::published_at))
        .first::<(String, Json<Bundle>, Instant)>(tx.connection)
        .optional()?;
    Ok(row.map(|(digest, Json(bundle), published_at)| PolicyRecord {
        version,
        digest,
        bundle,
        published_at: published_at.into(),
    }))
}

/// Publishes a policy.
///
/// # Errors
/// [`DbError::Unique`] when somebody else published the same version first.
pub fn insert(tx: &mut Tx<'_>, record: &PolicyRecord) -> Result<(), DbError> {
    diesel::insert_into(policies::table)
        .values((
            policies::version.eq(record.version.0),
            policies::code.eq(record.bundle.bundle.code.as_str()),
            policies::digest.eq(&record.digest),
            policies::bundle.eq(Json(record.bundle.clone())),
            policies::published_at.eq(Instant::from(record.published_at)),
        ))
        .execute(tx.connection)?;
    Ok(())
}

/// Keeps what a version was read from: files by name.
pub fn put_files(tx: &mut Tx<'_>, version: PolicyVersion, files: &[(String, String)]) -> Result<(), DbError> {
    for (name, text) in files {
        diesel::insert_into(policy_files::table)
            .values((policy_files::version.eq(version.0), policy_files::name.eq(name), policy_files::text.eq(text)))
            .execute(tx.connection)?;
    }
    Ok(())
}

/// The files a version was read from, by name; none when they were not kept.
pub fn files(tx: &mut Tx<'_>, version: PolicyVersion) -> Result<Vec<(String, String)>, DbError> {
    Ok(policy_files::table
        .filter(policy_files::version.eq(version.0))
        .order(policy_files::name)
        .select((policy_files::name, policy_files::text))
        .load(tx.connection)?)
}
