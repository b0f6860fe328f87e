//! Looking for gaming, one day at a time, and what people make of it.

use std::collections::BTreeSet;
use std::sync::Arc;

use bihuan_domain::case::Case;
use bihuan_domain::fact::Day;
use bihuan_domain::id::{FindingId, TicketId};
use bihuan_domain::permission::Permission;
use bihuan_domain::policy::Policy;
use bihuan_domain::policy::organisation::UnitFunction;
use bihuan_domain::policy::quality::GamingCheck;
use bihuan_domain::quality::gaming::{self, Suspicion, Trace};
use bihuan_domain::quality::{Check, Disposal, Finding, Outcome};
use bihuan_domain::record::RecordKind;
use bihuan_domain::refusal::RefusalCode;
use bihuan_domain::sampling::DrawKey;
use bihuan_domain::time::Timestamp;
use bihuan_persistence::Tx;
use bihuan_persistence::cases::{LoadLock, StoredCase, load};
use bihuan_persistence::page::{PageRequest, Scope, Subtree};
use bihuan_persistence::quality::findings as rows;
use uuid::Uuid;

pub use bihuan_persistence::quality::findings::{FindingFilter, Versioned};

use super::{Evidence, record};
use crate::App;
use crate::caller::Caller;
use crate::directory;
use crate::error::Error;
use crate::reply::{self, Reply, StoredReply};
use crate::scope;

/// Entries of the log that one search looks at. A larger unit searches the units below it one by one.
pub const ENTRIES_MAX: i64 = 20_000;
/// The longest stretch that one search looks at, in seconds: a day, and an hour for the change of the clocks.
pub const STRETCH_SECONDS_MAX: i64 = 25 * 3_600;
/// The entries of the log that a check looks at.
const fn names(check: Check) -> &'static [&'static str] {
    match check {
        Check::LatePause => &["suspension_requested", "customer_awaited", "extension_requested"],
        Check::BulkClosing => &["archived", "answered_on_spot"],
        Check::StaffNumber => &["answered", "number_corrected"],
        Check::CopiedReply => &["replied"],
        Check::FarArrival => &["arrived"],
        Check::ForbiddenWords => &["replied", "answered_on_spot", "finally_answered"],
        Check::Renewal => &["opened", "cancelled", "answered_on_spot", "merged", "unmerged"],
    }
}

/// What came of a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Search {
    /// Entries of the log that were looked at.
    pub entries: i64,
    /// Findings.
    pub found: i64,
    /// Of these, not found before.
    pub new: i64,
}

/// Looks for gaming in the tickets that the caller's unit and those below it took, within a stretch of time.
///
/// # Errors
/// Invalid when the stretch is empty or too long; a limit when too much happened in it.
pub async fn search(
    app: &Arc<App>,
    caller: &Caller,
    (from, to): (Timestamp, Timestamp),
    reply: Reply<Search>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::QualityInspect)?;
    reply::require_key(&caller.principal, reply.key.as_ref())?;
    if !(1..=STRETCH_SECONDS_MAX).contains(&to.seconds_since(from)) {
        return Err(Error::invalid("/to", "range"));
    }
    let (inner, scope) = (app.clone(), scope::of(&caller.principal));
    reply::once(app, reply, move |tx| {
        let policy = inner.directory.current_policy()?;
        search_within(&inner, tx, &policy, (from, to), &scope)
    })
    .await
}

