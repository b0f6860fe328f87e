//! Opening an assessment: only of people of the own team, only for a month that is over, once.

use std::collections::BTreeMap;
use std::sync::Arc;

use bihuan_domain::code::{SchemeCode, UnitCode};
use bihuan_domain::id::{AssessmentId, UserId};
use bihuan_domain::permission::Permission;
use bihuan_domain::policy::assessments::AssessmentScheme;
use bihuan_domain::quality::{Assessment, AssessmentCommand, Party, Raters};
use bihuan_domain::record::RecordKind;
use bihuan_domain::refusal::RefusalCode;
use bihuan_persistence::quality::{assessments as rows, staff_errors};
use bihuan_persistence::users::User;

use super::{Versioned, figures, note};
use crate::App;
use crate::caller::Caller;
use crate::directory;
use crate::error::Error;
use crate::quality::{month, person_within};
use crate::reply::{self, Reply, StoredReply};
use crate::scope;

/// An assessment as its leader opens it.
#[derive(Debug, Clone)]
pub struct NewAssessment {
    /// By which scheme.
    pub scheme: SchemeCode,
    /// For which month, such as `2026-06`.
    pub period: String,
    /// Of whom.
    pub person: UserId,
    /// Who of another unit rates, where the scheme wants that.
    pub cooperating: Option<UserId>,
    /// Who of the same unit rates, where the scheme wants that.
    pub peer: Option<UserId>,
    /// The leader's own rating, which may also follow later.
    pub rating: Option<(u8, Option<String>)>,
}

/// Opens an assessment; whoever opens it rates as the leader.
///
/// # Errors
/// Forbidden for people outside the own team, and for oneself; invalid when scheme, month, person or raters are wrong;
/// refused while the month lasts; already there when the person was assessed for that month by that scheme.
pub async fn open(
    app: &Arc<App>,
    caller: &Caller,
    new: NewAssessment,
    reply: Reply<Versioned>,
) -> Result<StoredReply, Error> {
    let permission = Permission::AssessmentLead;
    caller.principal.require(permission)?;
    reply::require_key(&caller.principal, reply.key.as_ref())?;
    let policy = app.directory.current_policy()?;
    let wanted = policy.bundle().assessment_schemes.iter().find(|scheme| scheme.code == new.scheme);
    figures::prepare(app, wanted).await?;
    let (inner, caller) = (app.clone(), caller.clone());
    reply::once(app, reply, move |tx| {
        let policy = inner.directory.current_policy()?;
        let known = policy.bundle().assessment_schemes.iter().find(|scheme| scheme.code == new.scheme);
        let scheme = known.ok_or_else(|| Error::invalid("/scheme", "unknown"))?;
        let (from, to) = month(&inner, "/period", &new.period)?;
        let person = inner.directory.people().user(new.person).cloned();
        let person = person.ok_or_else(|| Error::invalid("/personId", "unknown"))?;
        let own_team = person_within(&inner, &scope::of(&caller.principal), new.person).is_some();
        if !own_team || person.id == caller.principal.user {
            return Err(Error::Forbidden { permission });
        }
        if !person.roles.iter().any(|role| scheme.roles.contains(role)) {
            return Err(Error::invalid("/personId", "unknown"));
        }
        let now = inner.clock.now();
        if now < to {
            return Err(Error::Refused(RefusalCode::PeriodNotOver.into()));
        }
        let opened = Assessment {
            id: AssessmentId(inner.ids.id(now)),
            scheme: new.scheme.clone(),
            period: new.period.clone(),
            person: person.id,
            unit: person.unit.clone(),
            raters: raters(&inner, scheme, &person, &caller, &new)?,
            replacements: Vec::new(),
            ratings: BTreeMap::new(),
            figures: figures::count(&inner, tx, &person, (from, to), scheme)?,
            error_points: points(staff_errors::points_of(tx, person.id, &new.period)?),
            interview: None,
            opened_at: now,
            terms: Some(scheme.clone()),
            result: None,
            contest: None,
            adjusted: None,
        };
        let assessment = match new.rating.clone() {
            Some((points, note)) => opened
                .after(scheme, AssessmentCommand::Rate { points, note }, caller.principal.user, now)
                .map_err(Error::Refused)?,
            None => opened,
        };
        let path = directory::path(&inner.directory.organisation(), &person.unit);
        rows::insert(tx, &assessment, &path).map_err(|error| {
            if error.is_unique_on("assessments", &["scheme", "period", "person_id"]) {
                Error::AlreadyExists { what: "assessment", id: None }
            } else {
                error.into()
            }
        })?;
        note(&inner, tx, &caller, &assessment, (RecordKind::Assessment, "opened", now))?;
        Ok((1, assessment))
    })
    .await
}

pub(super) fn points(points: i64) -> u32 {
    u32::try_from(points).unwrap_or(u32::MAX)
}

/// Who rates for each party of the scheme.
fn raters(
    app: &App,
    scheme: &AssessmentScheme,
    person: &User,
    caller: &Caller,
    new: &NewAssessment,
) -> Result<Raters, Error> {
    let people = app.directory.people();
    let leader = caller.principal.user;
    let named = |party: Party, id: Option<UserId>, pointer: &str| {
        let id = id.ok_or_else(|| Error::invalid(pointer, "required"))?;
        let fits = people.user(id).is_some_and(|user| may_rate(user, party, &person.unit));
        if fits && id != person.id && id != leader { Ok(id) } else { Err(Error::invalid(pointer, "unknown")) }
    };
    let mut raters = Raters::new();
    for weight in &scheme.parties {
        let rater = match weight.party {
            Party::Itself => person.id,
            Party::Leader => leader,
            Party::Cooperating => named(weight.party, new.cooperating, "/cooperatingId")?,
            Party::Peer => named(weight.party, new.peer, "/peerId")?,
        };
        raters.insert(weight.party, rater);
    }
    // Whoever opens it leads it, also where the scheme gives him no rating.
    raters.entry(Party::Leader).or_insert(leader);
    Ok(raters)
}

/// Whether somebody may speak as a party of whoever belongs to a unit: a peer is of the same unit, who works with him of
/// another.
pub(super) fn may_rate(user: &User, party: Party, unit: &UnitCode) -> bool {
    let same_unit = user.unit == *unit;
    let fits = match party {
        Party::Peer => same_unit,
        Party::Cooperating => !same_unit,
        Party::Itself | Party::Leader => true,
    };
    fits && !user.disabled
}
