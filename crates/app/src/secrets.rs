//! The secret that all nodes of one database share.

use std::sync::Arc;

use bihuan_persistence::settings;

use crate::App;
use crate::error::Error;
use crate::reply::hex;

const SETTING: &str = "token_secret";

/// The secret that signs tokens and cursors: made at the first start, and the same for every node of this database.
/// An operator who wants it outside the database sets it in the configuration instead.
///
/// # Errors
/// When the database cannot be written.
pub async fn token_secret(app: &Arc<App>) -> Result<String, Error> {
    let fresh = hex(&app.ids.secret());
    app.database.write(move |tx| Ok::<_, Error>(settings::put_first(tx, SETTING, &fresh)?)).await
}
