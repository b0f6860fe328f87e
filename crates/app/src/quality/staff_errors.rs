//! The register of errors (差错登记): appended to, contested, ruled on; never edited.

use std::sync::Arc;

use bihuan_domain::code::DefectCode;
use bihuan_domain::id::{InspectionId, StaffErrorId, TicketId, UserId};
use bihuan_domain::permission::Permission;
use bihuan_domain::quality::{self, Ruling, StaffError};
use bihuan_domain::record::RecordKind;
use bihuan_domain::time::Timestamp;
use bihuan_persistence::Tx;
use bihuan_persistence::cases::is_visible;
use bihuan_persistence::page::{PageRequest, Scope};
use bihuan_persistence::quality::{lock_people, staff_errors as rows};
use bihuan_persistence::records::{self, NewRecord};
use bihuan_persistence::users::User;

pub use bihuan_persistence::quality::staff_errors::{PersonTotal, StaffErrorFilter, Versioned};

use super::{Evidence, month, person_within, record, tell_log, testimony};
use crate::App;
use crate::caller::Caller;
use crate::directory;
use crate::error::{Error, FieldError};
use crate::reply::{self, Reply, StoredReply};
use crate::scope;

/// An error as somebody registers it.
#[derive(Debug, Clone)]
pub struct NewStaffError {
    /// What was done wrong.
    pub defect: DefectCode,
    /// By whom.
    pub person: UserId,
    /// In which ticket.
    pub ticket: Option<TicketId>,
    /// The fine proposed, for defects that have one.
    pub fine: Option<u32>,
    /// What happened.
    pub note: String,
}

/// Registers an error of somebody in the caller's scope: which offence it is, and what follows by the ladder, is found
/// when it is written.
///
/// # Errors
/// Invalid when defect, person or ticket are unknown, or the fine lies outside its range.
pub async fn register(
    app: &Arc<App>,
    caller: &Caller,
    new: NewStaffError,
    reply: Reply<Versioned>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::QualityInspect)?;
    reply::require_key(&caller.principal, reply.key.as_ref())?;
    let (inner, caller) = (app.clone(), caller.clone());
    reply::once(app, reply, move |tx| {
        let scope = scope::of(&caller.principal);
        let person = person_within(&inner, &scope, new.person).ok_or_else(|| Error::invalid("/personId", "unknown"))?;
        if let Some(ticket) = new.ticket
            && !is_visible(tx, ticket, &scope)?
        {
            return Err(Error::invalid("/ticketId", "unknown"));
        }
        lock_people(tx, [person.id])?;
        let (error, testimony) = enter(&inner, tx, &caller, &person, &new, None)?;
        records::append(tx, vec![testimony])?;
        Ok((1, error))
    })
    .await
}

/// Enters an error of a person, whom the transaction has locked, with everything that follows from it. Answers its record,
/// which the caller appends last of all, together with others: series are locked once, in one order.
pub(super) fn enter(
    app: &App,
    tx: &mut Tx<'_>,
    caller: &Caller,
    person: &User,
    new: &NewStaffError,
    inspection: Option<InspectionId>,
) -> Result<(StaffError, NewRecord), Error> {
    let policy = app.directory.current_policy()?;
    let defect = policy.defect(&new.defect).ok_or_else(|| Error::invalid("/defect", "unknown"))?;
    if let Some(fine) = new.fine
        && !defect.fine.is_some_and(|range| range.covers(fine))
    {
        let error = FieldError::new("/fine", "range").with("min", defect.fine.map_or(0, |range| range.min));
        let max = defect.fine.map_or(Some(0), |range| range.max);
        return Err(Error::Invalid(vec![error.with("max", max.map_or_else(String::new, |max| max.to_string()))]));
    }
    let now = app.clock.now();
    let offence = match policy.offence_ladder(&new.defect) {
        Some(ladder) => {
            let since = policy.months_before(now, ladder.months);
            let before = rows::count_since(tx, person.id, &ladder.defects, since)?;
            quality::offence(ladder, u32::try_from(before + 1).unwrap_or(u32::MAX))
        }
        None => None,
    };
    let error = StaffError {
        id: StaffErrorId(app.ids.id(now)),
        defect: new.defect.clone(),
        side: Some(defect.side),
        person: person.id,
        unit: person.unit.clone(),
        ticket: new.ticket,
        inspection,
        points: defect.points,
        fine: new.fine.or(offence.as_ref().and_then(|offence| offence.fine)),
        offence,
        note: new.note.clone(),
        registered_by: caller.principal.user,
        at: now,
        period: policy.month_of(now),
        contest: None,
    };
    rows::insert(tx, &error, &directory::path(&app.directory.organisation(), &person.unit))?;
    let testimony = testimony(app, caller, evidence(&error, (RecordKind::Error, "registered", now)), &error)?;
    Ok((error, testimony))
}

fn note(
    app: &App,
    tx: &mut Tx<'_>,
    caller: &Caller,
    error: &StaffError,
    what: (RecordKind, &str, Timestamp),
) -> Result<(), Error> {
    record(app, tx, caller, evidence(error, what), error)
}

