//! Contesting an assessment, and ruling on that.

use std::sync::Arc;

use bihuan_domain::id::AssessmentId;
use bihuan_domain::permission::Permission;
use bihuan_domain::quality::{self, Ruling};
use bihuan_domain::record::RecordKind;
use bihuan_domain::refusal::{Refusal, RefusalCode};
use bihuan_persistence::quality::assessments as rows;

use super::{Versioned, keep, scheme};
use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::reply::{self, Reply, StoredReply};
use crate::scope;

const SECONDS_PER_DAY: i64 = 86_400;
/// The result is kept in hundredths of a point.
const HUNDREDTHS: i64 = 100;

/// The person objects to the own assessment, within the days that the scheme gives.
///
/// # Errors
/// Not found; refused before it is frozen, when the time is over, for anybody else, and when it was contested before.
pub async fn contest(
    app: &Arc<App>,
    caller: &Caller,
    id: AssessmentId,
    text: String,
    reply: Reply<Versioned>,
) -> Result<StoredReply, Error> {
    let (inner, caller) = (app.clone(), caller.clone());
    reply::once(app, reply, move |tx| {
        let user = caller.principal.user;
        let found = rows::find(tx, id, None, user)?;
        let (version, mut assessment) = found.ok_or(Error::NotFound { what: "assessment" })?;
        let policy = inner.directory.current_policy()?;
        let days = i64::from(scheme(&policy, &assessment)?.contest_days);
        let now = inner.clock.now();
        let (_, frozen_at) = assessment.result.ok_or_else(|| {
            Error::Refused(Refusal::new(RefusalCode::WrongStage).with("stage", assessment.stage().as_str()))
        })?;
        if now > frozen_at.plus_seconds(days * SECONDS_PER_DAY) {
            return Err(Error::Refused(Refusal::new(RefusalCode::ContestTooLate).with("days", days)));
        }
        let contest = quality::contest(assessment.contest.as_ref(), assessment.person, user, text.clone(), now);
        assessment.contest = Some(contest.map_err(Error::Refused)?);
        keep(&inner, tx, &caller, (version, assessment), (RecordKind::Contest, "contested", now))
    })
    .await
}

/// Somebody who had no say in the assessment decides. An upheld contest names another result, which stands beside the first.
///
/// # Errors
/// Not found; no result though the person is right; refused when nothing is contested, or for whoever is involved.
pub async fn rule(
    app: &Arc<App>,
    caller: &Caller,
    id: AssessmentId,
    (upheld, reason, points): (bool, String, Option<u8>),
    reply: Reply<Versioned>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::QualityRule)?;
    if upheld && points.is_none() {
        return Err(Error::invalid("/points", "required"));
    }
    let (inner, caller) = (app.clone(), caller.clone());
    reply::once(app, reply, move |tx| {
        let user = caller.principal.user;
        let found = rows::find(tx, id, Some(&scope::of(&caller.principal)), user)?;
        let (version, mut assessment) = found.ok_or(Error::NotFound { what: "assessment" })?;
        let now = inner.clock.now();
        let ruling = Ruling { upheld, reason: reason.clone(), by: user, at: now };
        let ruled = quality::rule(assessment.contest.as_ref(), &assessment.had_a_say(), ruling);
        assessment.contest = Some(ruled.map_err(Error::Refused)?);
        assessment.adjusted = points.filter(|_| upheld).map(|points| i64::from(points) * HUNDREDTHS);
        keep(&inner, tx, &caller, (version, assessment), (RecordKind::Contest, "ruled", now))
    })
    .await
}