/// Looks for gaming in what each centre took on a day, in the system's name. A centre in which too much happened for one look is
/// looked at in two halves of the time, and so on.
pub(crate) fn search_day(app: &App, tx: &mut Tx<'_>, policy: &Policy, day: Day) -> Result<(), Error> {
    let (Some(from), Some(to)) = (day.begins(policy.zone()), day.plus(1).begins(policy.zone())) else { return Ok(()) };
    let organisation = app.directory.organisation();
    for centre in organisation.units().filter(|unit| unit.function == UnitFunction::Centre) {
        let scope = Scope::Under(Subtree::of(&centre.path));
        let mut stretches = vec![(from, to)];
        while let Some((from, to)) = stretches.pop() {
            match search_within(app, tx, policy, (from, to), &scope) {
                Err(Error::LimitExceeded { .. }) if to.seconds_since(from) > 1 => {
                    let middle = from.plus_seconds(to.seconds_since(from) / 2);
                    stretches.extend([(middle, to), (from, middle)]);
                }
                done => drop(done?),
            }
        }
    }
    Ok(())
}

fn search_within(
    app: &App,
    tx: &mut Tx<'_>,
    policy: &Policy,
    stretch: (Timestamp, Timestamp),
    scope: &Scope,
) -> Result<Search, Error> {
    let checks = policy.bundle().gaming_checks.iter().map(|rule| rule.check);
    let wanted: BTreeSet<&str> = checks.flat_map(names).copied().collect();
    let wanted: Vec<&str> = wanted.into_iter().collect();
    let entries = rows::entries(tx, &wanted, stretch, scope, ENTRIES_MAX + 1)?;
    let count = i64::try_from(entries.len()).unwrap_or(i64::MAX);
    if count > ENTRIES_MAX {
        return Err(Error::LimitExceeded { limit: "search_entries", maximum: ENTRIES_MAX.unsigned_abs() });
    }
    let mut traces = Vec::with_capacity(entries.len());
    for entry in entries {
        if let (Some(ticket), Some(event)) = (entry.ticket, entry.case_event()?) {
            traces.push(Trace { ticket, at: entry.at, by: entry.actor.user(), event });
        }
    }
    let suspicions = look(tx, policy, &traces)?;
    let mut search = Search { entries: count, found: 0, new: 0 };
    for suspicion in suspicions {
        search.found += 1;
        search.new += i64::from(keep(app, tx, suspicion)?);
    }
    Ok(search)
}

/// The cases of the tickets, and what every check of the policy sees in them.
fn look(tx: &mut Tx<'_>, policy: &Policy, traces: &[Trace]) -> Result<Vec<Suspicion>, Error> {
    let mut cases: Vec<StoredCase> = Vec::new();
    for ticket in traces.iter().map(|trace| trace.ticket).collect::<BTreeSet<TicketId>>() {
        cases.extend(load(tx, ticket, LoadLock::None)?);
    }
    let mut seen = Vec::new();
    for rule in &policy.bundle().gaming_checks {
        let fits = |case: &&StoredCase| policy.applies(&rule.applies_to, &case.case.ticket.demand.traits());
        let fitting: Vec<&StoredCase> = cases.iter().filter(fits).collect();
        let known: BTreeSet<TicketId> = fitting.iter().map(|case| case.case.ticket.id).collect();
        let own: Vec<Trace> = traces.iter().filter(|trace| known.contains(&trace.ticket)).cloned().collect();
        seen.extend(check(rule, &fitting, &own, policy));
    }
    Ok(seen)
}

fn check(rule: &GamingCheck, cases: &[&StoredCase], traces: &[Trace], policy: &Policy) -> Vec<Suspicion> {
    match rule.check {
        Check::BulkClosing => gaming::bulk_closings(rule, traces),
        Check::CopiedReply => gaming::copied_replies(rule, traces),
        Check::ForbiddenWords => gaming::forbidden_words(rule, traces),
        Check::LatePause => {
            cases.iter().flat_map(|stored| gaming::late_pauses(rule, &stored.case, traces, policy)).collect()
        }
        Check::FarArrival => cases.iter().flat_map(|stored| gaming::far_arrivals(rule, &stored.case, traces)).collect(),
        Check::Renewal => {
            let cases: Vec<&Case> = cases.iter().map(|stored| &stored.case).collect();
            gaming::renewals(rule, &cases, traces)
        }
        Check::StaffNumber => {
            let of_case = |stored: &&StoredCase| {
                let ticket = &stored.case.ticket;
                let own: Vec<Trace> = traces.iter().filter(|trace| trace.ticket == ticket.id).cloned().collect();
                gaming::staff_numbers(rule, ticket.demand.contact.phone.as_deref(), &own)
            };
            cases.iter().flat_map(of_case).collect()
        }
    }
}

