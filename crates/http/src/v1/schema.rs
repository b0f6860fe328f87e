//! Schemas of values that the domain defines: named there once, described here.

use std::borrow::Cow;

use bihuan_app::queues::Queue;
use bihuan_domain::appeal::{AppealStage, Measure};
use bihuan_domain::callback::{AttemptResult, CallbackStage};
use bihuan_domain::campaign::Standing as MemberStanding;
use bihuan_domain::clock::{ClockState, RevisionCause};
use bihuan_domain::code::CODE_BYTES_MAX;
use bihuan_domain::fact::{Day, Reading, Standing};
use bihuan_domain::indicator::{Comparison, Cut};
use bihuan_domain::job::{JobKind, JobState};
use bihuan_domain::notification::SigningNotice;
use bihuan_domain::policy::vocabulary::Text;
use bihuan_domain::quality::{AssessmentStage, Check, Outcome, Party};
use bihuan_domain::record::RecordKind;
use bihuan_domain::survey::SurveyStage;
use bihuan_domain::ticket::{Answer, Finding, ProofKind, Risk};
use bihuan_domain::time::Timestamp;
use bihuan_domain::time_split::Holder;
use bihuan_domain::work_order::ReplyOutcome;
use serde::{Deserialize, Serialize};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::{PartialSchema, ToSchema};

/// A moment: RFC 3339 with any offset when read, UTC with milliseconds when written.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Moment(pub(crate) Timestamp);

impl From<Timestamp> for Moment {
    fn from(timestamp: Timestamp) -> Self {
        Self(timestamp)
    }
}

impl PartialSchema for Moment {
    fn schema() -> RefOr<Schema> {
        text()
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .description(Some("A moment: any offset when read, UTC with milliseconds when written."))
            .examples(["2026-11-22T01:02:03.456Z"])
            .into()
    }
}

impl ToSchema for Moment {}

/// A day, such as `2026-06-01`, by the clock of the service centre.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct CalendarDay(pub(crate) Day);

impl PartialSchema for CalendarDay {
    fn schema() -> RefOr<Schema> {
        text()
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)))
            .description(Some("A day by the clock of the service centre."))
            .examples(["2026-06-01"])
            .into()
    }
}

impl ToSchema for CalendarDay {}

/// A text in the two languages of the service.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = BilingualText)]
pub(crate) struct Bilingual {
    /// Chinese.
    zh: String,
    /// English.
    en: String,
}

impl From<Text> for Bilingual {
    fn from(text: Text) -> Self {
        Self { zh: text.zh, en: text.en }
    }
}

impl From<(&'static str, &'static str)> for Bilingual {
    fn from((zh, en): (&'static str, &'static str)) -> Self {
        Self { zh: zh.to_owned(), en: en.to_owned() }
    }
}

/// Describes a code of the policy, whatever it is a code of.
pub(crate) enum Code {}

impl PartialSchema for Code {
    fn schema() -> RefOr<Schema> {
        text()
            .description(Some("A code of the policy."))
            .min_length(Some(1))
            .max_length(Some(CODE_BYTES_MAX))
            .pattern(Some("^[a-z0-9][a-z0-9._-]*$"))
            .into()
    }
}

impl ToSchema for Code {}

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

macro_rules! named {
    ($($(#[$doc:meta])* $name:ident as $shown:literal from $all:expr;)+) => {$(
        $(#[$doc])*
        pub(crate) enum $name {}

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                text().enum_values(Some($all.iter().map(|value| value.as_str()))).into()
            }
        }

        impl ToSchema for $name {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed($shown)
            }
        }
    )+};
}

named! {
    /// How a customer was answered.
    AnswerName as "Answer" from Answer::ALL;
    /// Where a customer says he will turn to next.
    RiskName as "Risk" from Risk::ALL;
    /// What was found of a complaint.
    FindingName as "Finding" from Finding::ALL;
    /// What proves a withdrawal.
    ProofKindName as "ProofKind" from ProofKind::ALL;
    /// What an appeal contests.
    MeasureName as "Measure" from Measure::ALL;
    /// Where an appeal stands.
    AppealStageName as "AppealStage" from AppealStage::ALL;
    /// Where a clock stands.
    ClockStateName as "ClockState" from ClockState::ALL;
    /// Why a deadline moved.
    RevisionCauseName as "RevisionCause" from RevisionCause::ALL;
    /// In whose hands something is.
    HolderName as "Holder" from Holder::ALL;
    /// Where a callback stands.
    CallbackStageName as "CallbackStage" from CallbackStage::ALL;
    /// How an attempt to reach the customer ended.
    AttemptResultName as "AttemptResult" from AttemptResult::ALL;
    /// Where a survey stands.
    SurveyStageName as "SurveyStage" from SurveyStage::ALL;
    /// What came of the handling.
    ReplyOutcomeName as "ReplyOutcome" from ReplyOutcome::ALL;
    /// What a job does.
    JobKindName as "JobKind" from JobKind::ALL;
    /// Where a job stands.
    JobStateName as "JobState" from JobState::ALL;
    /// What a record is about.
    RecordKindName as "RecordKind" from RecordKind::ALL;
    /// What is looked for when a limit may have been dodged.
    CheckName as "GamingCheck" from Check::ALL;
    /// What came of a finding.
    OutcomeName as "FindingOutcome" from Outcome::ALL;
    /// Who rates.
    PartyName as "AssessmentPartyName" from Party::ALL;
    /// Where an assessment stands.
    AssessmentStageName as "AssessmentStage" from AssessmentStage::ALL;
    /// By what figures are cut.
    CutName as "FigureCut" from Cut::ALL;
    /// With what figures are compared.
    ComparisonName as "FigureComparison" from Comparison::ALL;
    /// How figures are read.
    ReadingName as "FigureReading" from Reading::ALL;
    /// How a report stands with its signatures.
    SigningStateName as "ReportSigningState" from SigningNotice::ALL;
    /// In which readings of figures something counts.
    StandingName as "FigureStanding" from Standing::ALL;
    /// What became of a member of a campaign.
    MemberStandingName as "CampaignStanding" from MemberStanding::ALL;
    /// One kind of work that waits for somebody.
    QueueName as "Queue" from Queue::ALL;
}
