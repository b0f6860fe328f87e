//! Records (记录): what people must be able to rely on later: what a customer said in a callback, how he rated, what a
//! department replied. Numbered without gaps, never changed and never torn out; a correction is a further record.

mod seal;

pub use seal::{Seal, content_hash};

use std::fmt;

use crate::code::UnitCode;
use crate::named::named;
use crate::permission::Permission;

named! {
    /// What a record is about. Each kind has its own series of numbers.
    RecordKind {
        /// What came of a callback (回访记录): an attempt, an answer, a signature, a review.
        CallbackResult = "callback_result",
        /// What a customer answered (评价).
        SurveyAnswers = "survey_answers",
        /// What a department replied (回单).
        Reply = "reply",
        /// The final answer that a customer was given (最终答复).
        FinalAnswer = "final_answer",
        /// Whether what a customer complains of is so (属实认定).
        Verdict = "verdict",
        /// An error in the register (差错).
        Error = "error",
        /// What an inspection found (质检).
        Inspection = "inspection",
        /// A final assessment (考核).
        Assessment = "assessment",
        /// What somebody holds against one of the last three, and how that was decided.
        Contest = "contest",
        /// How somebody disposed of a suspicion of gaming.
        Finding = "finding",
        /// That somebody signed a report, or sent it back (签批).
        ReportSignature = "report_signature",
    }
}

impl RecordKind {
    /// What a reader of such records must be allowed to read besides: a record says all that the thing itself says.
    #[must_use]
    pub const fn also_needs(self) -> &'static [Permission] {
        match self {
            Self::CallbackResult | Self::SurveyAnswers | Self::Reply | Self::FinalAnswer | Self::Verdict => &[],
            Self::Error | Self::Inspection | Self::Finding => &[Permission::QualityRead],
            Self::Assessment => &[Permission::AssessmentRead],
            Self::ReportSignature => &[Permission::ReportRead],
            // Of errors and of assessments alike.
            Self::Contest => &[Permission::QualityRead, Permission::AssessmentRead],
        }
    }
}

/// Which record an entry of the log makes, by the noun it happened to and its name; none for nearly all of them.
#[must_use]
pub fn kind_of(subject: &str, name: &str) -> Option<RecordKind> {
    match (subject, name) {
        (
            "callback",
            "attempted" | "number_sought" | "reached" | "answered" | "unreachable" | "signed" | "confirmed"
            | "reviewed" | "removed",
        ) => Some(RecordKind::CallbackResult),
        ("survey", "replied" | "answered") => Some(RecordKind::SurveyAnswers),
        ("ticket", "finally_answered") => Some(RecordKind::FinalAnswer),
        ("ticket", "verdict_given") => Some(RecordKind::Verdict),
        ("work_order", "replied") => Some(RecordKind::Reply),
        _ => None,
    }
}

/// A series of numbers: a kind, the centre that keeps it, and a year.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Series(String);

impl Series {
    /// The series of a kind at a centre in a year.
    #[must_use]
    pub fn new(kind: RecordKind, centre: &UnitCode, year: i16) -> Self {
        Self(format!("{}/{centre}/{year:04}", kind.as_str()))
    }

    /// Its name, such as `callback_result/centre/2026`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Series {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
