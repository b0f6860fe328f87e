//! The endpoints of version 1. A noun is a folder, a verb is a file; paths are written out in full below `/v1`.

mod action;
mod appeals;
mod assessments;
mod callbacks;
mod calls;
mod campaigns;
mod contest;
mod customers;
mod emergency;
mod events;
mod figures;
mod findings;
mod indicators;
mod inspections;
mod jobs;
mod legal_holds;
mod limits;
mod listing;
mod me;
mod member;
mod notifications;
mod periods;
mod policy;
mod position;
mod question_result;
mod records;
mod report_runs;
mod reports;
mod sandbox;
mod schema;
mod scripts;
mod service_kinds;
mod sessions;
mod staff_errors;
mod survey_rounds;
mod surveys;
mod tickets;
mod time_split;
mod units;
mod users;
mod work_orders;

use utoipa_actix_web::service_config::ServiceConfig;

/// All endpoints below `/v1`.
pub(crate) fn register(services: &mut ServiceConfig<'_>) {
    services
        .configure(sessions::register)
        .configure(me::register)
        .configure(units::register)
        .configure(users::register)
        .configure(policy::register)
        .configure(service_kinds::register)
        .configure(emergency::register)
        .configure(jobs::register)
        .configure(sandbox::register)
        .configure(calls::register)
        .configure(customers::register)
        .configure(tickets::register)
        .configure(work_orders::register)
        .configure(callbacks::register)
        .configure(campaigns::register)
        .configure(appeals::register)
        .configure(surveys::register)
        .configure(survey_rounds::register)
        .configure(scripts::register)
        .configure(notifications::register)
        .configure(records::register)
        .configure(legal_holds::register)
        .configure(staff_errors::register)
        .configure(inspections::register)
        .configure(findings::register)
        .configure(assessments::register)
        .configure(indicators::register)
        .configure(figures::register)
        .configure(periods::register)
        .configure(reports::register)
        .configure(report_runs::register)
        .configure(events::register);
}
