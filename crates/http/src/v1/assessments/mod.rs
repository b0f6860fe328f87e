//! Assessments (考核).

mod contest;
mod figures;
mod finalise;
mod get;
mod interview;
mod list;
mod open;
mod own;
mod rate;
mod replace_rater;
mod response;
mod rule;
mod schemes;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn register(services: &mut ServiceConfig<'_>) {
    services
        .service(schemes::list_assessment_schemes)
        .service(open::open_assessment)
        .service(list::list_assessments)
        .service(get::get_assessment)
        .service(figures::recount_assessment)
        .service(rate::rate_assessment)
        .service(replace_rater::replace_rater)
        .service(interview::interview_assessment)
        .service(finalise::finalise_assessment)
        .service(contest::contest_assessment)
        .service(rule::rule_on_assessment)
        .service(own::list_own_assessments);
}
