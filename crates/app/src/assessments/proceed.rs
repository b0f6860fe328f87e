//! Rating, noting the interview, freezing.

use std::sync::Arc;

use bihuan_domain::id::AssessmentId;
use bihuan_domain::quality::AssessmentCommand;
use bihuan_domain::record::RecordKind;
use bihuan_persistence::Tx;
use bihuan_persistence::quality::{assessments as rows, lock_people, staff_errors};

use super::open::points;
use super::{Versioned, assessed, figures, keep, read, scheme};
use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::quality::month;
use crate::reply::{self, Reply, StoredReply};

/// What a party does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// It rates.
    Rate {
        /// 0 to 100.
        points: u8,
        /// Why.
        note: Option<String>,
    },
    /// The leader notes what was talked about with the person.
    Interview {
        /// What.
        note: String,
    },
    /// The leader freezes it.
    Finalise,
}

impl Step {
    const fn name(&self) -> &'static str {
        match self {
            Self::Rate { .. } => "rated",
            Self::Interview { .. } => "interviewed",
            Self::Finalise => "finalised",
        }
    }
}

/// One step of an assessment, by one of its parties. Freezing counts the figures and the errors once more.
///
/// # Errors
/// Not found for whoever is no party; changed by somebody else; refused when it is frozen, for a second rating, and when it
/// is to be frozen with ratings or the interview missing.
pub async fn proceed(
    app: &Arc<App>,
    caller: &Caller,
    id: AssessmentId,
    expected: i64,
    step: Step,
    reply: Reply<Versioned>,
) -> Result<StoredReply, Error> {
    if step == Step::Finalise {
        let (_, known) = read::get(app, caller, id).await?;
        figures::prepare(app, known.scheme_in(&*app.directory.current_policy()?)).await?;
    }
    let (inner, caller) = (app.clone(), caller.clone());
    reply::once(app, reply, move |tx| {
        // No permission: the assessment itself names who may.
        let user = caller.principal.user;
        let found = rows::find(tx, id, None, user)?;
        let (version, before) = found.ok_or(Error::NotFound { what: "assessment" })?;
        if version != expected {
            return Err(Error::VersionConflict { current: version });
        }
        let policy = inner.directory.current_policy()?;
        let scheme = scheme(&policy, &before)?;
        let now = inner.clock.now();
        let command = match step.clone() {
            Step::Rate { points, note } => AssessmentCommand::Rate { points, note },
            Step::Interview { note } => AssessmentCommand::Interview { note },
            Step::Finalise => counted(&inner, tx, &before, scheme)?,
        };
        let after = before.after(scheme, command, user, now).map_err(Error::Refused)?;
        let what = (RecordKind::Assessment, step.name(), now);
        let (version, after) = keep(&inner, tx, &caller, (version, after), what)?;
        Ok((version, read::seen_by(&inner, &caller.principal, after)))
    })
    .await
}

fn counted(
    app: &App,
    tx: &mut Tx<'_>,
    assessment: &bihuan_domain::quality::Assessment,
    scheme: &bihuan_domain::policy::assessments::AssessmentScheme,
) -> Result<AssessmentCommand, Error> {
    lock_people(tx, [assessment.person])?;
    let period = month(app, "/period", &assessment.period)?;
    let figures = figures::count(app, tx, &*assessed(app, assessment)?, period, scheme)?;
    let error_points = points(staff_errors::points_of(tx, assessment.person, &assessment.period)?);
    let open_contests = staff_errors::contested_in(tx, assessment.person, &assessment.period)?;
    Ok(AssessmentCommand::Finalise { figures, error_points, open_contests })
}
