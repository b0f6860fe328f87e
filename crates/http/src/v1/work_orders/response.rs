//! What clients see of a work order.

use bihuan_app::cases::ActionView;
use bihuan_app::work_orders::WorkOrderView;
use bihuan_domain::work_order::{Reply, ReplyOutcome, WorkOrder, WorkOrderStage};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::correction::CorrectionResponse;
use super::stage::StageName;
use super::waiting::{ExtensionResponse, SuspensionResponse};
use crate::v1::action::ActionResponse;
use crate::v1::schema::{Moment, ReplyOutcomeName};

/// A work order.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WorkOrderResponse {
    /// Its id.
    id: Uuid,
    /// The ticket it serves.
    ticket_id: Uuid,
    /// The number of that ticket; only when the work order is looked at by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    ticket_number: Option<String>,
    /// Number within the ticket.
    no: u16,
    /// Whether it leads; the others assist.
    lead: bool,
    /// Where it stands.
    stage: StageName,
    /// The unit that returned it, while the return is undecided.
    #[serde(skip_serializing_if = "Option::is_none")]
    returned_by: Option<String>,
    /// The code of the unit that must act, or acted last.
    holder: String,
    /// The way it took: the dispatching unit first, the holder last.
    route: Vec<String>,
    /// The code of the crew that goes out.
    #[serde(skip_serializing_if = "Option::is_none")]
    crew: Option<String>,
    /// When it was sent out.
    dispatched_at: Moment,
    /// When the holder received it.
    #[serde(skip_serializing_if = "Option::is_none")]
    received_at: Option<Moment>,
    /// When the crew departed.
    #[serde(skip_serializing_if = "Option::is_none")]
    departed_at: Option<Moment>,
    /// When the crew arrived.
    #[serde(skip_serializing_if = "Option::is_none")]
    arrived_at: Option<Moment>,
    /// When the crew expects the matter to be restored.
    #[serde(skip_serializing_if = "Option::is_none")]
    estimated_at: Option<Moment>,
    /// When the matter was restored.
    #[serde(skip_serializing_if = "Option::is_none")]
    restored_at: Option<Moment>,
    /// When the customer was first contacted.
    #[serde(skip_serializing_if = "Option::is_none")]
    contacted_at: Option<Moment>,
    /// When the customer was told, last, that he would hear again; left out once the unit has replied.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_reply_at: Option<Moment>,
    /// The latest reply.
    #[serde(skip_serializing_if = "Option::is_none")]
    reply: Option<ReplyResponse>,
    /// When it was replied.
    #[serde(skip_serializing_if = "Option::is_none")]
    replied_at: Option<Moment>,
    /// When it was approved or cancelled.
    #[serde(skip_serializing_if = "Option::is_none")]
    ended_at: Option<Moment>,
    /// Whether a refused return has settled who must handle it.
    finally_determined: bool,
    /// How often it was returned.
    return_count: u16,
    /// How often it was sent back after a reply.
    rework_count: u16,
    /// Why it was sent back last, and when it came again.
    #[serde(skip_serializing_if = "Option::is_none")]
    correction: Option<CorrectionResponse>,
    /// The suspension that is asked for or in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    suspension: Option<SuspensionResponse>,
    /// How many suspensions were approved.
    suspension_count: u16,
    /// Since when it waits for something that only the customer can do.
    #[serde(skip_serializing_if = "Option::is_none")]
    awaiting_customer_since: Option<Moment>,
    /// The extension that is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    extension: Option<ExtensionResponse>,
    /// How many extensions were approved.
    extension_count: u16,
    /// Counts its changes.
    version: i64,
    /// What can be done to it, and whether the caller may do it now; absent in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    actions: Option<Vec<ActionResponse>>,
}

/// What a unit found and did.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ReplyResponse {
    /// What came of it.
    #[schema(value_type = ReplyOutcomeName)]
    outcome: ReplyOutcome,
    /// What was done.
    text: String,
    /// What is changed so that it does not happen again.
    #[serde(skip_serializing_if = "Option::is_none")]
    measure: Option<String>,
    /// Why the demand is refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// What the customer may be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    public_text: Option<String>,
    /// Whether the customer's complaint was found true.
    #[serde(skip_serializing_if = "Option::is_none")]
    substantiated: Option<bool>,
}

impl From<&WorkOrderView> for WorkOrderResponse {
    fn from(view: &WorkOrderView) -> Self {
        let ticket_number = Some(view.ticket.number.clone());
        Self { ticket_number, ..Self::new(view.version, &view.order).with_actions(&view.actions) }
    }
}

impl From<&(i64, WorkOrder)> for WorkOrderResponse {
    fn from((version, order): &(i64, WorkOrder)) -> Self {
        Self::new(*version, order)
    }
}

impl From<&Reply> for ReplyResponse {
    fn from(reply: &Reply) -> Self {
        Self {
            outcome: reply.outcome,
            text: reply.text.clone(),
            measure: reply.measure.clone(),
            reason: reply.reason.clone(),
            public_text: reply.public_text.clone(),
            substantiated: reply.substantiated,
        }
    }
}

impl WorkOrderResponse {
    /// The work order in this version, as lists show it.
    pub(crate) fn new(version: i64, order: &WorkOrder) -> Self {
        Self {
            id: order.id.0,
            ticket_id: order.ticket.0,
            ticket_number: None,
            no: order.no,
            lead: order.lead,
            stage: (&order.stage).into(),
            returned_by: match &order.stage {
                WorkOrderStage::Returned { by } => Some(by.to_string()),
                _ => None,
            },
            holder: order.holder().map(ToString::to_string).unwrap_or_default(),
            route: order.route.iter().map(ToString::to_string).collect(),
            crew: order.crew.as_ref().map(ToString::to_string),
            dispatched_at: order.dispatched_at.into(),
            received_at: order.received_at.map(Moment),
            departed_at: order.departed_at.map(Moment),
            arrived_at: order.arrived_at.map(Moment),
            estimated_at: order.estimated_at.map(Moment),
            restored_at: order.restored_at.map(Moment),
            contacted_at: order.contacted_at.map(Moment),
            next_reply_at: order.next_reply_at.map(Moment),
            reply: order.reply.as_ref().map(ReplyResponse::from),
            replied_at: order.replied_at.map(Moment),
            ended_at: order.ended_at.map(Moment),
            finally_determined: order.finally_determined,
            return_count: order.return_count,
            rework_count: order.rework_count,
            correction: order.correction.as_ref().map(CorrectionResponse::from),
            suspension: order.suspension.as_ref().map(SuspensionResponse::from),
            suspension_count: order.suspension_count,
            awaiting_customer_since: order.awaiting_customer_since.map(Moment),
            extension: order.extension.as_ref().map(ExtensionResponse::from),
            extension_count: order.extension_count,
            version,
            actions: None,
        }
    }

    /// The same with what can be done to it.
    pub(crate) fn with_actions(self, actions: &[ActionView]) -> Self {
        Self { actions: Some(ActionResponse::all(actions)), ..self }
    }
}
