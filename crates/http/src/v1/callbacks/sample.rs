//! `GET /v1/callbacks/samples/{plan}/{period}`

use std::collections::BTreeMap;

use actix_web::{Responder, get, web};
use bihuan_app::callbacks::{self, Sample, SampleMonths};
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
    /// How many are still missing to what is wanted.
    missing: usize,
    /// The keys of the months.
    keys: BTreeMap<String, SampleKeyResponse>,
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
        Self {
            population: sample.population,
            wanted: sample.wanted,
            taken: sample.taken,
            added: sample.added,
            answered: sample.answered,
            unreachable: sample.unreachable,
            removed: sample.removed,
            missing: sample.missing,
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
