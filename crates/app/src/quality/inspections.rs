//! Inspections (质检): drawing a month's tickets, filling in the sheets, and what came of it all.

use std::sync::Arc;

use bihuan_domain::code::{DefectCode, InspectionPlanCode};
use bihuan_domain::id::{InspectionId, UserId};
use bihuan_domain::permission::Permission;
use bihuan_domain::policy::Policy;
use bihuan_domain::policy::quality::InspectionPlan;
use bihuan_domain::quality::{Found, Inspection, Judged, Sheet, Unfit, inspect as fill_in};
use bihuan_domain::record::RecordKind;
use bihuan_domain::refusal::RefusalCode;
use bihuan_domain::sampling::Lot;
use bihuan_domain::ticket::Ticket;
use bihuan_persistence::Tx;
use bihuan_persistence::page::{PageRequest, Position};
use bihuan_persistence::quality::{inspections as rows, lock_people, staff_errors};
use bihuan_persistence::records;
use bihuan_persistence::users::User;

pub use bihuan_persistence::quality::inspections::{Compliance, InspectionFilter, Versioned};

use super::notice;
use super::staff_errors::{NewStaffError, enter};
use super::{Evidence, month, person_within, tell_log, testimony};
use crate::App;
use crate::caller::Caller;
use crate::directory;
use crate::error::{Error, FieldError};
use crate::reply::{self, Reply, StoredReply};
use crate::scope;

/// Tickets that one round looks at, and draws from, at the most. A larger unit draws for the units below it one by one.
pub const ROUND_TICKETS_MAX: i64 = 20_000;
/// Tickets read at a time.
const PIECE: i64 = 500;

/// What came of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// The plan.
    pub plan: InspectionPlanCode,
    /// The month.
    pub period: String,
    /// Tickets that ended in the month and that the plan is for.
    pub tickets: i64,
    /// Of these, drawn.
    pub drawn: i64,
}

/// An inspection as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct InspectionView {
    /// Its version.
    pub version: i64,
    /// The inspection.
    pub inspection: Inspection,
    /// The score as it stands after contests; none while nobody has looked.
    pub score: Option<u16>,
}

/// A sheet as the inspector fills it in.
#[derive(Debug, Clone)]
pub struct Filled {
    /// The defects; empty when there are none.
    pub defects: Vec<FoundDefect>,
    /// How each item of the plan was found.
    pub items: Vec<Judged>,
    /// A note.
    pub note: Option<String>,
}

/// One defect as the inspector enters it.
#[derive(Debug, Clone)]
pub struct FoundDefect {
    /// Which.
    pub defect: DefectCode,
    /// Whose.
    pub person: UserId,
    /// What happened.
    pub note: String,
}

fn plan<'p>(policy: &'p Policy, code: &InspectionPlanCode) -> Result<&'p InspectionPlan, Error> {
    policy.inspection_plan(code).ok_or_else(|| Error::invalid("/plan", "unknown"))
}

/// Draws, by the lots of a month that is over, which of the tickets that ended in it and were taken by the caller's unit
/// or below are inspected. The same month gives the same lots, whoever draws and however often.
///
/// # Errors
/// Invalid when plan or month are unknown; refused while the month lasts; already there when it was drawn before.
pub async fn draw(
    app: &Arc<App>,
    caller: &Caller,
    code: InspectionPlanCode,
    period: String,
    reply: Reply<Round>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::QualityInspect)?;
    reply::require_key(&caller.principal, reply.key.as_ref())?;
    let (inner, caller) = (app.clone(), caller.clone());
    reply::once(app, reply, move |tx| {
        let policy = inner.directory.current_policy()?;
        let (plan, (from, to)) = (plan(&policy, &code)?, month(&inner, "/period", &period)?);
        let now = inner.clock.now();
        if now < to {
            return Err(Error::Refused(RefusalCode::PeriodNotOver.into()));
        }
        rows::insert_round(tx, &code, &period, &caller.principal.unit_path, now).map_err(|error| {
            if error.is_unique_on("inspection_rounds", &["plan", "period", "unit_path"]) {
                Error::AlreadyExists { what: "inspection_round", id: None }
            } else {
                error.into()
            }
        })?;
        let (key, scope) = (inner.draws.key_of(&period), scope::of(&caller.principal));
        let mut round = Round { plan: code.clone(), period: period.clone(), tickets: 0, drawn: 0 };
        let (mut after, mut seen) = (None, 0);
        loop {
            let tickets = rows::ended(tx, &scope, (from, to), after, PIECE)?;
            let Some(last) = tickets.last() else { break };
            after = Some(Position { at: last.opened_at, id: last.id.0 });
            seen += i64::try_from(tickets.len()).unwrap_or(i64::MAX);
            if seen > ROUND_TICKETS_MAX {
                return Err(Error::LimitExceeded { limit: "round_tickets", maximum: ROUND_TICKETS_MAX.unsigned_abs() });
            }
            for ticket in tickets.iter().filter(|ticket| policy.applies(&plan.applies_to, &ticket.demand.traits())) {
                round.tickets += 1;
                let lot = Lot {
                    period: period.clone(),
                    lot: key.draw(&format!("inspection {}", plan.code), ticket.id.0),
                    percent: plan.percent,
                };
                if lot.is_taken() && take(&inner, tx, ticket, plan, lot)? {
                    round.drawn += 1;
                }
            }
        }
        rows::count_round(tx, &code, &period, &caller.principal.unit_path, round.tickets)?;
        Ok(round)
    })
    .await
}

