//! `GET /v1/indicators`

use actix_web::{Responder, get, web};
use bihuan_app::figures;
use bihuan_domain::indicator::{
    Condition, Formula, MISSING, Measure, Missing, Registry, ResolvedFormula, ResolvedIndicator,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::caller::Caller;
use crate::problem::Problem;
use crate::state::State;
use crate::v1::schema::Bilingual;

/// The registry of indicators.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct IndicatorsResponse {
    /// Every indicator that can be computed.
    indicators: Vec<IndicatorResponse>,
    /// Indicators that have a name but cannot be computed yet, with the reason.
    missing: Vec<MissingResponse>,
}

/// One indicator.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Indicator)]
struct IndicatorResponse {
    /// Its name for programs.
    code: &'static str,
    /// What people call it.
    name: Bilingual,
    /// The formula in words.
    formula: Bilingual,
    /// What is counted: `ticket`, `work_order`, `callback`, `inspection` or `praise`.
    family: &'static str,
    /// Which day says to which period something belongs: `begun_day` (opened, sent out, planned) or `done_day` (ended,
    /// last replied to, ended).
    cohort: &'static str,
    /// What takes part at all.
    among: String,
    /// What is counted above the line.
    #[serde(skip_serializing_if = "Option::is_none")]
    numerator: Option<MeasureResponse>,
    /// What is counted below the line; none for a plain count.
    #[serde(skip_serializing_if = "Option::is_none")]
    denominator: Option<MeasureResponse>,
    /// The percentile that is found among the facts of the denominator; none for what is counted or added up. Percentiles of
    /// groups cannot be put together to that of the whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    percentile: Option<PercentileResponse>,
    /// Other indicators that are weighed, and their weights in percent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    weights: Vec<WeightResponse>,
    /// What the value is counted in: `count`, `share`, `seconds`, `per_item`, `net_share`, `score`.
    #[schema(value_type = String)]
    unit: bihuan_domain::indicator::Unit,
    /// Whether more is better: `higher`, `lower`, `neutral`.
    #[schema(value_type = String)]
    direction: bihuan_domain::indicator::Direction,
    /// Counts the changes to the definition.
    version: u16,
    /// Where the definition comes from.
    source: &'static str,
    /// Below this denominator a value is neither ranked nor compared.
    sample_min: u32,
}

/// A number of an indicator: its definition, and the same as SQL over the facts.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct MeasureResponse {
    /// What is counted or added up.
    definition: String,
    /// The same as SQL.
    sql: String,
}

/// The least value that at least so many percent do not exceed (nearest rank).
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Percentile)]
struct PercentileResponse {
    /// Of what: a column of the facts.
    of: &'static str,
    /// How many percent.
    percent: u8,
}

/// An indicator that is weighed, and its weight.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct WeightResponse {
    /// The other indicator.
    indicator: &'static str,
    /// Its weight in percent.
    percent: u8,
}

/// An indicator that cannot be computed yet.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = MissingIndicator)]
struct MissingResponse {
    /// The name it will have.
    code: &'static str,
    /// What people call it.
    name: Bilingual,
    /// Why not.
    reason: Bilingual,
}

impl IndicatorResponse {
    fn new(registry: &Registry, resolved: &ResolvedIndicator) -> Self {
        let one = &resolved.definition;
        let measure = |measure: &bihuan_domain::indicator::Measure| {
            let (day, family, among) = (one.cohort.column(), one.family.as_str(), one.among.sql());
            let sql = format!(
                "SELECT SUM({}) FROM facts WHERE family = '{family}' AND {day} BETWEEN :from AND :to AND {among}",
                measure.sql()
            );
            MeasureResponse { definition: measure.to_string(), sql }
        };
        let (numerator, denominator) = match &one.formula {
            Formula::Count(of) => (Some(measure(of)), None),
            Formula::Share { of, over } | Formula::Mean { of, over } => (Some(measure(of)), Some(measure(over))),
            Formula::Percentile { of, .. } => (None, Some(measure(&Measure::Count(Condition::Known(*of))))),
            Formula::ThreeRates => (None, None),
        };
        let percentile = match one.formula {
            Formula::Percentile { of, percent } => Some(PercentileResponse { of: of.as_str(), percent }),
            Formula::Count(_) | Formula::Share { .. } | Formula::Mean { .. } | Formula::ThreeRates => None,
        };
        let weights = match &resolved.formula {
            ResolvedFormula::Weighted { parts } => parts.clone(),
            _ => Vec::new(),
        };
        let weight = |(percent, place): (u8, usize)| {
            let indicator = registry.indicators.get(place)?.definition.code;
            Some(WeightResponse { indicator, percent })
        };
        Self {
            code: one.code,
            name: one.name.into(),
            formula: one.words.into(),
            family: one.family.as_str(),
            cohort: one.cohort.column(),
            among: one.among.to_string(),
            numerator,
            denominator,
            percentile,
            weights: weights.into_iter().filter_map(weight).collect(),
            unit: one.unit,
            direction: one.direction,
            version: one.version,
            source: one.source,
            sample_min: registry.rules.sample_min,
        }
    }
}

impl From<&Missing> for MissingResponse {
    fn from(missing: &Missing) -> Self {
        Self { code: missing.code, name: missing.name.into(), reason: missing.reason.into() }
    }
}

/// List indicators
///
/// Each with its formula in words, its cohort, and its numerator and denominator as they are computed.
#[utoipa::path(
    tag = "figures",
    responses((status = 200, description = "The registry", body = IndicatorsResponse))
)]
#[get("/indicators")]
pub(super) async fn list_indicators(state: web::Data<State>, caller: Caller) -> Result<impl Responder, Problem> {
    let registry = figures::indicators(&state.app, &caller)?;
    let indicators = registry.indicators.iter().map(|one| IndicatorResponse::new(&registry, one)).collect();
    let missing = MISSING.iter().map(MissingResponse::from).collect();
    Ok(web::Json(IndicatorsResponse { indicators, missing }))
}
