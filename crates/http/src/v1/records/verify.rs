//! `GET /v1/record-series/{kind}/{centre}/{year}`

use actix_web::{get, web};
use bihuan_app::records::{self, Fault, Verification};
use bihuan_domain::code::UnitCode;
use bihuan_domain::record::RecordKind;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::extract::caller::Caller;
use crate::extract::path::Path;
use crate::problem::Problem;
use crate::state::State;
use crate::v1::schema::{Code, RecordKindName};

/// Which series.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct SeriesPath {
    /// The kind.
    #[param(value_type = RecordKindName, inline)]
    kind: RecordKind,
    /// The code of the centre.
    #[param(value_type = Code, inline)]
    centre: UnitCode,
    /// The year.
    year: i16,
}

/// Whether a series is whole.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RecordSeriesVerification)]
pub(super) struct RecordSeriesVerificationResponse {
    /// The last number.
    last: i64,
    /// The last seal.
    seal: String,
    /// Whether every number from 1 is there, every seal right and every content the one that was sealed.
    whole: bool,
    /// What is wrong first: `missing`, `seal`, `content` or `end`.
    #[serde(skip_serializing_if = "Option::is_none")]
    fault: Option<&'static str>,
    /// At which number.
    #[serde(skip_serializing_if = "Option::is_none")]
    fault_at: Option<i64>,
}

impl From<Verification> for RecordSeriesVerificationResponse {
    fn from(found: Verification) -> Self {
        let (fault, fault_at) = match found.fault {
            None => (None, None),
            Some(Fault::Missing(no)) => (Some("missing"), Some(no)),
            Some(Fault::Seal(no)) => (Some("seal"), Some(no)),
            Some(Fault::Content(no)) => (Some("content"), Some(no)),
            Some(Fault::End) => (Some("end"), None),
        };
        Self { last: found.last, seal: found.seal, whole: fault.is_none(), fault, fault_at }
    }
}

/// Verify a series of records
///
/// Reads the whole series: a record that was changed, torn out or put in between, by whatever means, does not fit.
#[utoipa::path(
    tag = "records",
    params(SeriesPath),
    responses((status = 200, description = "How it stands", body = RecordSeriesVerificationResponse))
)]
#[get("/record-series/{kind}/{centre}/{year}")]
pub(super) async fn verify_record_series(
    state: web::Data<State>,
    caller: Caller,
    path: Path<SeriesPath>,
) -> Result<web::Json<RecordSeriesVerificationResponse>, Problem> {
    let centre = path.centre.clone();
    Ok(web::Json(records::verify(&state.app, &caller, path.kind, centre, path.year).await?.into()))
}