fn take(app: &App, tx: &mut Tx<'_>, ticket: &Ticket, plan: &InspectionPlan, lot: Lot) -> Result<bool, Error> {
    let now = app.clock.now();
    let inspection = Inspection {
        id: InspectionId(app.ids.id(now)),
        plan: plan.code.clone(),
        period: lot.period.clone(),
        ticket: ticket.id,
        unit: ticket.accept_unit.clone(),
        lot,
        terms: Some(plan.clone()),
        sheet: None,
    };
    let path = directory::path(&app.directory.organisation(), &ticket.accept_unit);
    Ok(rows::insert(tx, &inspection, &path, now)?)
}

/// Fills in the sheet of an inspection. Each defect becomes an error of its person in the register, where it can be
/// contested.
///
/// # Errors
/// Not found; changed by somebody else; invalid when a person is unknown, or neither had a hand in the ticket nor belongs to
/// the inspector's scope; refused when it is filled in already, when the
/// inspector worked on the ticket, or for a defect that the plan does not look for.
pub async fn inspect(
    app: &Arc<App>,
    caller: &Caller,
    id: InspectionId,
    expected: i64,
    Filled { defects: found, items, note: remark }: Filled,
    reply: Reply<InspectionView>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::QualityInspect)?;
    let (inner, caller) = (app.clone(), caller.clone());
    reply::once(app, reply, move |tx| {
        let known = rows::find(tx, id, &scope::of(&caller.principal))?;
        let (version, inspection) = known.ok_or(Error::NotFound { what: "inspection" })?;
        if version != expected {
            return Err(Error::VersionConflict { current: version });
        }
        let policy = inner.directory.current_policy()?;
        let (now, hands) = (inner.clock.now(), rows::hands(tx, inspection.ticket)?);
        let plan = inspection.plan_in(&policy).ok_or(Error::Refused(RefusalCode::NotInPlan.into()))?;
        let codes: Vec<DefectCode> = found.iter().map(|one| one.defect.clone()).collect();
        plan.check_items(&items, &codes).map_err(unfit)?;
        let (by, note, items) = (caller.principal.user, remark.clone(), items.clone());
        let blank = Sheet { by, at: now, found: Vec::new(), items, score: 0, note };
        let unproven = Sheet { found: found.iter().map(unregistered).collect(), ..blank.clone() };
        fill_in(&inspection, plan, &policy, &hands, unproven).map_err(Error::Refused)?;
        lock_people(tx, found.iter().map(|one| one.person))?;
        let (mut entered, mut testimonies, mut units) = (Vec::new(), Vec::new(), Vec::new());
        for (place, one) in found.iter().enumerate() {
            let person = whose(&inner, &caller, &hands, one.person);
            let person = person.ok_or_else(|| Error::invalid(format!("/defects/{place}/personId"), "unknown"))?;
            let new = NewStaffError {
                defect: one.defect.clone(),
                person: one.person,
                ticket: Some(inspection.ticket),
                fine: None,
                note: one.note.clone(),
            };
            let (error, testimony) = enter(&inner, tx, &caller, &person, &new, Some(id))?;
            entered.push(Found { error: error.id, ..unregistered(one) });
            units.push(error.unit);
            testimonies.push(testimony);
        }
        let sheet = Sheet { found: entered, ..blank };
        let inspection = fill_in(&inspection, plan, &policy, &hands, sheet).map_err(Error::Refused)?;
        rows::update(tx, &inspection, version)?;
        let entry = tell_log(&inner, tx, &caller, (id, inspection.ticket), ("inspected", now))?;
        notice::announce(&inner, tx, &policy, (&inspection, plan), (entry, now), &units)?;
        let evidence = Evidence {
            kind: RecordKind::Inspection,
            unit: &inspection.unit,
            ticket: Some(inspection.ticket),
            subject: ("inspection", id.0),
            name: "inspected",
            at: now,
        };
        testimonies.push(testimony(&inner, &caller, evidence, &inspection)?);
        records::append(tx, testimonies)?;
        view(tx, &policy, (version + 1, inspection))
    })
    .await
}

