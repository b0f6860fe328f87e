//! Watching over appeals that wait: a row that is due is the job.

use std::sync::Arc;

use bihuan_domain::appeal;
use bihuan_persistence::cases::{self as case_rows, LoadLock};
use bihuan_persistence::{appeals as rows, events};

use super::{Bench, log_entry, notices};
use crate::App;
use crate::error::Error;

/// Tells, once at each level, whom it concerns that the time to rule on an appeal runs out, or is over; in one transaction.
/// Answers whether there was one. Any number of nodes may run this.
///
/// # Errors
/// When the database cannot be reached, or holds no policy yet.
pub async fn watch_due(app: &Arc<App>) -> Result<bool, Error> {
    let inner = app.clone();
    app.database
        .write(move |tx| {
            let bench = Bench::new(&inner)?;
            let Some((version, mut watched)) = rows::claim_watched(tx, bench.now)? else { return Ok(false) };
            let missing = || Error::NotFound { what: "ticket" };
            let case = case_rows::load(tx, watched.ticket, LoadLock::None)?.ok_or_else(missing)?.case;
            let Some(event) = watched.watched(bench.now) else {
                rows::update(tx, &watched, version)?;
                return Ok(true);
            };
            appeal::apply(&mut watched, &event, bench.now);
            rows::update(tx, &watched, version)?;
            let entry = log_entry(&inner, &watched, &event, bench.now, None);
            events::append(tx, [&entry])?;
            notices::tell(&inner, tx, (&case, &watched), (&event, entry.id), &bench)?;
            Ok(true)
        })
        .await
}
