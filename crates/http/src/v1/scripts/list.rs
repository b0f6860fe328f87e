//! `GET /v1/scripts`

use actix_web::{Responder, get, web};
use bihuan_app::scripts::{self, ScriptFilter, ScriptPosition, SpokenScript};
use bihuan_domain::code::{KindCode, PhaseCode, PlanCode, TypeCode};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::extract::caller::Caller;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::listing;
use crate::v1::schema::{Code, Moment};
use crate::v1::surveys::question::WordsResponse;

/// Which scripts.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ListScriptsQuery {
    /// Only those of this phase, such as `opening`.
    #[param(value_type = Option<Code>)]
    phase: Option<PhaseCode>,
    /// Only those for demands of this kind.
    #[param(value_type = Option<Code>)]
    kind: Option<KindCode>,
    /// Only those for demands of this type.
    #[param(value_type = Option<Code>)]
    r#type: Option<TypeCode>,
    /// Only those for calls of this plan.
    #[param(value_type = Option<Code>)]
    plan: Option<PlanCode>,
    /// As they are said at this moment; now when left out.
    #[param(value_type = Option<String>, format = DateTime)]
    at: Option<Moment>,
}

/// A script as it is said at one moment.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ScriptResponse {
    /// Its code.
    code: String,
    /// What people call it.
    name: WordsResponse,
    /// The phase of the call.
    phase: String,
    /// Its place among the scripts of a call: lower ones come first.
    step: u16,
    /// The version of the policy it stands in.
    policy_version: i64,
    /// Its parts, in order.
    parts: Vec<ScriptPartResponse>,
}

/// A part of a script.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ScriptPartResponse {
    /// Its code.
    code: String,
    /// Whether the words are fixed; others may be put in one's own words.
    locked: bool,
    /// The words.
    text: WordsResponse,
    /// What whoever speaks puts in for the names in braces.
    placeholders: Vec<String>,
}

/// List scripts
///
/// What is said in a call, in the order in which it is said, in the words of this hour and day. The name of the caller and that
/// of the centre are filled in.
#[utoipa::path(
    tag = "scripts",
    params(ListScriptsQuery, PageParameters),
    responses((status = 200, description = "A page of scripts", body = Page<ScriptResponse>))
)]
#[get("/scripts")]
pub(super) async fn list_scripts(
    caller: Caller,
    state: web::Data<State>,
    paged: Paged<ListScriptsQuery, ScriptPosition>,
) -> Result<impl Responder, Problem> {
    let ListScriptsQuery { phase, kind, r#type, plan, at } = &paged.filter;
    let filter = ScriptFilter {
        phase: phase.clone(),
        kind: kind.clone(),
        service_type: r#type.clone(),
        plan: plan.clone(),
        at: at.map(|at| at.0),
    };
    let limit = listing::one_more(paged.limit);
    let mut found = scripts::list(&state.app, &caller, &filter, paged.after.as_ref(), limit)?;
    let next = listing::cut(&mut found, paged.limit, |one| (one.script.step, one.script.code.to_string()));
    paged.answer(found.iter().map(ScriptResponse::from).collect(), next)
}

impl From<&SpokenScript> for ScriptResponse {
    fn from(spoken: &SpokenScript) -> Self {
        let parts = spoken.parts.iter().map(|part| ScriptPartResponse {
            code: part.code.to_string(),
            locked: part.locked,
            text: WordsResponse::of(&part.text),
            placeholders: part.placeholders.clone(),
        });
        Self {
            code: spoken.script.code.to_string(),
            name: WordsResponse::of(&spoken.script.name),
            phase: spoken.script.phase.to_string(),
            step: spoken.script.step,
            policy_version: spoken.version.0,
            parts: parts.collect(),
        }
    }
}
