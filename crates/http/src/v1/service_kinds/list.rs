//! `GET /v1/service-kinds`

use actix_web::{Responder, get, web};
use bihuan_app::policies;
use bihuan_domain::policy::Policy;
use bihuan_domain::policy::applies_to::Traits;
use bihuan_domain::policy::catalogue::{Handling, Kind};
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::caller::Caller;
use crate::extract::json::Empty;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::listing;
use crate::v1::schema::Bilingual;

/// A business kind, and what becomes of its demands.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ServiceKind)]
struct ServiceKindResponse {
    /// Its code.
    code: String,
    /// What people call it.
    name: Bilingual,
    /// The steps it takes, as a rule.
    workflow: WorkflowName,
    /// Whether it may be answered and closed during the call.
    answer_on_spot: bool,
    /// Its grades, mildest first.
    levels: Vec<String>,
    /// The time limits that all its demands have, by code.
    clocks: Vec<String>,
    /// The plan by which its customers are called back.
    #[serde(skip_serializing_if = "Option::is_none")]
    callback_plan: Option<String>,
    /// Why its customers are not called back.
    #[serde(skip_serializing_if = "Option::is_none")]
    no_callback: Option<Bilingual>,
}

/// The steps that a demand takes, as a rule.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = Workflow)]
enum WorkflowName {
    /// Sent out, a crew goes there and restores, the unit replies, the reply is reviewed, the customer is asked, filed.
    Field,
    /// Sent out, the unit handles it and replies, the reply is reviewed, the customer is asked, filed.
    Office,
    /// Answered where it arrives.
    OnTheSpot,
    /// Called by a list.
    Called,
}

impl ServiceKindResponse {
    fn of(kind: &Kind, policy: &Policy) -> Self {
        let traits = Traits::of_kind(&kind.code, None);
        let workflow = match kind.handling {
            _ if kind.outbound => WorkflowName::Called,
            Handling::Field => WorkflowName::Field,
            Handling::Office => WorkflowName::Office,
            Handling::None => WorkflowName::OnTheSpot,
        };
        let mut clocks: Vec<String> = policy.clock_rules(&traits).iter().map(|rule| rule.code.to_string()).collect();
        clocks.sort();
        Self {
            code: kind.code.to_string(),
            name: kind.name.clone().into(),
            workflow,
            answer_on_spot: kind.answer_on_spot,
            levels: kind.levels.iter().map(ToString::to_string).collect(),
            clocks,
            callback_plan: kind.callback_plan.as_ref().map(ToString::to_string),
            no_callback: kind.no_callback.clone().map(Bilingual::from),
        }
    }
}

/// List the kinds of demand
///
/// Those of the policy in force, in its order, each with its steps, its time limits, and how its customers are called back.
#[utoipa::path(
    tag = "policy",
    params(PageParameters),
    responses((status = 200, description = "A page of kinds", body = Page<ServiceKindResponse>))
)]
#[get("/service-kinds")]
pub(super) async fn list_service_kinds(
    caller: Caller,
    state: web::Data<State>,
    paged: Paged<Empty, String>,
) -> Result<impl Responder, Problem> {
    let policy = policies::current(&state.app, &caller)?;
    let kinds = &policy.bundle().kinds;
    let behind = paged.after.as_deref();
    let after = |code: &str| kinds.iter().position(|kind| kind.code.as_str() == code).map_or(kinds.len(), |it| it + 1);
    let first = behind.map_or(0, after);
    let limit = usize::try_from(listing::one_more(paged.limit)).unwrap_or(usize::MAX);
    let mut rows: Vec<&Kind> = kinds.iter().skip(first).take(limit).collect();
    let next = listing::cut(&mut rows, paged.limit, |kind| kind.code.to_string());
    paged.answer(rows.into_iter().map(|kind| ServiceKindResponse::of(kind, &policy)).collect(), next)
}
