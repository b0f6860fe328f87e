//! A notification as its receiver sees it.

use actix_web::http::header;
use bihuan_app::notifications::Shown;
use bihuan_app::reply::StoredReply;
use bihuan_domain::notification::Happening;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::extract::language::Language;
use crate::reply;
use crate::v1::schema::Moment;

/// Something that the caller was told.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct NotificationResponse {
    /// Its id.
    id: Uuid,
    /// The rule of the policy by which it was told.
    code: String,
    /// One line, in the language asked for.
    title: String,
    /// What happened, in the language asked for.
    text: String,
    /// Whether it was pushed whatever the hour.
    emergency: bool,
    /// The ticket; absent when it is about none.
    #[serde(skip_serializing_if = "Option::is_none")]
    ticket_id: Option<Uuid>,
    /// Its number; absent when it is about none.
    #[serde(skip_serializing_if = "Option::is_none")]
    ticket_number: Option<String>,
    /// The report that ran; absent when it is about none.
    #[serde(skip_serializing_if = "Option::is_none")]
    report_run_id: Option<Uuid>,
    /// The event that caused it.
    event_id: Uuid,
    /// When it was written.
    created_at: Moment,
    /// When it was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    read_at: Option<Moment>,
    /// When it was acknowledged.
    #[serde(skip_serializing_if = "Option::is_none")]
    acknowledged_at: Option<Moment>,
}

impl NotificationResponse {
    /// The notification in a language.
    pub(super) fn of(shown: &Shown, language: Language) -> Self {
        let (notification, message) = (&shown.notification, &shown.message);
        let words = |text: &bihuan_domain::policy::vocabulary::Text| match language {
            Language::Chinese => text.zh.clone(),
            Language::English => text.en.clone(),
        };
        Self {
            id: notification.id.0,
            code: notification.code.to_string(),
            title: words(&message.title),
            text: words(&message.text),
            emergency: notification.emergency,
            ticket_id: notification.ticket.map(|ticket| ticket.0),
            ticket_number: notification.ticket.map(|_| notification.subject.number.clone()),
            report_run_id: match notification.subject.happening {
                Happening::ReportReady { run, .. } | Happening::ReportSigning { run, .. } => Some(run),
                _ => None,
            },
            event_id: notification.event.0,
            created_at: notification.created_at.into(),
            read_at: notification.read_at.map(Moment::from),
            acknowledged_at: notification.acknowledged_at.map(Moment::from),
        }
    }
}

/// How a change of a notification is answered in a language.
pub(super) fn render_in(language: Language) -> fn(&Shown) -> StoredReply {
    match language {
        Language::Chinese => |shown| render(shown, Language::Chinese),
        Language::English => |shown| render(shown, Language::English),
    }
}

fn render(shown: &Shown, language: Language) -> StoredReply {
    let mut reply = reply::done(&NotificationResponse::of(shown, language));
    reply.headers.push((header::CONTENT_LANGUAGE.as_str().to_owned(), language.as_str().to_owned()));
    reply
}
