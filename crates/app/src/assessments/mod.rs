//! Assessments (考核): opened by whoever leads the person, rated by the parties of the scheme, frozen, contested.

mod contest;
mod figures;
mod open;
mod proceed;
mod read;
mod replace_rater;
mod schemes;

pub use bihuan_persistence::quality::assessments::{AssessmentFilter, Versioned};
pub use contest::{contest, rule};
pub use open::{NewAssessment, open};
pub use proceed::{Step, proceed};
pub use read::{get, list, own, recount};
pub use replace_rater::{NewRater, replace_rater};
pub use schemes::schemes;

use std::sync::Arc;

use bihuan_domain::policy::Policy;
use bihuan_domain::policy::assessments::AssessmentScheme;
use bihuan_domain::quality::Assessment;
use bihuan_domain::record::RecordKind;
use bihuan_domain::refusal::RefusalCode;
use bihuan_domain::time::Timestamp;
use bihuan_persistence::Tx;
use bihuan_persistence::quality::assessments as rows;
use bihuan_persistence::users::User;

use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::quality::{Evidence, record};

/// Whom an assessment is about.
fn assessed(app: &App, assessment: &Assessment) -> Result<Arc<User>, Error> {
    app.directory.people().user(assessment.person).cloned().ok_or(Error::NotFound { what: "user" })
}

/// The scheme of an assessment, as it was when it was opened.
fn scheme<'a>(policy: &'a Policy, assessment: &'a Assessment) -> Result<&'a AssessmentScheme, Error> {
    assessment.scheme_in(policy).ok_or(Error::Refused(RefusalCode::NotInPlan.into()))
}

/// Keeps a changed assessment with the record of what happened to it.
fn keep(
    app: &App,
    tx: &mut Tx<'_>,
    caller: &Caller,
    (version, changed): Versioned,
    what: (RecordKind, &str, Timestamp),
) -> Result<Versioned, Error> {
    rows::update(tx, &changed, version)?;
    note(app, tx, caller, &changed, what)?;
    Ok((version + 1, changed))
}

/// Writes the record of what happened to an assessment.
fn note(
    app: &App,
    tx: &mut Tx<'_>,
    caller: &Caller,
    assessment: &Assessment,
    (kind, name, at): (RecordKind, &str, Timestamp),
) -> Result<(), Error> {
    let subject = ("assessment", assessment.id.0);
    record(app, tx, caller, Evidence { kind, unit: &assessment.unit, ticket: None, subject, name, at }, assessment)
}
