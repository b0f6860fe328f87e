//! What can be done to a ticket.

mod accept;
mod answer;
mod archive;
mod ask_help;
mod cancel;
mod contact;
mod dispatch;
mod final_answer;
mod flag_risk;
mod follow_script;
mod give_help;
mod mark;
mod merge;
mod note;
mod reclassify;
mod reopen;
mod send_back;
mod unmerge;
mod urge;
mod verdict;
mod withdraw;

use bihuan_app::cases::CaseView;
use bihuan_app::reply::StoredReply;
use bihuan_app::tickets;
use bihuan_domain::id::TicketId;
use bihuan_domain::ticket::TicketCommand;
use utoipa_actix_web::service_config::ServiceConfig;

use super::response::TicketResponse;
use crate::extract::if_match::IfMatch;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::v1::action::Asked;

pub(super) fn register(services: &mut ServiceConfig<'_>) {
    services
        .service(accept::accept_ticket)
        .service(answer::answer_ticket)
        .service(dispatch::dispatch_ticket)
        .service(urge::urge_ticket)
        .service(note::note_ticket)
        .service(withdraw::withdraw_ticket)
        .service(cancel::cancel_ticket)
        .service(archive::archive_ticket)
        .service(reopen::reopen_ticket)
        .service(reclassify::reclassify_ticket)
        .service(mark::mark_ticket)
        .service(final_answer::give_final_answer)
        .service(send_back::send_back_ticket)
        .service(contact::contact_ticket)
        .service(flag_risk::flag_risk)
        .service(follow_script::follow_script)
        .service(ask_help::ask_help)
        .service(give_help::give_help)
        .service(merge::merge_ticket)
        .service(unmerge::unmerge_ticket)
        .service(verdict::give_verdict);
}

/// Carries out a command. `operation` names the endpoint among all.
async fn act(
    asked: Asked,
    operation: &'static str,
    version: Option<IfMatch>,
    fingerprint: &[u8; 32],
    command: TicketCommand,
) -> Result<Answered, Problem> {
    let Asked { state, caller, id, key } = asked;
    let reply = reply::to(&caller, operation, key, fingerprint, changed);
    let expected = version.map(|version| version.0);
    Ok(Answered(tickets::act(&state.app, &caller, TicketId(id), expected, command, reply).await?))
}

/// The answer: the ticket as it stands now.
fn changed(view: &CaseView) -> StoredReply {
    reply::changed(view.stored.versions.ticket, &TicketResponse::from(view))
}
