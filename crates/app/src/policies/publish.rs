//! Publishing a bundle. A version, once published, never changes; tickets keep the version they were opened under.

use std::collections::BTreeSet;
use std::sync::Arc;

use bihuan_domain::code::UnitCode;
use bihuan_domain::policy::organisation::UnitSpec;
use bihuan_domain::policy::{Bundle, Policy, PolicyVersion};
use bihuan_persistence::policies::{self, PolicyRecord};
use bihuan_persistence::{Tx, units};
use sha2::{Digest as _, Sha256};

use crate::App;
use crate::directory::{self, Directory};
use crate::error::Error;
use crate::reply::hex;

/// What publishing brought about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The version in force now.
    pub version: PolicyVersion,
    /// Whether it is new; the same content again is not.
    pub new: bool,
    /// How many units of the bundle were missing and have been added.
    pub units_added: usize,
}

/// Publishes a checked bundle and adds the units that are missing. The caller answers for having checked it.
///
/// # Errors
/// When the bundle cannot be indexed or the database does not take it.
pub async fn publish(app: &Arc<App>, bundle: Bundle) -> Result<Published, Error> {
    let text = serde_json::to_vec(&bundle).map_err(|error| Error::Internal(Box::new(error)))?;
    let digest = hex(&Sha256::digest(&text));
    // Found here rather than at the first ticket.
    Policy::new(PolicyVersion(0), bundle.clone()).map_err(|error| Error::Internal(Box::new(error)))?;
    let published_at = app.clock.now();
    let published = app
        .database
        .write(move |tx| {
            let units_added = add_missing_units(tx, &bundle.units)?;
            let latest = policies::latest_version(tx)?;
            let same = match latest {
                Some(version) => policies::find(tx, version)?.filter(|record| record.digest == digest),
                None => None,
            };
            let (version, new) = match same {
                Some(record) => (record.version, false),
                None => {
                    let version = PolicyVersion(latest.map_or(1, |latest| latest.0 + 1));
                    let (digest, bundle) = (digest.clone(), bundle.clone());
                    policies::insert(tx, &PolicyRecord { version, digest, bundle, published_at })?;
                    (version, true)
                }
            };
            directory::touch(tx)?;
            Ok::<_, Error>(Published { version, new, units_added })
        })
        .await?;
    Directory::refresh(app).await?;
    Ok(published)
}

/// Units that exist are left as they are: people may have changed them since.
fn add_missing_units(tx: &mut Tx<'_>, specs: &[UnitSpec]) -> Result<usize, Error> {
    let organisation = units::organisation(tx)?;
    let mut known: BTreeSet<UnitCode> = organisation.units().map(|unit| unit.code.clone()).collect();
    let mut added = 0;
    // Parents first: every round adds what has its parent by then.
    loop {
        let before = added;
        for spec in specs {
            let placed = spec.parent.as_ref().is_none_or(|parent| known.contains(parent));
            if placed && !known.contains(&spec.code) {
                units::insert(tx, spec)?;
                known.insert(spec.code.clone());
                added += 1;
            }
        }
        if added == before {
            return Ok(added);
        }
    }
}
