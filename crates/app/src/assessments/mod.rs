//! Assessments (考核): opened by whoever leads the person, rated by the parties of the scheme, frozen, contested.

mod contest;
mod figures;
mod open;
mod proceed;
mod read;

pub use bihuan_persistence::quality::assessments::{AssessmentFilter, Versioned};
pub use contest::{contest, rule};
pub use figures::{FiguresOfPerson, FromLog};
pub use open::{NewAssessment, open};
pub use proceed::{Step, proceed};
pub use read::{get, list, own, recount};

use bihuan_domain::policy::Policy;
use bihuan_domain::policy::assessments::AssessmentScheme;
use bihuan_domain::quality::Assessment;
use bihuan_domain::record::RecordKind;
use bihuan_domain::time::Timestamp;
use bihuan_persistence::Tx;

use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::quality::{Evidence, record};

/// The scheme of an assessment, as the policy in force has it.
fn scheme<'p>(policy: &'p Policy, assessment: &Assessment) -> Result<&'p AssessmentScheme, Error> {
    let known = policy.bundle().assessment_schemes.iter().find(|scheme| scheme.code == assessment.scheme);
    known.ok_or_else(|| Error::Internal(format!("policy without the scheme {}", assessment.scheme).into()))
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
