//! The final answer (最终答复): the customer is not satisfied, but the handling was right and lawful.

use serde::{Deserialize, Serialize};

use crate::actor::Person;
use crate::case::{Case, CaseEvent, Context};
use crate::id::UserId;
use crate::refusal::{Refusal, RefusalCode};
use crate::time::Timestamp;
use crate::work_order::WorkOrderEvent;

use super::{Answer, TicketEvent};

/// What the customer is told for good; whoever takes a later call on the same matter reads it out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FinalAnswer {
    /// The answer.
    pub text: String,
    /// The documents it rests on, as the centre files them.
    pub documents: Vec<String>,
    /// Who gave it: neither handled the matter nor called back.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// Gives the final answer: the customer is answered, though not satisfied.
pub(super) fn decide(
    case: &Case,
    text: &str,
    documents: &[String],
    context: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    let by = outsider(case, context)?.user;
    let answered = TicketEvent::FinallyAnswered { text: text.to_owned(), documents: documents.to_vec(), by };
    Ok(vec![answered.into(), TicketEvent::CustomerAnswered { how: Answer::Unsatisfied }.into()])
}

/// Finds that the handling does not stand: the work is done again.
pub(super) fn send_back(case: &Case, reason: &str, context: &Context<'_>) -> Result<Vec<CaseEvent>, Refusal> {
    outsider(case, context)?;
    let Some(lead) = case.lead() else { return Ok(super::sent_out_alone(case)) };
    let redo = WorkOrderEvent::RedoOrdered { reason: reason.to_owned(), defect: None }.of(lead.id);
    Ok(vec![TicketEvent::SentBack.into(), redo])
}

/// The person who gives the command, if he neither handled the matter, nor is complained of, nor called the customer back.
fn outsider<'a>(case: &Case, context: &Context<'a>) -> Result<&'a Person, Refusal> {
    let called = |person: &Person| case.ticket.callers.contains(&person.user);
    let person = context.person.filter(|person| !case.is_party(person, context.organisation) && !called(person));
    person.ok_or_else(|| RefusalCode::NotIndependent.into())
}
