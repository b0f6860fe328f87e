//! What clients see of a ticket.

use bihuan_app::cases::CaseView;
use bihuan_domain::callback::Callback;
use bihuan_domain::ticket::{Answer, Contact, Risk, Ticket, TicketStage};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::clocks::response::ClockResponse;
use super::consequences::{
    AccusedBody, FinalAnswerResponse, FollowOnResponse, MergedResponse, RefusedDemandResponse, ReopenOfferResponse,
    RungResponse, VerdictResponse, WithdrawalResponse,
};
use super::stage::StageName;
use super::talks::{FollowedScriptResponse, HelpResponse};
use crate::v1::action::ActionResponse;
use crate::v1::callbacks::response::CallbackResponse;
use crate::v1::position::PositionBody;
use crate::v1::schema::{AnswerName, Moment, RiskName};
use crate::v1::work_orders::response::WorkOrderResponse;

/// A ticket, as lists show it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TicketSummary {
    /// Its id.
    id: Uuid,
    /// The number people read aloud; its last digit is a check digit.
    number: String,
    /// Where it stands.
    stage: StageName,
    /// How the customer was answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<AnswerName>)]
    answered: Option<Answer>,
    /// The version of the policy it was opened under and keeps.
    policy_version: i64,
    /// Business kind.
    kind: String,
    /// Node of the service catalogue.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    service_type: Option<String>,
    /// Grade.
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<String>,
    /// Class of area.
    area: String,
    /// Region code.
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<String>,
    /// The line that the matter lies on.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<String>,
    /// Where the matter is.
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<PositionBody>,
    /// How it arrived.
    channel: String,
    /// The call it arrived in.
    #[serde(skip_serializing_if = "Option::is_none")]
    call_id: Option<Uuid>,
    /// The system it came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    system: Option<String>,
    /// Its name in that system.
    #[serde(skip_serializing_if = "Option::is_none")]
    external_id: Option<String>,
    /// The customer, when known.
    #[serde(skip_serializing_if = "Option::is_none")]
    customer_id: Option<Uuid>,
    /// Whom to contact.
    contact: ContactResponse,
    /// One line.
    topic: String,
    /// Whether only the handling units may know the customer.
    confidential: bool,
    /// Whether the customer gave no name.
    anonymous: bool,
    /// Whether the customer wants to be called back.
    callback_wanted: bool,
    /// Whether the customer wants no calls at all; left out when he may be called.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    never_call: bool,
    /// A moment promised to the customer.
    #[serde(skip_serializing_if = "Option::is_none")]
    target_at: Option<Moment>,
    /// The class of the customer, as known when the demand was taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    segment: Option<String>,
    /// Whether it was taken in emergency mode.
    emergency: bool,
    /// The code of the unit that took it.
    accept_unit: String,
    /// The user who took it.
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted_by: Option<Uuid>,
    /// When it was opened.
    opened_at: Moment,
    /// When it was accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted_at: Option<Moment>,
    /// When work orders first went out.
    #[serde(skip_serializing_if = "Option::is_none")]
    dispatched_at: Option<Moment>,
    /// When all work orders were done, last.
    #[serde(skip_serializing_if = "Option::is_none")]
    department_done_at: Option<Moment>,
    /// When the customer was answered, last.
    #[serde(skip_serializing_if = "Option::is_none")]
    answered_at: Option<Moment>,
    /// When it ended, last.
    #[serde(skip_serializing_if = "Option::is_none")]
    ended_at: Option<Moment>,
    /// Since when the customer has withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    withdrawn_at: Option<Moment>,
    /// How often the customer pressed.
    urge_count: u32,
    /// How often the work went back after a callback.
    redo_count: u32,
    /// How often it was reopened.
    reopen_count: u32,
    /// Whether a clock that ran out, or the escalation ladder, put it under supervision.
    supervised: bool,
    /// How often the customer got in touch about it again, urging left out.
    contact_count: u32,
    /// How many tickets of the same matter there were when it joined them, itself included; left out when it stands alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    repeats: Option<u32>,
    /// Whether what is demanded is unreasonable, and was refused.
    unreasonable_demand: bool,
    /// Where the customer says he will turn to next.
    #[schema(value_type = Vec<RiskName>)]
    risks: Vec<Risk>,
    /// Counts its changes, those of its work orders and of its callback included.
    version: i64,
}

