//! `GET /v1/assessment-schemes`

use actix_web::{Responder, get, web};
use bihuan_app::assessments;
use bihuan_domain::code::{RoleCode, SchemeCode};
use bihuan_domain::policy::assessments::{AssessmentScheme, CountedIndicator};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::extract::caller::Caller;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::listing;
use crate::v1::schema::{Bilingual, Code, PartyName};

/// Which schemes.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ListSchemesQuery {
    /// Only those for holders of this role.
    #[param(value_type = Option<Code>, inline)]
    role: Option<RoleCode>,
}

/// How the holders of some roles are assessed each month.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AssessmentScheme)]
pub(super) struct SchemeResponse {
    /// Its code.
    code: String,
    /// What people call it.
    name: Bilingual,
    /// Whose.
    roles: Vec<String>,
    /// Who rates.
    parties: Vec<PartyResponse>,
    /// What is counted. The weights of parties and indicators are together 100.
    indicators: Vec<SchemeIndicatorResponse>,
    /// Whether the points of the errors of the month are taken off.
    errors: bool,
    /// Whether it is final only after a talk with the person.
    interview: bool,
    /// For how many days the person may contest it.
    contest_days: u16,
}

/// Who rates, and how much that weighs.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AssessmentSchemeParty)]
struct PartyResponse {
    /// Who.
    #[schema(value_type = PartyName)]
    party: &'static str,
    /// How much, in a hundred.
    weight: u8,
}

/// Something that is counted for an assessment.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AssessmentSchemeIndicator)]
struct SchemeIndicatorResponse {
    /// Its code.
    code: String,
    /// What people call it.
    name: Bilingual,
    /// Entries of the log that are counted, such as `ticket.opened`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    counts: Vec<String>,
    /// The indicator of the registry that is counted instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    indicator: Option<String>,
    /// Whether complaints against the person that were found to be so are counted.
    complaints: bool,
    /// Over what: `person` or `unit`.
    over: &'static str,
    /// What brings 100 points.
    target: u32,
    /// How much it weighs, in a hundred.
    weight: u8,
}

/// List the schemes of assessment
///
/// By which indicators, with what weights, the holders of a role are assessed.
#[utoipa::path(
    tag = "quality",
    params(ListSchemesQuery, PageParameters),
    responses((status = 200, description = "A page of schemes", body = Page<SchemeResponse>))
)]
#[get("/assessment-schemes")]
pub(super) async fn list_assessment_schemes(
    caller: Caller,
    state: web::Data<State>,
    paged: Paged<ListSchemesQuery, SchemeCode>,
) -> Result<impl Responder, Problem> {
    let limit = listing::one_more(paged.limit);
    let role = paged.filter.role.as_ref();
    let mut found = assessments::schemes(&state.app, &caller, role, paged.after.as_ref(), limit)?;
    let next = listing::cut(&mut found, paged.limit, |scheme| scheme.code.clone());
    paged.answer(found.into_iter().map(SchemeResponse::from).collect(), next)
}

impl From<AssessmentScheme> for SchemeResponse {
    fn from(scheme: AssessmentScheme) -> Self {
        let party = |one: &bihuan_domain::policy::assessments::PartyWeight| PartyResponse {
            party: one.party.as_str(),
            weight: one.weight,
        };
        Self {
            code: scheme.code.to_string(),
            roles: scheme.roles.iter().map(ToString::to_string).collect(),
            parties: scheme.parties.iter().map(party).collect(),
            indicators: scheme.indicators.into_iter().map(SchemeIndicatorResponse::from).collect(),
            name: scheme.name.into(),
            errors: scheme.errors,
            interview: scheme.interview,
            contest_days: scheme.contest_days,
        }
    }
}

impl From<CountedIndicator> for SchemeIndicatorResponse {
    fn from(one: CountedIndicator) -> Self {
        Self {
            code: one.code.to_string(),
            name: one.name.into(),
            counts: one.counts,
            indicator: one.indicator,
            complaints: one.complaints,
            over: one.over.as_str(),
            target: one.target,
            weight: one.weight,
        }
    }
}
