//! A policy as clients see it.

use bihuan_domain::policy::Policy;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::etag::Versioned;
use crate::problem::Problem;

/// A published policy.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct PolicyResponse {
    /// Counts the published policies from 1.
    version: i64,
    /// The code of the bundle.
    code: String,
    /// What people call it.
    title: PolicyTitle,
    /// The IANA zone in which days begin and quiet hours are read.
    zone: String,
    /// The whole bundle: catalogue, clocks, routes, roles, calendars, callback plans and questionnaires.
    #[schema(value_type = Object)]
    bundle: Value,
}

/// The title of a policy in the two languages of the service.
#[derive(Serialize, ToSchema)]
struct PolicyTitle {
    /// Chinese.
    zh: String,
    /// English.
    en: String,
}

/// The policy with its version.
pub(super) fn versioned(policy: &Policy) -> Result<Versioned<PolicyResponse>, Problem> {
    let bundle = policy.bundle();
    let title = &bundle.bundle.title;
    let body = PolicyResponse {
        version: policy.version().0,
        code: bundle.bundle.code.as_str().to_owned(),
        title: PolicyTitle { zh: title.zh.clone(), en: title.en.clone() },
        zone: bundle.bundle.zone.clone(),
        bundle: serde_json::to_value(bundle).map_err(Problem::internal)?,
    };
    Ok(Versioned { version: policy.version().0, body })
}
