//! `GET /v1/tickets/{id}/clocks/{no}/explanation`

use actix_web::{Responder, get, web};
use bihuan_app::tickets::{self, ClockView};
use bihuan_domain::clock::Plan;
use bihuan_domain::id::TicketId;
use bihuan_domain::policy::clocks::ClockRule;
use bihuan_domain::policy::vocabulary::{Confidence, Text};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::ByNumber;
use super::detail::ClockDetailResponse;
use super::step::StepResponse;
use crate::extract::caller::Caller;
use crate::extract::language::{Language, Localized};
use crate::extract::path::Path;
use crate::problem::Problem;
use crate::state::State;

/// Why a deadline is where it is.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ExplanationResponse {
    /// The clock.
    clock: ClockDetailResponse,
    /// The rule it follows.
    rule: RuleResponse,
    /// The calendar it is counted on; absent for day and night.
    #[serde(skip_serializing_if = "Option::is_none")]
    calendar: Option<CalendarResponse>,
    /// The zone of the hours in the sentences.
    #[schema(example = "Asia/Shanghai")]
    zone: String,
    /// Every stretch of time from the moment it is counted from: to the deadline, or, while it stands still, to now. Those
    /// that count sum to the time there is.
    steps: Vec<StepResponse>,
    /// The whole in sentences, in the language of the answer: rule, start, calendar, what moved the deadline, where it lies.
    text: Vec<String>,
}

/// The rule of the policy that a clock follows.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct RuleResponse {
    /// The version of the policy it is from.
    policy_version: i64,
    /// Place in the list of that policy, from 1.
    place: u32,
    /// The limit as the policy gives it.
    #[schema(value_type = Object)]
    amount: Value,
    /// What approved extensions have added: in its unit, or minutes for a promised moment.
    extended: u32,
    /// How far the limit may be trusted.
    #[schema(value_type = String, example = "sure")]
    confidence: Confidence,
    /// Where the limit comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
}

/// The calendar that a clock is counted on.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct CalendarResponse {
    /// Its code.
    code: String,
    /// The version of the policy it was taken from.
    version: i64,
    /// The last day whose work or rest was announced; a deadline beyond is provisional.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    verified_through: Option<String>,
}

impl RuleResponse {
    fn new(rule: &ClockRule, plan: &Plan) -> Self {
        Self {
            policy_version: plan.policy.0,
            place: u32::from(plan.rule) + 1,
            amount: serde_json::to_value(&plan.amount).unwrap_or_default(),
            extended: plan.extended,
            confidence: rule.confidence,
            source: rule.source.clone(),
        }
    }
}

impl ExplanationResponse {
    fn new(view: &ClockView, language: Language) -> Self {
        let told = view.explain();
        let narrative = told.told();
        let said = |text: Text| match language {
            Language::English => text.en,
            Language::Chinese => text.zh,
        };
        let plan = &view.clock.plan;
        let through = told.calendar.verified_through();
        Self {
            clock: ClockDetailResponse::new(&told),
            rule: RuleResponse::new(&view.rule, plan),
            calendar: plan.calendar.as_ref().map(|code| CalendarResponse {
                code: code.to_string(),
                version: plan.calendars.0,
                verified_through: through.map(|date| date.to_string()),
            }),
            zone: told.calendar.zone().iana_name().unwrap_or("UTC").to_owned(),
            text: narrative.summary.into_iter().map(said).collect(),
            steps: told
                .steps
                .into_iter()
                .zip(narrative.steps)
                .map(|(step, text)| StepResponse::new(step, said(text)))
                .collect(),
        }
    }
}

/// Explain a time limit of a ticket
///
/// Each stretch of time that counted or did not, the rule and the calendar with their versions, what started it, and what
/// moved the deadline; for machines, and in sentences in the language asked for.
#[utoipa::path(
    tag = "tickets",
    params(ByNumber),
    responses((status = 200, description = "Why the deadline is where it is", body = ExplanationResponse))
)]
#[get("/tickets/{id}/clocks/{no}/explanation")]
pub(super) async fn explain_clock(
    state: web::Data<State>,
    caller: Caller,
    path: Path<ByNumber>,
    language: Language,
) -> Result<impl Responder, Problem> {
    let clock = tickets::clock(&state.app, &caller, TicketId(path.id), path.no).await?;
    Ok(Localized { language, body: ExplanationResponse::new(&clock, language) })
}
