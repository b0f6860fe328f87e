//! The round of asking the customer, as rows: a callback and its survey.

use std::collections::HashMap;

use bihuan_domain::callback::Callback;
use bihuan_domain::id::{SurveyId, TicketId};
use bihuan_domain::survey::Survey;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

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

/// The latest round of tickets.
pub(super) fn latest(tx: &mut Tx<'_>, tickets: &[Id]) -> Result<HashMap<TicketId, Round>, DbError> {
    let columns = (callbacks::version, callbacks::document);
    let called = rows_of!(tx, tickets, callbacks, (i64, Json<Callback>), columns, callbacks::id)?;
    let columns = (surveys::version, surveys::document);
    let asked = rows_of!(tx, tickets, surveys, (i64, Json<Survey>), columns, surveys::id)?;
    let mut surveys: HashMap<SurveyId, (i64, Survey)> =
        asked.into_iter().map(|(version, Json(survey))| (survey.id, (version, survey))).collect();
    // The latest comes last, and stays.
    let latest: HashMap<TicketId, (i64, Callback)> =
        called.into_iter().map(|(version, Json(callback))| (callback.ticket, (version, callback))).collect();
    let rounds = latest.into_iter().map(|(ticket, callback)| {
        let lost = || DbError::corrupt("callbacks", "survey", callback.1.id.0, "there is no such survey");
        let survey = surveys.remove(&callback.1.survey).ok_or_else(lost)?;
        Ok((ticket, Round { callback, survey }))
    });
    rounds.collect()
}

/// Something to be written, and the version it gets.
type Versioned<'a, T> = (&'a T, i64);

/// Writes the surveys that differ.
pub(super) fn store_surveys(tx: &mut Tx<'_>, steps: &[Step<'_>]) -> Result<(), DbError> {
    let (mut added, mut changed): (Vec<Versioned<'_, Survey>>, Vec<Versioned<'_, Survey>>) = Default::default();
    for step in steps {
        let earlier = step.case_before().and_then(|case| case.survey.as_ref());
        let Some(survey) = step.after().survey.as_ref().filter(|survey| earlier != Some(survey)) else { continue };
        match step.before.filter(|_| earlier.is_some_and(|earlier| earlier.id == survey.id)) {
            Some(stored) => changed.push((survey, stored.versions.survey + 1)),
            None => added.push((survey, 1)),
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

/// Writes the callbacks that differ.
pub(super) fn store_callbacks(tx: &mut Tx<'_>, steps: &[Step<'_>]) -> Result<(), DbError> {
    let (mut added, mut changed): (Vec<Versioned<'_, Callback>>, Vec<Versioned<'_, Callback>>) = Default::default();
    for step in steps {
        let earlier = step.case_before().and_then(|case| case.callback.as_ref());
        let Some(callback) = step.after().callback.as_ref().filter(|callback| earlier != Some(callback)) else {
            continue;
        };
        match step.before.filter(|_| earlier.is_some_and(|earlier| earlier.id == callback.id)) {
            Some(stored) => changed.push((callback, stored.versions.callback + 1)),
            None => added.push((callback, 1)),
        }
    }
    insert_rows!(tx, callbacks, added.as_slice(), |row| {
        id: DbUuid = Id::from(row.0.id),
        ticket_id: DbUuid = Id::from(row.0.ticket),
        stage: Text = row.0.stage.as_str(),
        due_at: DbInstant = Instant::from(row.0.due_at),
        version: BigInt = row.1,
        document: DbJson = Json(row.0),
    })?;
    update_rows!(tx, callbacks, changed.as_slice(), |row| { id: DbUuid = Id::from(row.0.id) } set {
        stage: Text = row.0.stage.as_str(),
        due_at: DbInstant = Instant::from(row.0.due_at),
        version: BigInt = row.1,
        document: DbJson = Json(row.0),
    })?;
    Ok(())
}