/// Keeps a suspicion, once: its id follows from what was seen.
fn keep(app: &App, tx: &mut Tx<'_>, suspicion: Suspicion) -> Result<bool, Error> {
    let Suspicion { check, ticket, person, at, seen, normal, about } = suspicion;
    let Some(stored) = load(tx, ticket, LoadLock::None)? else { return Ok(false) };
    let unit = stored.case.ticket.accept_unit;
    let name = format!("{} {at} {}", check.as_str(), about.as_deref().unwrap_or_default());
    let key = DrawKey::derive(ticket.0.as_bytes(), &name).secret;
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(key.get(..16).unwrap_or(&[0; 16]));
    let id = FindingId(Uuid::from_bytes(bytes));
    let path = directory::path(&app.directory.organisation(), &unit);
    let finding = Finding { id, check, ticket, person, unit, happened_at: at, seen, normal, about, disposal: None };
    Ok(rows::insert(tx, &finding, &path)?)
}

/// Somebody whom it is not about says what came of a finding. Nothing follows by itself.
///
/// # Errors
/// Not found; changed by somebody else; refused for the person himself, and when it was disposed of before.
pub async fn dispose(
    app: &Arc<App>,
    caller: &Caller,
    id: FindingId,
    expected: i64,
    (outcome, reason): (Outcome, String),
    reply: Reply<Versioned>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::QualityRule)?;
    let (inner, caller) = (app.clone(), caller.clone());
    reply::once(app, reply, move |tx| {
        let known = rows::find(tx, id, &scope::of(&caller.principal))?;
        let (version, mut finding) = known.ok_or(Error::NotFound { what: "finding" })?;
        if version != expected {
            return Err(Error::VersionConflict { current: version });
        }
        if finding.disposal.is_some() {
            return Err(Error::Refused(RefusalCode::AlreadyRequested.into()));
        }
        if finding.person == Some(caller.principal.user) {
            return Err(Error::Refused(RefusalCode::SamePerson.into()));
        }
        let now = inner.clock.now();
        finding.disposal = Some(Disposal { outcome, reason: reason.clone(), by: caller.principal.user, at: now });
        rows::update(tx, &finding, version)?;
        let evidence = Evidence {
            kind: RecordKind::Finding,
            unit: &finding.unit,
            ticket: Some(finding.ticket),
            subject: ("finding", id.0),
            name: "disposed",
            at: now,
        };
        record(&inner, tx, &caller, evidence, &finding)?;
        Ok((version + 1, finding))
    })
    .await
}

/// The finding with this id.
///
/// # Errors
/// Not found.
pub async fn get(app: &Arc<App>, caller: &Caller, id: FindingId) -> Result<Versioned, Error> {
    caller.principal.require(Permission::QualityRead)?;
    let scope: Scope = scope::of(&caller.principal);
    let found = app.database.read(move |tx| Ok::<_, Error>(rows::find(tx, id, &scope)?)).await?;
    found.ok_or(Error::NotFound { what: "finding" })
}

/// One page of findings, newest first.
///
/// # Errors
/// Forbidden.
pub async fn list(
    app: &Arc<App>,
    caller: &Caller,
    filter: FindingFilter,
    page: PageRequest,
) -> Result<Vec<Versioned>, Error> {
    caller.principal.require(Permission::QualityRead)?;
    let scope = scope::of(&caller.principal);
    app.database.read(move |tx| Ok(rows::list(tx, filter, &scope, page)?)).await
}