/// What is wrong with the items of a sheet, and where.
fn unfit(unfit: Unfit) -> Error {
    Error::Invalid(vec![match unfit {
        Unfit::Missing(item) => FieldError::new("/items", "item_missing").with("item", item),
        Unfit::Unknown(place) => FieldError::new(format!("/items/{place}/item"), "unknown"),
        Unfit::Contradicted(place) => {
            FieldError::new(format!("/items/{place}/met"), "conflict").with("other", "/defects")
        }
    }])
}

/// Whose defect it may be: of somebody who had a hand in the ticket, wherever he works, or of the inspector's own scope.
fn whose(app: &App, caller: &Caller, hands: &[UserId], person: UserId) -> Option<Arc<User>> {
    if hands.contains(&person) {
        return app.directory.people().user(person).cloned();
    }
    person_within(app, &scope::of(&caller.principal), person)
}

fn unregistered(one: &FoundDefect) -> Found {
    let error = bihuan_domain::id::StaffErrorId(uuid::Uuid::nil());
    Found { defect: one.defect.clone(), person: one.person, note: one.note.clone(), error }
}

fn view(tx: &mut Tx<'_>, policy: &Policy, (version, inspection): Versioned) -> Result<InspectionView, Error> {
    let score = match (&inspection.sheet, inspection.plan_in(policy)) {
        (Some(_), Some(plan)) => {
            let points = staff_errors::points_found(tx, inspection.id)?;
            Some(plan.full_score.saturating_sub(u16::try_from(points).unwrap_or(u16::MAX)))
        }
        (Some(sheet), None) => Some(sheet.score),
        (None, _) => None,
    };
    Ok(InspectionView { version, inspection, score })
}

/// The inspection with this id.
///
/// # Errors
/// Not found.
pub async fn get(app: &Arc<App>, caller: &Caller, id: InspectionId) -> Result<InspectionView, Error> {
    caller.principal.require(Permission::QualityRead)?;
    let (scope, policy) = (scope::of(&caller.principal), app.directory.current_policy()?);
    app.database
        .read(move |tx| {
            let found = rows::find(tx, id, &scope)?.ok_or(Error::NotFound { what: "inspection" })?;
            view(tx, &policy, found)
        })
        .await
}

/// One page of inspections, oldest first, with their places in the list.
///
/// # Errors
/// Forbidden.
pub async fn list(
    app: &Arc<App>,
    caller: &Caller,
    filter: InspectionFilter,
    page: PageRequest,
) -> Result<Vec<(InspectionView, Position)>, Error> {
    caller.principal.require(Permission::QualityRead)?;
    let (scope, policy) = (scope::of(&caller.principal), app.directory.current_policy()?);
    app.database
        .read(move |tx| {
            let rows = rows::list(tx, &filter, &scope, page)?;
            let place = |(found, at): (Versioned, _)| {
                let position = Position { at, id: found.1.id.0 };
                Ok((view(tx, &policy, found)?, position))
            };
            rows.into_iter().map(place).collect()
        })
        .await
}

/// How the inspected tickets of a plan and a month did, as far as contests are decided now.
///
/// # Errors
/// Forbidden.
pub async fn compliance(
    app: &Arc<App>,
    caller: &Caller,
    plan: InspectionPlanCode,
    period: String,
) -> Result<Compliance, Error> {
    caller.principal.require(Permission::QualityRead)?;
    let scope = scope::of(&caller.principal);
    app.database.snapshot(move |tx| Ok(rows::compliance(tx, &plan, &period, &scope)?)).await
}