/// Whom to contact.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ContactResponse {
    /// Name.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// Phone, as given.
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
    /// Address of the matter.
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
}

/// A ticket with everything that belongs to it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TicketResponse {
    #[serde(flatten)]
    summary: TicketSummary,
    /// The demand in full.
    description: String,
    /// Its work orders, by number.
    work_orders: Vec<WorkOrderResponse>,
    /// The callback of the latest round.
    #[serde(skip_serializing_if = "Option::is_none")]
    callback: Option<CallbackResponse>,
    /// The calls of aftercare that are open.
    aftercare: Vec<CallbackResponse>,
    /// Whom it complains of.
    #[serde(skip_serializing_if = "Option::is_none")]
    accused: Option<AccusedBody>,
    /// Whom of the staff it praises.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    praised: Vec<Uuid>,
    /// What proves that the customer withdrew.
    #[serde(skip_serializing_if = "Option::is_none")]
    withdrawal: Option<WithdrawalResponse>,
    /// What the customer was told for good.
    #[serde(skip_serializing_if = "Option::is_none")]
    final_answer: Option<FinalAnswerResponse>,
    /// Whether what the customer complains of is so.
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<VerdictResponse>,
    /// Why what is demanded is unreasonable, and was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<RefusedDemandResponse>,
    /// That it waits, or waited, for another ticket about the same trouble.
    #[serde(skip_serializing_if = "Option::is_none")]
    merged: Option<MergedResponse>,
    /// The scripts that were followed in talks about it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    scripts: Vec<FollowedScriptResponse>,
    /// What was brought before the team, in order; at most the last of them waits.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    helps: Vec<HelpResponse>,
    /// The tickets that calls about it brought about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    follow_ons: Vec<FollowOnResponse>,
    /// The ticket that was called about, when a call brought this one about.
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<FollowOnResponse>,
    /// The campaign whose list the customer stands on, when he asked for nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    campaign_id: Option<Uuid>,
    /// His name in that list.
    #[serde(skip_serializing_if = "Option::is_none")]
    campaign_reference: Option<String>,
    /// The rungs of the escalation ladder that it reached.
    rungs: Vec<RungResponse>,
    /// That the customer, who got in touch after the end, may have it opened again.
    #[serde(skip_serializing_if = "Option::is_none")]
    reopen_offer: Option<ReopenOfferResponse>,
    /// Its time limits, by number.
    clocks: Vec<ClockResponse>,
    /// What can be done to it, and whether the caller may do it now.
    actions: Vec<ActionResponse>,
}

impl From<&(i64, Ticket)> for TicketSummary {
    fn from((version, ticket): &(i64, Ticket)) -> Self {
        Self::new(*version, ticket)
    }
}