fn evidence<'e>(error: &'e StaffError, (kind, name, at): (RecordKind, &'e str, Timestamp)) -> Evidence<'e> {
    // The register belongs to nobody's ticket: it is kept as long as its own kind is.
    Evidence { kind, unit: &error.unit, ticket: None, subject: ("staff_error", error.id.0), name, at }
}

/// The person objects to an error of his own.
///
/// # Errors
/// Not found for anybody else who may not see it; refused for anybody else, and when it was contested before.
pub async fn contest(
    app: &Arc<App>,
    caller: &Caller,
    id: StaffErrorId,
    text: String,
    reply: Reply<Versioned>,
) -> Result<StoredReply, Error> {
    let (inner, caller) = (app.clone(), caller.clone());
    reply::once(app, reply, move |tx| {
        let (version, mut error) = seen(tx, &caller, id)?;
        let now = inner.clock.now();
        let contest = quality::contest(error.contest.as_ref(), error.person, caller.principal.user, text.clone(), now);
        error.contest = Some(contest.map_err(Error::Refused)?);
        rows::update(tx, &error, version)?;
        note(&inner, tx, &caller, &error, (RecordKind::Contest, "contested", now))?;
        Ok((version + 1, error))
    })
    .await
}

/// Somebody who neither made nor registered the error decides on the contest. An error struck out no longer counts, and
/// stays readable.
///
/// # Errors
/// Not found; refused when nothing is contested, or for whoever is involved.
pub async fn rule(
    app: &Arc<App>,
    caller: &Caller,
    id: StaffErrorId,
    (upheld, reason): (bool, String),
    reply: Reply<Versioned>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::QualityRule)?;
    let (inner, caller) = (app.clone(), caller.clone());
    reply::once(app, reply, move |tx| {
        let found = rows::find(tx, id, &scope::of(&caller.principal), None)?;
        let (version, mut error) = found.ok_or(Error::NotFound { what: "staff_error" })?;
        lock_people(tx, [error.person])?;
        let now = inner.clock.now();
        let ruling = Ruling { upheld, reason: reason.clone(), by: caller.principal.user, at: now };
        let involved = [error.person, error.registered_by];
        let ruled = quality::rule(error.contest.as_ref(), &involved, ruling).map_err(Error::Refused)?;
        error.contest = Some(ruled);
        rows::update(tx, &error, version)?;
        if let (Some(inspection), Some(ticket)) = (error.inspection, error.ticket) {
            // An error that was struck out counts in no figure any more.
            tell_log(&inner, tx, &caller, (inspection, ticket), ("contest_ruled", now))?;
        }
        note(&inner, tx, &caller, &error, (RecordKind::Contest, "ruled", now))?;
        Ok((version + 1, error))
    })
    .await
}

fn seen(tx: &mut Tx<'_>, caller: &Caller, id: StaffErrorId) -> Result<Versioned, Error> {
    // Whoever may read the register sees it in his scope; everybody sees what is said about himself.
    let may_read = caller.principal.permissions.contains(&Permission::QualityRead);
    let scope = scope::of(&caller.principal);
    let found = rows::find(tx, id, &scope, Some(caller.principal.user))?;
    let own = |error: &StaffError| error.person == caller.principal.user;
    found.filter(|(_, error)| may_read || own(error)).ok_or(Error::NotFound { what: "staff_error" })
}

/// The error with this id: in the scope of whoever may read the register, or the caller's own.
///
/// # Errors
/// Not found.
pub async fn get(app: &Arc<App>, caller: &Caller, id: StaffErrorId) -> Result<Versioned, Error> {
    let caller = caller.clone();
    app.database.read(move |tx| seen(tx, &caller, id)).await
}

/// One page of errors, newest first.
///
/// # Errors
/// Forbidden.
pub async fn list(
    app: &Arc<App>,
    caller: &Caller,
    filter: StaffErrorFilter,
    page: PageRequest,
) -> Result<Vec<Versioned>, Error> {
    caller.principal.require(Permission::QualityRead)?;
    let scope = scope::of(&caller.principal);
    app.database.read(move |tx| Ok(rows::list(tx, &filter, &scope, page)?)).await
}

/// One page of the caller's own errors, newest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn own(app: &Arc<App>, caller: &Caller, page: PageRequest) -> Result<Vec<Versioned>, Error> {
    let filter = StaffErrorFilter { person: Some(caller.principal.user), ..StaffErrorFilter::default() };
    app.database.read(move |tx| Ok(rows::list(tx, &filter, &Scope::Everything, page)?)).await
}

/// The summary of a month: errors that stand, by person.
///
/// # Errors
/// Forbidden; invalid when that is no month.
pub async fn totals(
    app: &Arc<App>,
    caller: &Caller,
    period: String,
    after: Option<UserId>,
    limit: i64,
) -> Result<Vec<PersonTotal>, Error> {
    caller.principal.require(Permission::QualityRead)?;
    month(app, "/query/period", &period)?;
    let scope = scope::of(&caller.principal);
    app.database.read(move |tx| Ok(rows::totals(tx, &period, &scope, after, limit)?)).await
}
