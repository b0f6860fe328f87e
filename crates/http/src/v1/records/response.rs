//! A record as clients see it.

use bihuan_app::records::Record;
use bihuan_domain::record::RecordKind;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::v1::schema::{Moment, RecordKindName};

/// Something that people must be able to rely on later. It never changes; only its content may be purged when it was kept
/// long enough.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Record)]
pub(super) struct RecordResponse {
    /// Its id.
    id: Uuid,
    /// Its series: kind, centre and year.
    #[schema(example = "callback_result/centre/2026")]
    series: String,
    /// Its number in the series: from 1, without gaps.
    no: i64,
    /// What it is about.
    #[schema(value_type = RecordKindName)]
    kind: RecordKind,
    /// The ticket it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    ticket_id: Option<Uuid>,
    /// When it was made.
    at: Moment,
    /// The record that it corrects or voids.
    #[serde(skip_serializing_if = "Option::is_none")]
    corrects: Option<Uuid>,
    /// Whether it voids that record.
    voids: bool,
    /// What it says: who (`by`), about what (`subject`, `subjectId`), what happened (`name`) and the details (`data`).
    /// Absent when it was purged.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Object)]
    content: Option<Value>,
    /// SHA-256 of the content: stays when that is purged.
    content_hash: String,
    /// SHA-256 over the record and the seal of the one before.
    seal: String,
    /// When the content was purged.
    #[serde(skip_serializing_if = "Option::is_none")]
    purged_at: Option<Moment>,
    /// The job that purged it.
    #[serde(skip_serializing_if = "Option::is_none")]
    purged_by: Option<Uuid>,
}

impl From<&Record> for RecordResponse {
    fn from(record: &Record) -> Self {
        Self {
            id: record.id.0,
            series: record.series.clone(),
            no: record.no,
            kind: record.kind,
            ticket_id: record.ticket.map(|ticket| ticket.0),
            at: record.at.into(),
            corrects: record.corrects.map(|id| id.0),
            voids: record.voids,
            content: record.content.clone(),
            content_hash: record.content_hash.clone(),
            seal: record.seal.clone(),
            purged_at: record.purged.map(|purged| Moment(purged.at)),
            purged_by: record.purged.map(|purged| purged.job.0),
        }
    }
}
