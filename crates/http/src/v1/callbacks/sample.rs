//! `GET /v1/callbacks/samples/{plan}/{period}`

use std::collections::BTreeMap;

use actix_web::{Responder, get, web};
use bihuan_app::callbacks::{self, Sample, SampleClass, SampleMonths, Tally};
use bihuan_domain::code::PlanCode;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::extract::caller::Caller;
use crate::extract::path::Path;
use crate::problem::Problem;
use crate::state::State;

/// Which plan and period.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct BySample {
    /// The plan.
    plan: String,
    /// A month such as `2026-11`, or a quarter such as `2026-Q4`.
    period: String,
}

impl BySample {
    /// What they name; 404 for what names nothing.
    pub(super) fn named(&self) -> Result<(PlanCode, SampleMonths), Problem> {
        let plan = self.plan.parse().map_err(|_| Problem::not_found())?;
        let months = SampleMonths::parse(&self.period).ok_or_else(Problem::not_found)?;
        Ok((plan, months))
    }
}

/// What a sample came to.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct SampleResponse {
    /// All classes together.
    #[serde(flatten)]
    total: SampleTallyResponse,
    /// Each class: tickets of one kind of which one share is wanted.
    classes: Vec<SampleClassResponse>,
    /// The keys of the months.
    keys: BTreeMap<String, SampleKeyResponse>,
}

/// What the sample of one class came to.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SampleClass)]
struct SampleClassResponse {
    /// The kind of demand.
    kind: String,
    /// How many in a hundred are wanted.
    percent: i16,
    #[serde(flatten)]
    tally: SampleTallyResponse,
}

/// Counts of a sample.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SampleTally)]
struct SampleTallyResponse {
    /// Customers among whom lots were drawn.
    population: usize,
    /// How many are to be called: the share of each class, rounded up.
    wanted: usize,
    /// How many the lot took.
    taken: usize,
    /// How many were called in addition.
    added: usize,
    /// How many of all those answered.
    answered: usize,
    /// How many of all those could not be reached.
    unreachable: usize,
    /// How many were taken out by hand.
    removed: usize,
    /// How many are still missing to what is wanted; too many of one class do not make up for too few of another.
    missing: usize,
}

impl From<Tally> for SampleTallyResponse {
    fn from(tally: Tally) -> Self {
        let Tally { population, wanted, taken, added, answered, unreachable, removed, missing } = tally;
        Self { population, wanted, taken, added, answered, unreachable, removed, missing }
    }
}

/// What the lots of a month were drawn with. A lot is the first eight bytes of SHA-256(key, plan, id of the ticket), as a
/// share of a million.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SampleKey)]
struct SampleKeyResponse {
    /// The SHA-256 of the key, in hexadecimal digits; can be read from the first day on.
    fingerprint: String,
    /// The key, in hexadecimal digits; only when the month is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
}

impl From<&Sample> for SampleResponse {
    fn from(sample: &Sample) -> Self {
        let key = |(month, (fingerprint, key)): (&String, &(String, Option<String>))| {
            (month.clone(), SampleKeyResponse { fingerprint: fingerprint.clone(), key: key.clone() })
        };
        let class = |class: &SampleClass| SampleClassResponse {
            kind: class.kind.clone(),
            percent: class.percent,
            tally: class.tally.into(),
        };
        Self {
            total: sample.total.into(),
            classes: sample.classes.iter().map(class).collect(),
            keys: sample.keys.iter().map(key).collect(),
        }
    }
}

/// Get the sample of a plan
///
/// Whom the lot took in a month or quarter, and what came of it, in the caller's scope.
#[utoipa::path(
    tag = "callbacks",
    params(BySample),
    responses((status = 200, description = "The sample", body = SampleResponse))
)]
#[get("/callbacks/samples/{plan}/{period}")]
pub(super) async fn get_callback_sample(
    state: web::Data<State>,
    caller: Caller,
    path: Path<BySample>,
) -> Result<impl Responder, Problem> {
    let (plan, months) = path.named()?;
    let sample = callbacks::sample(&state.app, &caller, plan, months).await?;
    Ok(web::Json(SampleResponse::from(&sample)))
}
