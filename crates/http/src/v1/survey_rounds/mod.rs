//! Survey rounds.

mod answer;
mod close;
mod create;
mod get;
mod links;
mod list;
mod response;
mod results;

use bihuan_app::reply::StoredReply;
use bihuan_app::survey_rounds::StoredRound;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::reply;
use response::SurveyRoundResponse;

pub(super) fn register(services: &mut ServiceConfig<'_>) {
    services
        .service(list::list_survey_rounds)
        .service(create::create_survey_round)
        .service(get::get_survey_round)
        .service(links::list_survey_round_links)
        .service(results::get_survey_round_results)
        .service(answer::answer_survey_round)
        .service(close::close_survey_round);
}

fn changed(round: &StoredRound) -> StoredReply {
    reply::changed(round.version, &SurveyRoundResponse::from(round))
}
