//! Correcting and voiding: a record stays as it is, a further one says what is wrong with it.

use std::sync::Arc;

use bihuan_domain::id::RecordId;
use bihuan_domain::permission::Permission;
use bihuan_domain::record::Series;
use bihuan_domain::refusal::{Refusal, RefusalCode};
use bihuan_persistence::Tx;
use bihuan_persistence::page::Scope;
use bihuan_persistence::records::{self as rows, NewRecord, Record};
use serde_json::json;

use super::list::seen;
use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::reply::{self, Reply, StoredReply};

/// What is wrong with a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Correction {
    /// It should say something else.
    Correct {
        /// What.
        text: String,
    },
    /// It should not be there (作废): it keeps its number and stays readable.
    Void {
        /// Why.
        reason: String,
    },
}

impl Correction {
    const fn name(&self) -> &'static str {
        match self {
            Self::Correct { .. } => "corrected",
            Self::Void { .. } => "voided",
        }
    }
}

/// Corrects or voids a record by a further one of the same kind, which takes the next number of the present year.
///
/// # Errors
/// Not found; refused when it is voided already, and for what itself voids another.
pub async fn correct(
    app: &Arc<App>,
    caller: &Caller,
    id: RecordId,
    correction: Correction,
    reply: Reply<Record>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::RecordCorrect)?;
    let (inner, caller) = (app.clone(), caller.clone());
    reply::once(app, reply, move |tx| {
        let record = seen(tx, &caller.principal, id)?;
        if record.voids {
            return Err(Error::Refused(Refusal::new(RefusalCode::RecordVoided).with("number", record.no)));
        }
        let further = write(tx, further(&inner, &caller, &record, &correction)?)?;
        // Looked at while the series is locked: of two who void at once the second finds the first.
        if rows::is_voided(tx, id, further.id)? {
            return Err(Error::Refused(Refusal::new(RefusalCode::RecordVoided).with("number", record.no)));
        }
        Ok(further)
    })
    .await
}

fn further(app: &App, caller: &Caller, record: &Record, correction: &Correction) -> Result<NewRecord, Error> {
    let now = app.clock.now();
    let year = app.directory.current_policy()?.year_of(now);
    // The centre is the second part of the name of the series.
    let centre = record.series.split('/').nth(1).and_then(|code| code.parse().ok());
    let centre = centre.unwrap_or_else(|| caller.principal.unit.clone());
    let new = NewRecord {
        id: RecordId(app.ids.id(now)),
        series: Series::new(record.kind, &centre, year),
        kind: record.kind,
        ticket: record.ticket,
        unit_path: record.unit_path.clone(),
        at: now,
        corrects: Some(record.id),
        voids: matches!(correction, Correction::Void { .. }),
        content: json!(null),
    };
    let data = match correction {
        Correction::Correct { text } => json!({ "text": text }),
        Correction::Void { reason } => json!({ "reason": reason }),
    };
    Ok(new.says(&caller.actor(), ("record", record.id.0), correction.name(), &data))
}

/// Writes a record, and reads it as it stands then.
pub(crate) fn write(tx: &mut Tx<'_>, record: NewRecord) -> Result<Record, Error> {
    let id = record.id;
    rows::append(tx, vec![record])?;
    rows::find(tx, id, &Scope::Everything)?.ok_or(Error::NotFound { what: "record" })
}