impl TicketSummary {
    /// The ticket in this version.
    pub(crate) fn new(version: i64, ticket: &Ticket) -> Self {
        let demand = &ticket.demand;
        Self {
            id: ticket.id.0,
            number: ticket.number.clone(),
            stage: ticket.stage.into(),
            answered: match ticket.stage {
                TicketStage::Answered { how } | TicketStage::Archived { how } => Some(how),
                _ => None,
            },
            policy_version: ticket.policy.0,
            kind: demand.kind.to_string(),
            service_type: demand.service_type.as_ref().map(ToString::to_string),
            level: demand.level.as_ref().map(ToString::to_string),
            area: demand.area.to_string(),
            region: demand.region.clone(),
            line: demand.line.clone(),
            position: demand.position.map(PositionBody::from),
            channel: demand.channel.to_string(),
            call_id: demand.call.map(|id| id.0),
            system: demand.external.as_ref().map(|external| external.system.clone()),
            external_id: demand.external.as_ref().map(|external| external.id.clone()),
            customer_id: demand.customer.map(|id| id.0),
            contact: ContactResponse::from(&demand.contact),
            topic: demand.topic.clone(),
            confidential: demand.confidential,
            anonymous: demand.anonymous,
            callback_wanted: demand.callback_wanted,
            never_call: demand.never_call,
            target_at: demand.target_at.map(Moment),
            segment: demand.segment.as_ref().map(ToString::to_string),
            emergency: demand.emergency,
            accept_unit: ticket.accept_unit.to_string(),
            accepted_by: ticket.accepted_by.map(|id| id.0),
            opened_at: ticket.opened_at.into(),
            accepted_at: ticket.accepted_at.map(Moment),
            dispatched_at: ticket.dispatched_at.map(Moment),
            department_done_at: ticket.department_done_at.map(Moment),
            answered_at: ticket.answered_at.map(Moment),
            ended_at: ticket.ended_at.map(Moment),
            withdrawn_at: ticket.withdrawn_at.map(Moment),
            urge_count: ticket.urge_count,
            redo_count: ticket.redo_count,
            reopen_count: ticket.reopen_count,
            supervised: ticket.supervised,
            contact_count: ticket.contact_count,
            repeats: ticket.repeats,
            unreasonable_demand: ticket.refused.is_some(),
            risks: demand.risks.iter().copied().collect(),
            version,
        }
    }
}

impl From<&Contact> for ContactResponse {
    fn from(contact: &Contact) -> Self {
        Self { name: contact.name.clone(), phone: contact.phone.clone(), address: contact.address.clone() }
    }
}

impl From<&CaseView> for TicketResponse {
    fn from(view: &CaseView) -> Self {
        let (case, versions) = (&view.stored.case, &view.stored.versions);
        let orders = case.work_orders.iter().zip(&view.work_order_actions).map(|(order, actions)| {
            let version = versions.work_orders.get(&order.id).copied().unwrap_or_default();
            WorkOrderResponse::new(version, order).with_actions(actions)
        });
        let called = |callback: &Callback| {
            let version = versions.callbacks.get(&callback.id).copied().unwrap_or_default();
            let actions = view.callback_actions.get(&callback.id).map_or(&[][..], Vec::as_slice);
            let response = CallbackResponse::new(version, callback).with_actions(actions);
            case.survey_of(callback.survey).into_iter().fold(response, |response, survey| {
                response.with_survey(versions.surveys.get(&survey.id).copied().unwrap_or_default(), survey)
            })
        };
        Self {
            summary: TicketSummary::new(versions.ticket, &case.ticket),
            description: case.ticket.demand.description.clone(),
            work_orders: orders.collect(),
            callback: case.callback.as_ref().map(called),
            aftercare: case.aftercare.iter().map(|care| called(&care.callback)).collect(),
            accused: Some(&case.ticket.demand.accused).filter(|accused| !accused.is_nobody()).map(AccusedBody::from),
            praised: case.ticket.demand.praised.iter().map(|id| id.0).collect(),
            withdrawal: case.ticket.withdrawal.as_ref().map(WithdrawalResponse::from),
            final_answer: case.ticket.final_answer.as_ref().map(FinalAnswerResponse::from),
            verdict: VerdictResponse::of(&case.ticket),
            refused: case.ticket.refused.as_ref().map(RefusedDemandResponse::from),
            merged: case.ticket.merged.as_ref().map(MergedResponse::from),
            scripts: case.ticket.scripts.iter().map(FollowedScriptResponse::from).collect(),
            helps: case.ticket.helps.iter().map(HelpResponse::from).collect(),
            follow_ons: case.ticket.follow_ons.iter().map(FollowOnResponse::from).collect(),
            origin: case.ticket.origin.as_ref().map(FollowOnResponse::from),
            campaign_id: case.ticket.campaign.as_ref().map(|member| member.campaign.0),
            campaign_reference: case.ticket.campaign.as_ref().map(|member| member.reference.clone()),
            rungs: RungResponse::all(&case.ticket),
            reopen_offer: ReopenOfferResponse::of(&case.ticket, view.seen_at),
            clocks: case.clocks.iter().map(|clock| ClockResponse::seen(clock, view.seen_at)).collect(),
            actions: ActionResponse::all(&view.actions),
        }
    }
}
