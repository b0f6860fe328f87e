//! What all actions share: who asks for what under which key, and whether an action is open.

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use bihuan_app::cases::{ActionView, Refused};
use serde::Serialize;
use std::future::{Ready, ready};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::extract::caller::Caller;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::path::{ById, Path};
use crate::problem::Problem;
use crate::state::State;

/// Who asks for an action, on what, and under which key: everything but version and body.
#[derive(Debug)]
pub(crate) struct Asked {
    /// What the endpoints share.
    pub(crate) state: web::Data<State>,
    /// Who asks.
    pub(crate) caller: Caller,
    /// The id in the path.
    pub(crate) id: Uuid,
    /// The key, if there is one.
    pub(crate) key: IdempotencyKey,
}

impl Asked {
    fn of(request: &HttpRequest, payload: &mut Payload) -> Result<Self, Problem> {
        Ok(Self {
            state: State::of(request)?,
            caller: Caller::from_request(request, payload).into_inner()?,
            id: Path::<ById>::from_request(request, payload).into_inner()?.id,
            key: IdempotencyKey::from_request(request, payload).into_inner()?,
        })
    }
}

impl FromRequest for Asked {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        ready(Self::of(request, payload))
    }
}

/// Whether an action is open to the caller.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ActionResponse {
    /// The name, as in the path of the action.
    action: &'static str,
    /// Whether the caller may do it now.
    allowed: bool,
    /// Why not: `forbidden`, or the code of the problem that the action would be refused with.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
}

impl From<&ActionView> for ActionResponse {
    fn from(view: &ActionView) -> Self {
        let reason = view.refused.map(|refused| match refused {
            Refused::Forbidden => "forbidden",
            Refused::Rule(code) => code.as_str(),
        });
        Self { action: view.action, allowed: reason.is_none(), reason }
    }
}

impl ActionResponse {
    /// All of them, in their order.
    pub(crate) fn all(views: &[ActionView]) -> Vec<Self> {
        views.iter().map(Self::from).collect()
    }
}
