//! What can be done to a work order.

mod approve_extension;
mod approve_suspension;
mod arrive;
mod assign;
mod await_customer;
mod cancel;
mod contact;
mod crew_accept;
mod customer_ready;
mod depart;
mod estimate;
mod explain;
mod receive;
mod refuse_extension;
mod refuse_return;
mod refuse_suspension;
mod reply;
mod request_extension;
mod request_suspension;
mod restore;
mod resume;
mod return_;
mod review;
mod transfer;

use bihuan_app::reply::StoredReply;
use bihuan_app::work_orders::{self, WorkOrderView};
use bihuan_domain::id::WorkOrderId;
use bihuan_domain::work_order::WorkOrderCommand;
use utoipa_actix_web::service_config::ServiceConfig;

use super::response::WorkOrderResponse;
use crate::extract::if_match::IfMatch;
use crate::problem::Problem;
use crate::reply::{self as answer, Answered};
use crate::v1::action::Asked;

pub(super) fn register(services: &mut ServiceConfig<'_>) {
    services
        .service(receive::receive_work_order)
        .service(return_::return_work_order)
        .service(refuse_return::refuse_return_work_order)
        .service(transfer::transfer_work_order)
        .service(assign::assign_work_order)
        .service(crew_accept::crew_accept_work_order)
        .service(depart::depart_work_order)
        .service(arrive::arrive_work_order)
        .service(estimate::estimate_work_order)
        .service(restore::restore_work_order)
        .service(contact::contact_work_order)
        .service(reply::reply_work_order)
        .service(review::review_work_order)
        .service(cancel::cancel_work_order)
        .configure(register_waiting);
}

/// What makes clocks stand still or longer, and what is said of those that ran out.
fn register_waiting(services: &mut ServiceConfig<'_>) {
    services
        .service(request_suspension::request_suspension)
        .service(approve_suspension::approve_suspension)
        .service(refuse_suspension::refuse_suspension)
        .service(resume::resume_work_order)
        .service(await_customer::await_customer)
        .service(customer_ready::customer_ready)
        .service(request_extension::request_extension)
        .service(approve_extension::approve_extension)
        .service(refuse_extension::refuse_extension)
        .service(explain::explain_work_order);
}

/// Carries out a command. `operation` names the endpoint among all.
async fn act(
    asked: Asked,
    operation: &'static str,
    version: Option<IfMatch>,
    fingerprint: &[u8; 32],
    command: WorkOrderCommand,
) -> Result<Answered, Problem> {
    let Asked { state, caller, id, key } = asked;
    let reply = answer::to(&caller, operation, key, fingerprint, changed);
    let expected = version.map(|version| version.0);
    Ok(Answered(work_orders::act(&state.app, &caller, WorkOrderId(id), expected, command, reply).await?))
}

/// The answer: the work order as it stands now.
fn changed(view: &WorkOrderView) -> StoredReply {
    answer::changed(view.version, &WorkOrderResponse::from(view))
}
