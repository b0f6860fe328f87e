//! What clients see of the report of a purge.

use bihuan_app::records::purge::PurgeReport;
use serde::Serialize;
use utoipa::ToSchema;

/// The report of a purge.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = JobPurge)]
pub(super) struct PurgeReportResponse {
    /// Whether it only said what it would do.
    dry_run: bool,
    /// What became of the records whose contents were still there.
    by_kind: Vec<PurgedKindResponse>,
    /// Tickets whose customer was erased.
    tickets_erased: i64,
    /// Tickets that are old enough, but whose records are still kept or on which a hold is.
    tickets_held: i64,
    /// Calls that brought no ticket, or whose tickets are all erased, and whose customer was erased.
    calls_erased: i64,
    /// Answers of survey rounds in which what customers wrote was erased.
    round_answers_erased: i64,
    /// Errors of the register in which what people wrote was erased.
    errors_erased: i64,
    /// Assessments in which what people wrote was erased.
    assessments_erased: i64,
}

/// What became of the records of a kind.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = JobPurgedKind)]
struct PurgedKindResponse {
    /// The kind.
    kind: String,
    /// Their contents are gone; number, hash and seal stay.
    purged: i64,
    /// Not old enough, named by no rule, or of a ticket that is not at its end.
    kept: i64,
    /// Old enough, and kept by a legal hold.
    held: i64,
}

impl From<PurgeReport> for PurgeReportResponse {
    fn from(report: PurgeReport) -> Self {
        let kinds = report.by_kind.into_iter();
        Self {
            dry_run: report.dry_run,
            by_kind: kinds
                .map(|(kind, of)| PurgedKindResponse { kind, purged: of.purged, kept: of.kept, held: of.held })
                .collect(),
            tickets_erased: report.tickets_erased,
            tickets_held: report.tickets_held,
            calls_erased: report.calls_erased,
            round_answers_erased: report.round_answers_erased,
            errors_erased: report.errors_erased,
            assessments_erased: report.assessments_erased,
        }
    }
}
