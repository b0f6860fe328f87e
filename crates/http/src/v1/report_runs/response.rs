//! Runs of reports as clients see them.

use bihuan_app::reports::ReportRun;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::v1::schema::{Bilingual, CalendarDay, Moment};

/// A report that ran.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ReportRun)]
pub(crate) struct RunResponse {
    /// Its id.
    id: Uuid,
    /// The report.
    code: String,
    /// What people call it.
    name: Bilingual,
    /// The first day.
    from: CalendarDay,
    /// The last day.
    to: CalendarDay,
    /// The unit, with all below.
    unit: String,
    /// When it ran.
    created_at: Moment,
    /// Who asked for it; none for what ran by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    created_by: Option<Uuid>,
}

impl From<&ReportRun> for RunResponse {
    fn from(run: &ReportRun) -> Self {
        let report = &run.report;
        Self {
            id: run.id,
            code: report.code.to_string(),
            name: report.name.clone().into(),
            from: CalendarDay(report.from),
            to: CalendarDay(report.to),
            unit: report.unit.to_string(),
            created_at: run.created_at.into(),
            created_by: run.created_by.map(|user| user.0),
        }
    }
}
