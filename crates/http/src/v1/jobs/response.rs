//! What clients see of a job.

use bihuan_app::jobs::JobRecord;
use bihuan_app::jobs::failure::JobFailure;
use bihuan_app::policies::figures::{MoveFigures, SimulationFigures};
use bihuan_app::records::purge::PurgeReport;
use bihuan_domain::job::{JobKind, JobState};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::figures::{MovesResponse, VerdictsResponse};
use super::purged::PurgeReportResponse;
use crate::extract::language::Language;
use crate::problem::Problem;
use crate::problem::code::ProblemCode;
use crate::problem::text;
use crate::v1::events::response::ActorResponse;
use crate::v1::schema::{JobKindName, JobStateName, Moment};

/// Work that takes longer than a request.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Job)]
pub(crate) struct JobResponse {
    /// Its id.
    id: Uuid,
    /// What it does.
    #[schema(value_type = JobKindName)]
    kind: JobKind,
    /// Where it stands.
    #[schema(value_type = JobStateName)]
    state: JobState,
    /// Who asked for it.
    created_by: ActorResponse,
    /// What exactly it does.
    parameters: JobParameters,
    /// How far it is.
    progress: JobProgress,
    /// Whether it was called off.
    cancel_asked: bool,
    /// What it found so far; lists leave it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<JobFigures>,
    /// Why it was given up.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<JobError>,
    /// The path of what it found, ticket by ticket.
    results: String,
    /// When it was asked for. This and the next two are real time, also in a sandbox.
    created_at: Moment,
    /// When work on it began.
    #[serde(skip_serializing_if = "Option::is_none")]
    started_at: Option<Moment>,
    /// When it ended, however it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    ended_at: Option<Moment>,
}

/// What exactly a job does, as far as its kind asks for it.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
struct JobParameters {
    /// The version of the policy that open tickets follow.
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i64>,
    /// What becomes of open tickets.
    #[serde(skip_serializing_if = "Option::is_none")]
    move_open: Option<String>,
    /// The first moment of the period in which the tickets were opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Moment>,
    /// The end of the period; not part of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Moment>,
    /// As of when clocks that still run, or the age of records, are judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<Moment>,
    /// Whether a purge only says what it would do.
    #[serde(skip_serializing_if = "Option::is_none")]
    dry_run: Option<bool>,
    /// Only tickets of this kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    /// Only tickets that this unit or one below it took or held.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
}

/// How far a job is.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct JobProgress {
    /// How many tickets are done.
    done: i64,
    /// Of how many; absent until they were counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<i64>,
}

/// What a job found over all tickets, by its kind.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
enum JobFigures {
    /// Of a preview or a recomputation.
    Moves(MovesResponse),
    /// Of a simulation.
    Verdicts(VerdictsResponse),
    /// Of a purge.
    Purged(PurgeReportResponse),
}

/// Why a job was given up.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct JobError {
    /// For machines: a code of the catalogue of problems.
    code: String,
    /// For people.
    title: &'static str,
    /// For people, in full.
    detail: String,
}

impl JobError {
    fn new(failure: &JobFailure, language: Language) -> Self {
        let code = ProblemCode::named(&failure.code).unwrap_or(ProblemCode::Internal);
        let text = text::of(code, language);
        let detail = text::fill_named(text.detail, |name| failure.parameters.get(name).map(String::as_str));
        Self { code: code.as_str().to_owned(), title: text.title, detail }
    }
}

impl JobResponse {
    /// The job, with its texts in a language.
    ///
    /// # Errors
    /// When what is stored about it cannot be understood, which is a fault of ours.
    pub(crate) fn new(job: JobRecord, language: Language) -> Result<Self, Problem> {
        let error: Option<JobFailure> = job.error.clone().map(read).transpose()?;
        let result = job.result.clone().map(|result| figures(job.kind, result)).transpose()?;
        Ok(Self { result, error: error.map(|failure| JobError::new(&failure, language)), ..Self::plain(&job) })
    }

    /// The job without what it found: while it is asked for or called off.
    pub(crate) fn plain(job: &JobRecord) -> Self {
        Self {
            id: job.id.0,
            kind: job.kind,
            state: job.state,
            created_by: job.actor.clone().into(),
            parameters: read(job.input.clone()).unwrap_or_default(),
            progress: JobProgress { done: job.done, total: job.total },
            cancel_asked: job.cancel_asked,
            result: None,
            error: None,
            results: format!("{}/results", path(job)),
            created_at: job.created_at.into(),
            started_at: job.started_at.map(Moment),
            ended_at: job.ended_at.map(Moment),
        }
    }
}

/// The path of a job.
pub(crate) fn path(job: &JobRecord) -> String {
    format!("/v1/jobs/{}", job.id)
}

fn figures(kind: JobKind, result: Value) -> Result<JobFigures, Problem> {
    Ok(match kind {
        JobKind::PolicyPreview | JobKind::PolicyRecompute => JobFigures::Moves(read::<MoveFigures>(result)?.into()),
        JobKind::RecordPurge => JobFigures::Purged(read::<PurgeReport>(result)?.into()),
        JobKind::PolicySimulation => JobFigures::Verdicts(read::<SimulationFigures>(result)?.into()),
    })
}

fn read<T: serde::de::DeserializeOwned>(value: Value) -> Result<T, Problem> {
    serde_json::from_value(value).map_err(Problem::internal)
}
