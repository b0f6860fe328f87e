//! Callbacks and their surveys, as rows.

use std::collections::HashMap;

use bihuan_domain::callback::Callback;
use bihuan_domain::case::Aftercare;
use bihuan_domain::id::{CallbackId, SurveyId, TicketId};
use bihuan_domain::survey::Survey;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, Text};

use super::store::Step;
use crate::Tx;
use crate::error::DbError;
use crate::rows::{insert_rows, rows_of, update_rows};
use crate::schema::{callbacks, surveys};
use crate::types::{DbInstant, DbJson, DbUuid, Id, Instant, Json};

/// A callback and its survey, with their versions.
pub(super) struct Round {
    pub(super) callback: (i64, Callback),
    pub(super) survey: (i64, Survey),
}

impl Round {
    pub(super) fn callback_version(&self) -> (CallbackId, i64) {
        (self.callback.1.id, self.callback.0)
    }

    pub(super) fn survey_version(&self) -> (SurveyId, i64) {
        (self.survey.1.id, self.survey.0)
    }

    pub(super) fn into_aftercare(self) -> Aftercare {
        Aftercare { callback: self.callback.1, survey: self.survey.1 }
    }
}

/// What a ticket asks its customer.
#[derive(Default)]
pub(super) struct Rounds {
    /// The latest that the ticket waits, or waited, for.
    pub(super) closing: Option<Round>,
    /// The calls of aftercare that are open.
    pub(super) aftercare: Vec<Round>,
    /// What was answered in calls of aftercare that have ended, as far as it still counts; with versions.
    pub(super) answered: Vec<(i64, Survey)>,
}

/// What tickets ask their customers.
pub(super) fn list(tx: &mut Tx<'_>, tickets: &[Id]) -> Result<HashMap<TicketId, Rounds>, DbError> {
    let columns = (callbacks::version, callbacks::closes, callbacks::document);
    let called = rows_of!(tx, tickets, callbacks, (i64, bool, Json<Callback>), columns, callbacks::id)?;
    let columns = (surveys::version, surveys::document);
    let asked = rows_of!(tx, tickets, surveys, (i64, Json<Survey>), columns, surveys::id)?;
    let mut surveys: HashMap<SurveyId, (i64, Survey)> =
        asked.into_iter().map(|(version, Json(survey))| (survey.id, (version, survey))).collect();
    let mut found: HashMap<TicketId, Rounds> = HashMap::new();
    for (version, closes, Json(callback)) in called {
        let lost = || DbError::corrupt("callbacks", "survey", callback.id.0, "there is no such survey");
        let survey = surveys.remove(&callback.survey).ok_or_else(lost)?;
        let rounds = found.entry(callback.ticket).or_default();
        if !closes && callback.ended_at.is_some() {
            rounds.answered.extend(Some(survey).filter(|(_, survey)| survey.counts()));
            continue;
        }
        let round = Round { callback: (version, callback), survey };
        // The latest comes last, and stays.
        if closes { rounds.closing = Some(round) } else { rounds.aftercare.push(round) }
    }
    Ok(found)
}

/// Something to be written, and the version it gets.
type Versioned<'a, T> = (&'a T, i64);

/// Writes the surveys that differ.
pub(super) fn store_surveys(tx: &mut Tx<'_>, steps: &[Step<'_>]) -> Result<(), DbError> {
    let (mut added, mut changed): (Vec<Versioned<'_, Survey>>, Vec<Versioned<'_, Survey>>) = Default::default();
    for step in steps {
        for survey in step.after().surveys() {
            let earlier = step.case_before().and_then(|case| case.survey_of(survey.id));
            let version = step.before.and_then(|stored| stored.versions.surveys.get(&survey.id));
            match version {
                None => added.push((survey, 1)),
                Some(version) if earlier != Some(survey) => changed.push((survey, version + 1)),
                Some(_) => {}
            }
        }
    }
    insert_rows!(tx, surveys, added.as_slice(), |row| {
        id: DbUuid = Id::from(row.0.id),
        ticket_id: DbUuid = Id::from(row.0.ticket),
        stage: Text = row.0.stage.as_str(),
        opened_at: DbInstant = Instant::from(row.0.opened_at),
        version: BigInt = row.1,
        document: DbJson = Json(row.0),
    })?;
    update_rows!(tx, surveys, changed.as_slice(), |row| { id: DbUuid = Id::from(row.0.id) } set {
        stage: Text = row.0.stage.as_str(),
        version: BigInt = row.1,
        document: DbJson = Json(row.0),
    })?;
    Ok(())
}

struct CallbackRow<'a> {
    callback: &'a Callback,
    closes: bool,
    version: i64,
}

impl CallbackRow<'_> {
    fn claimed_by(&self) -> Option<Id> {
        self.callback.claim.map(|claim| claim.by.into())
    }

    fn claimed_until(&self) -> Option<Instant> {
        self.callback.claim.map(|claim| claim.until.into())
    }
}

/// Writes the callbacks that differ.
pub(super) fn store_callbacks(tx: &mut Tx<'_>, steps: &[Step<'_>]) -> Result<(), DbError> {
    let (mut added, mut changed) = (Vec::new(), Vec::new());
    for step in steps {
        let closing = step.after().callback.as_ref().map(|callback| callback.id);
        for callback in step.after().callbacks() {
            let closes = closing == Some(callback.id);
            let earlier = step.case_before().and_then(|case| case.callback_with(callback.id));
            let version = step.before.and_then(|stored| stored.versions.callbacks.get(&callback.id));
            match version {
                None => added.push(CallbackRow { callback, closes, version: 1 }),
                Some(version) if earlier != Some(callback) => {
                    changed.push(CallbackRow { callback, closes, version: version + 1 });
                }
                Some(_) => {}
            }
        }
    }
    insert_rows!(tx, callbacks, added.as_slice(), |row| {
        id: DbUuid = Id::from(row.callback.id),
        ticket_id: DbUuid = Id::from(row.callback.ticket),
        plan: Text = row.callback.plan.as_str(),
        closes: Bool = row.closes,
        stage: Text = row.callback.stage.as_str(),
        due_at: DbInstant = Instant::from(row.callback.due_at),
        until_at: Nullable<DbInstant> = row.callback.until.map(Instant::from),
        claimed_by: Nullable<DbUuid> = row.claimed_by(),
        claimed_until: Nullable<DbInstant> = row.claimed_until(),
        ended_at: Nullable<DbInstant> = row.callback.ended_at.map(Instant::from),
        version: BigInt = row.version,
        document: DbJson = Json(row.callback),
    })?;
    update_rows!(tx, callbacks, changed.as_slice(), |row| { id: DbUuid = Id::from(row.callback.id) } set {
        stage: Text = row.callback.stage.as_str(),
        due_at: DbInstant = Instant::from(row.callback.due_at),
        claimed_by: Nullable<DbUuid> = row.claimed_by(),
        claimed_until: Nullable<DbInstant> = row.claimed_until(),
        ended_at: Nullable<DbInstant> = row.callback.ended_at.map(Instant::from),
        version: BigInt = row.version,
        document: DbJson = Json(row.callback),
    })?;
    Ok(())
}
