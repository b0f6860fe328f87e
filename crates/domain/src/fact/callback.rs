//! What can be counted about a round of the callback.

use crate::callback::CallbackStage;
use crate::policy::questionnaires::{Decides, Subject};
use crate::survey::{Rating, Survey, SurveyStage, verdict_of};

use super::{Amount, Basis, Fact, Family, Flag, Round};

/// The scale, of 0 to 10, on which customers say how likely they recommend the service (NPS).
pub(crate) const RECOMMEND_SCALE: &str = "nps";
/// Its ends: promoters and detractors mean nothing on any other.
pub(crate) const RECOMMEND_ENDS: (i32, i32) = (0, 10);
/// The scale on which customers say how much effort it took them (CES).
const EFFORT_SCALE: &str = "ces";
/// From here on a customer is a promoter.
const PROMOTER_FROM: i64 = 9;
/// Up to here he is a detractor.
const DETRACTOR_TO: i64 = 6;

impl Basis<'_> {
    pub(super) fn callback(&self, round: &Round) -> Fact {
        let callback = &round.callback;
        let begun = callback.opened_at;
        let mut fact = self.fact(Family::Callback, callback.id.0, begun, callback.ended_at, self.answerable());
        fact.place.plan = Some(callback.plan.clone());
        fact.place.person = callback.attempted_by;
        let reached =
            matches!(callback.stage, CallbackStage::Answered | CallbackStage::Satisfied | CallbackStage::Unsatisfied);
        let concluded = matches!(
            callback.stage,
            CallbackStage::Satisfied | CallbackStage::Unsatisfied | CallbackStage::Unreachable
        );
        let void = matches!(callback.stage, CallbackStage::Dropped | CallbackStage::Removed);
        let decided = |what| round.survey.as_ref().and_then(|survey| self.decided(survey, what));
        let (solved, satisfied) = (decided(Decides::Solved), decided(Decides::Satisfied));
        let plea = self.plea.satisfaction(callback.id);
        let content = plea.unwrap_or(callback.content);
        let satisfied = satisfied.and_then(|was| plea.unwrap_or(Some(was)));
        let survey = round.survey.as_ref();
        let measure = |scale: &str| survey.and_then(|survey| measured(survey, scale, |_| true));
        let (recommend, effort) = (measure(RECOMMEND_SCALE), measure(EFFORT_SCALE));
        // Agent, handling, crew and channel may be rated on one scale, and are measured apart.
        let index = self.history.satisfaction_scale;
        let score = survey.and_then(|survey| measured(survey, index, |subject| subject == Subject::Handling));
        let review = callback.review.as_ref();
        for (flag, is) in [
            (Flag::Due, !void),
            (Flag::Attempted, callback.attempts > 0),
            (Flag::Concluded, concluded),
            (Flag::Reached, reached),
            (Flag::Content, content == Some(true)),
            (Flag::SolvedAsked, solved.is_some()),
            (Flag::Solved, solved == Some(true)),
            (Flag::SatisfiedAsked, satisfied.is_some()),
            (Flag::Satisfied, satisfied == Some(true)),
            (Flag::CallLate, callback.overdue_at.is_some()),
            (Flag::Reviewed, review.is_some()),
            (Flag::Unqualified, review.is_some_and(|review| !review.qualified)),
            (Flag::Closes, round.closes),
            (Flag::Sampled, callback.is_sampled()),
            (Flag::RecommendAsked, recommend.is_some()),
            (Flag::Promoter, recommend.is_some_and(|value| value >= PROMOTER_FROM)),
            (Flag::Detractor, recommend.is_some_and(|value| value <= DETRACTOR_TO)),
            (Flag::EffortAsked, effort.is_some()),
        ] {
            fact.flags.set(flag, is);
        }
        fact.amounts.set(Amount::Score, score);
        fact.amounts.set(Amount::Effort, effort);
        fact.amounts.set(Amount::Attempts, Some(callback.attempts.into()));
        fact
    }

    /// What the customer's answer to the deciding question says; none when it was not asked, or the answer gives no verdict.
    fn decided(&self, survey: &Survey, what: Decides) -> Option<bool> {
        if survey.stage != SurveyStage::Answered {
            return None;
        }
        let questionnaire = self.policy.questionnaire(&survey.questionnaire)?;
        let question = questionnaire.questions.iter().find(|question| question.decides == Some(what))?;
        verdict_of(question, survey.answers.get(&question.code)?)
    }
}

/// What was measured on a scale of this name, the latest; numbers of other scales are never mixed in.
fn measured(survey: &Survey, scale: &str, about: impl Fn(Subject) -> bool) -> Option<i64> {
    let answered = survey.stage == SurveyStage::Answered;
    let on_scale = |rating: &&Rating| answered && rating.scale.code == scale && about(rating.subject);
    survey.ratings.iter().filter(on_scale).filter_map(|rating| rating.value).next_back().map(i64::from)
}
