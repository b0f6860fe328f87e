//! What lots are drawn with (抽样): a key for each month, from one secret that all nodes share.

use std::sync::{Arc, OnceLock};

use bihuan_domain::policy::Policy;
use bihuan_domain::sampling::DrawKey;
use bihuan_domain::time::Timestamp;
use bihuan_persistence::settings;

use crate::App;
use crate::error::Error;
use crate::reply::hex;

const SETTING: &str = "draw_secret";

/// The secret, once it is read.
#[derive(Debug, Default)]
pub struct Draws {
    root: OnceLock<String>,
}

impl Draws {
    /// Whether the secret is known.
    pub(crate) fn is_loaded(&self) -> bool {
        self.root.get().is_some()
    }

    /// The key of the month in which `at` lies.
    #[must_use]
    pub fn key(&self, policy: &Policy, at: Timestamp) -> DrawKey {
        let local = at.instant().to_zoned(policy.zone().clone());
        self.key_of(&format!("{:04}-{:02}", local.year(), local.month()))
    }

    /// The key of a month such as `2026-11`.
    #[must_use]
    pub fn key_of(&self, period: &str) -> DrawKey {
        DrawKey::derive(self.root.get().map_or(&[], |root| root.as_bytes()), period)
    }
}

/// Reads the secret that all nodes of this database share; makes it at the first start.
///
/// # Errors
/// When the database cannot be written.
pub(crate) async fn load(app: &Arc<App>) -> Result<(), Error> {
    let fresh = hex(&app.ids.secret());
    let root = app.database.write(move |tx| Ok::<_, Error>(settings::put_first(tx, SETTING, &fresh)?)).await?;
    // A second reading finds the same.
    let _ = app.draws.root.set(root);
    Ok(())
}
