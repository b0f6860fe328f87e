//! What the endpoints share.

use std::fmt;
use std::sync::Arc;

use actix_web::{HttpRequest, web};
use bihuan_app::App;

use crate::auth::{TokenAuthority, Tokens};
use crate::cursor::CursorKey;
use crate::health::Examination;
use crate::metrics::Metrics;
use crate::openapi::Document;
use crate::pages::Visits;
use crate::problem::Problem;

/// Makes the id of a request that came without one.
pub type RequestIds = Arc<dyn Fn() -> String + Send + Sync>;

/// What the endpoints share; one for all workers.
pub struct State {
    /// The use cases.
    pub app: Arc<App>,
    /// Knows what the bearer of a token may do now.
    pub authority: Arc<dyn TokenAuthority>,
    /// Issues and verifies access tokens.
    pub tokens: Tokens,
    /// Signs cursors.
    pub cursors: CursorKey,
    /// Makes request ids.
    pub request_ids: RequestIds,
    /// How the process is.
    pub vitals: Examination,
    /// What is counted.
    pub metrics: Metrics,
    /// How often customers come to the pages.
    pub visits: Visits,
    /// The description of this API.
    pub document: Document,
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("State(..)")
    }
}

impl State {
    /// The state a request belongs to.
    ///
    /// # Errors
    /// The server was put together without one, which is a fault of ours.
    pub(crate) fn of(request: &HttpRequest) -> Result<web::Data<Self>, Problem> {
        let state = request.app_data::<web::Data<Self>>().cloned();
        state.ok_or_else(|| Problem::internal("the server has no state"))
    }
}
