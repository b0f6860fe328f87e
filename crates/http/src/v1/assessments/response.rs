//! An assessment as clients see it.

use bihuan_app::assessments::Versioned;
use bihuan_app::reply::StoredReply;
use bihuan_domain::quality::{AssessmentStage, Figure, Party, Replacement};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::reply;
use crate::v1::contest::ContestResponse;
use crate::v1::schema::{AssessmentStageName, Code, Moment, PartyName};

/// The assessment of a person for a month.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Assessment)]
pub(super) struct AssessmentResponse {
    /// Its id.
    id: Uuid,
    /// The code of the scheme.
    #[schema(value_type = Code)]
    scheme: String,
    /// The month.
    #[schema(example = "2026-06")]
    period: String,
    /// The user whose it is.
    person_id: Uuid,
    /// The code of his unit.
    unit: String,
    /// Where it stands.
    #[schema(value_type = AssessmentStageName)]
    stage: AssessmentStage,
    /// Who rates, and what each said.
    parties: Vec<PartyResponse>,
    /// Who was to rate before, where somebody was replaced.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    replacements: Vec<ReplacementResponse>,
    /// The figures, counted from the log.
    figures: Vec<FigureResponse>,
    /// Points of the errors of the month.
    error_points: u32,
    /// What was talked about with the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    interview: Option<String>,
    /// When it was opened.
    opened_at: Moment,
    /// When it was frozen.
    #[serde(skip_serializing_if = "Option::is_none")]
    final_at: Option<Moment>,
    /// The result, in points with two decimals.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "87.50")]
    result: Option<String>,
    /// The result after an upheld contest; the first stays beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    adjusted: Option<String>,
    /// What the person holds against it.
    #[serde(skip_serializing_if = "Option::is_none")]
    contest: Option<ContestResponse>,
    /// Counts the changes.
    version: i64,
}

/// Somebody who rates.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AssessmentParty)]
struct PartyResponse {
    /// As what.
    #[schema(value_type = PartyName)]
    party: Party,
    /// The user.
    rater_id: Uuid,
    /// 0 to 100; absent while nothing was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    points: Option<u8>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

/// Somebody rates instead of somebody else.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RaterReplacement)]
struct ReplacementResponse {
    /// As what.
    #[schema(value_type = PartyName)]
    party: Party,
    /// The user who was to rate.
    from_id: Uuid,
    /// The user who rates instead.
    to_id: Uuid,
    /// The user who decided that.
    by_id: Uuid,
    /// Why.
    reason: String,
    /// When.
    at: Moment,
}

impl From<&Replacement> for ReplacementResponse {
    fn from(replacement: &Replacement) -> Self {
        let Replacement { party, from, to, by, reason, at } = replacement;
        Self { party: *party, from_id: from.0, to_id: to.0, by_id: by.0, reason: reason.clone(), at: Moment(*at) }
    }
}

/// A figure of the person for the month.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AssessmentFigure)]
pub(super) struct FigureResponse {
    /// The code of the indicator.
    #[schema(value_type = Code)]
    code: String,
    /// The count; of a share, hundredths of a percent.
    value: u32,
    /// Of a share, how many were counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    numerator: Option<i64>,
    /// Of a share, out of how many.
    #[serde(skip_serializing_if = "Option::is_none")]
    denominator: Option<i64>,
}

impl From<&Figure> for FigureResponse {
    fn from(figure: &Figure) -> Self {
        let (numerator, denominator) = figure.share.unzip();
        Self { code: figure.code.to_string(), value: figure.value, numerator, denominator }
    }
}

impl From<&Versioned> for AssessmentResponse {
    fn from((version, assessment): &Versioned) -> Self {
        let points = |hundredths: i64| format!("{}.{:02}", hundredths / 100, hundredths % 100);
        let party = |(party, rater): (&Party, &bihuan_domain::id::UserId)| {
            let rating = assessment.ratings.get(party);
            PartyResponse {
                party: *party,
                rater_id: rater.0,
                points: rating.map(|rating| rating.points),
                note: rating.and_then(|rating| rating.note.clone()),
            }
        };
        Self {
            id: assessment.id.0,
            scheme: assessment.scheme.to_string(),
            period: assessment.period.clone(),
            person_id: assessment.person.0,
            unit: assessment.unit.to_string(),
            stage: assessment.stage(),
            parties: assessment.raters.iter().map(party).collect(),
            replacements: assessment.replacements.iter().map(ReplacementResponse::from).collect(),
            figures: assessment.figures.iter().map(FigureResponse::from).collect(),
            error_points: assessment.error_points,
            interview: assessment.interview.as_ref().map(|(note, _)| note.clone()),
            opened_at: assessment.opened_at.into(),
            final_at: assessment.result.map(|(_, at)| Moment(at)),
            result: assessment.result.map(|(result, _)| points(result)),
            adjusted: assessment.adjusted.map(points),
            contest: assessment.contest.as_ref().map(ContestResponse::from),
            version: *version,
        }
    }
}

/// The assessment after something was done to it.
pub(super) fn changed(assessment: &Versioned) -> StoredReply {
    reply::changed(assessment.0, &AssessmentResponse::from(assessment))
}
