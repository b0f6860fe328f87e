//! `GET /v1/figures/answers`

use actix_web::{Responder, get, web};
use bihuan_app::figures::{self, AnswersQuery, Cut, GroupResult, Reading};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::filter::figure_query;
use crate::extract::caller::Caller;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::limits::CODE_LENGTH_MAX;
use crate::v1::listing;
use crate::v1::question_result::QuestionResultResponse;
use crate::v1::schema::{Bilingual, CalendarDay, CutName, ReadingName};

figure_query! {
    /// Which answers.
    ListFigureAnswersQuery {
        /// The questionnaire; required.
        #[validate(length(max = CODE_LENGTH_MAX))]
        #[param(max_length = 64)]
        questionnaire: Option<String>,
        /// By what; all together when left out.
        #[param(value_type = Option<CutName>, inline)]
        by: Option<Cut>,
    }
}

/// What came of a question within a group.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = GroupResult)]
pub(super) struct GroupResultResponse {
    /// The group; empty for all together, and for what belongs to no group.
    key: String,
    /// What people call the group.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<Bilingual>,
    /// What came of the question.
    #[serde(flatten)]
    result: QuestionResultResponse,
}

impl From<&GroupResult> for GroupResultResponse {
    fn from(group: &GroupResult) -> Self {
        let name = group.name.clone().map(Bilingual::from);
        Self { key: group.key.clone(), name, result: QuestionResultResponse::from(&group.result) }
    }
}

/// Where a row stands: its group, the place of its question, and its scale.
type Place = (String, usize, String, String);

fn place(group: &GroupResult) -> Place {
    let scale = group.result.scale.as_ref().map(|scale| scale.code.clone());
    (group.key.clone(), group.place, group.result.question.to_string(), scale.unwrap_or_default())
}

/// List what customers answered
///
/// Question by question of one questionnaire, over the callbacks that ended within a stretch of days: how often each answer
/// was given, and the mean on the question's own scale. By groups, such as the units that handled, or all together. What was
/// measured on two scales stands in two rows.
#[utoipa::path(
    tag = "figures",
    params(ListFigureAnswersQuery, PageParameters),
    responses((status = 200, description = "A page of what came of the questions", body = Page<GroupResultResponse>))
)]
#[get("/figures/answers")]
pub(super) async fn list_figure_answers(
    state: web::Data<State>,
    caller: Caller,
    paged: Paged<ListFigureAnswersQuery, Place>,
) -> Result<impl Responder, Problem> {
    let asked = &paged.filter;
    let questionnaire = asked.questionnaire.clone().unwrap_or_default();
    let query = AnswersQuery { questionnaire, filter: asked.filter(&state.app)?, by: asked.by };
    let mut rows = figures::answers(&state.app, &caller, query).await?;
    if let Some(after) = &paged.after {
        rows.retain(|group| place(group) > *after);
    }
    let next = listing::cut(&mut rows, paged.limit, place);
    paged.answer(rows.iter().map(GroupResultResponse::from).collect(), next)
}
