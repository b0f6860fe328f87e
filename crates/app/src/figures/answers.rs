//! What customers answered, question by question.

use std::collections::BTreeMap;
use std::sync::Arc;

use bihuan_domain::code::QuestionnaireCode;
use bihuan_domain::fact::{Family, Flag};
use bihuan_domain::id::TicketId;
use bihuan_domain::indicator::{CohortDay, Condition, Cut, Measure, Sum};
use bihuan_domain::permission::Permission;
use bihuan_domain::policy::vocabulary::Text;
use bihuan_domain::survey::{QuestionResult, Survey, SurveyStage};
use bihuan_persistence::Tx;
use bihuan_persistence::facts::{self, Listed};

use super::cut::{self, FigureFilter, narrow};
use super::read::check_days;
use crate::App;
use crate::caller::Caller;
use crate::error::Error;

/// Callbacks looked at for one question; whoever has more asks about fewer days, or about one unit after the other.
const ANSWERED_MAX: u64 = 20_000;
/// Callbacks looked at together.
const BATCH: i64 = 500;

/// Which answers.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswersQuery {
    /// The questionnaire.
    pub questionnaire: String,
    /// Over which callbacks, by the day on which they ended.
    pub filter: FigureFilter,
    /// By what; all together when nothing is named.
    pub by: Option<Cut>,
}

/// What came of a question within a group.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupResult {
    /// The group; empty for all together, and for what belongs to no group.
    pub key: String,
    /// What people call the group.
    pub name: Option<Text>,
    /// The place of the question in the questionnaire.
    pub place: usize,
    /// What came of it.
    pub result: QuestionResult,
}

/// Group, place of the question, question, and the scale on which it was asked: what was measured on two scales, under two
/// versions of the policy, is never added up.
type Key = (String, usize, String, String);

/// What customers answered to each question of a questionnaire when they were called back, or by themselves, by group and
/// then in the order of the questionnaire.
///
/// # Errors
/// Forbidden; not found for an unknown unit; invalid for what is no questionnaire and for days that make
/// no sense; too many callbacks at once.
pub async fn answers(app: &Arc<App>, caller: &Caller, query: AnswersQuery) -> Result<Vec<GroupResult>, Error> {
    caller.principal.require(Permission::FigureRead)?;
    let unknown = |_| Error::invalid("/query/questionnaire", "unknown");
    let questionnaire: QuestionnaireCode = query.questionnaire.parse().map_err(unknown)?;
    check_days(&query.filter)?;
    let narrowed = narrow(app, &caller.principal, &query.filter)?;
    let (inner, by) = (app.clone(), query.by);
    let found = app.database.snapshot(move |tx| {
        let reached = Condition::Is(Flag::Reached);
        let sum = Sum::new(Family::Callback, CohortDay::Done, reached, Measure::Count(Condition::Always));
        let (mut found, mut after, mut seen) = (BTreeMap::<Key, QuestionResult>::new(), None, 0_u64);
        loop {
            let listed = facts::list(tx, &sum, &narrowed.facts, after, BATCH)?;
            let Some(last) = listed.last() else { return Ok(found) };
            after = Some((last.day, last.fact.subject));
            seen += listed.len() as u64;
            if seen > ANSWERED_MAX {
                return Err(Error::LimitExceeded { limit: "answered_callbacks", maximum: ANSWERED_MAX });
            }
            let surveys = answered(tx, &questionnaire, &listed)?;
            add(&inner, tx, (by, &narrowed.base), surveys, &mut found)?;
        }
    });
    let found = found.await?;
    let (policy, organisation) = (app.directory.current_policy()?, app.directory.organisation());
    let named = |((key, place, ..), result): (Key, QuestionResult)| GroupResult {
        name: by.and_then(|by| cut::name(by, &key, app, &policy, &organisation)),
        key,
        place,
        result,
    };
    Ok(found.into_iter().map(named).collect())
}

/// The surveys that were answered in these callbacks, with what is known of each callback.
fn answered<'a>(
    tx: &mut Tx<'_>,
    questionnaire: &QuestionnaireCode,
    listed: &'a [Listed],
) -> Result<Vec<(&'a Listed, Survey)>, Error> {
    let tickets: Vec<TicketId> = listed.iter().map(|row| row.fact.ticket).collect();
    let mut surveys = facts::surveys_by_callback(tx, &tickets)?;
    let counts = |survey: &Survey| survey.stage == SurveyStage::Answered && survey.questionnaire == *questionnaire;
    let of = |row: &'a Listed| Some((row, surveys.remove(&row.fact.subject).filter(counts)?));
    Ok(listed.iter().filter_map(of).collect())
}

/// Counts the answers to each question.
fn add(
    app: &App,
    tx: &mut Tx<'_>,
    (by, base): (Option<Cut>, &str),
    surveys: Vec<(&Listed, Survey)>,
    found: &mut BTreeMap<Key, QuestionResult>,
) -> Result<(), Error> {
    for (row, survey) in surveys {
        let policy = app.directory.policy(tx, row.fact.policy)?;
        let Some(questionnaire) = policy.questionnaire(&survey.questionnaire) else { continue };
        let group = by.map_or_else(String::new, |by| cut::key(by, &cut::stored_key(by, row), base));
        for (place, question) in questionnaire.questions.iter().enumerate() {
            let rating = survey.ratings.iter().find(|rating| rating.question == question.code);
            let scale = rating.map(|rating| rating.scale.code.clone()).unwrap_or_default();
            let key = (group.clone(), place, question.code.to_string(), scale);
            let result = found.entry(key).or_insert_with(|| QuestionResult::of(question));
            result.add(question, &survey.answers, &survey.ratings);
        }
    }
    found.retain(|_, result| result.answered > 0);
    Ok(())
}
