//! What was measured: each answer with the scale it was given on, and whom it is about.

use serde::{Deserialize, Serialize};

use crate::case::Case;
use crate::code::{ChannelCode, QuestionCode, UnitCode};
use crate::id::UserId;
use crate::policy::questionnaires::{AnswerForm, Question, Questionnaire, Subject};

use super::Answers;
use super::answers::{content_of, number, option};

/// One measurement. Answer and scale are both kept as they were: a 4 of 5 never becomes an 8 of 10.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// The question.
    pub question: QuestionCode,
    /// Whom or what it is about.
    pub subject: Subject,
    /// Who that was, as known when the customer answered.
    #[serde(default)]
    pub rated: Rated,
    /// The scale.
    pub scale: Scale,
    /// The answer as given.
    pub raw: String,
    /// Where it stands on the scale; none for an answer without a verdict.
    pub value: Option<i32>,
    /// Whether it leaves the customer content; none for questions that decide nothing.
    pub content: Option<bool>,
}

/// A scale. Only what was measured on scales of one code may be added up.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Scale {
    /// Its code, such as `satisfaction-4`; for a question on a scale of its own `questionnaire/question`.
    pub code: String,
    /// The lower end.
    pub from: i32,
    /// The upper end.
    pub to: i32,
}

/// Who was rated.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rated {
    /// The person, when it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<UserId>,
    /// The unit, when it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitCode>,
    /// The channel, when it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<ChannelCode>,
}

/// What the answers measure: one rating for each answer that stands on a scale. `case` says whom they are about; without one
/// nobody is.
#[must_use]
pub fn ratings(questionnaire: &Questionnaire, answers: &Answers, case: Option<&Case>) -> Vec<Rating> {
    let measured = questionnaire.questions.iter().filter_map(|question| {
        let raw = answers.get(&question.code).filter(|answer| !answer.trim().is_empty())?;
        let (from, to) = question.answer.ends()?;
        let own = || format!("{}/{}", questionnaire.code, question.code);
        let code = question.scale.as_ref().map_or_else(own, ToString::to_string);
        Some(Rating {
            question: question.code.clone(),
            subject: question.subject,
            rated: case.map(|case| rated(question.subject, case)).unwrap_or_default(),
            scale: Scale { code, from, to },
            value: value(question, raw),
            content: content_of(question, raw),
            raw: raw.clone(),
        })
    });
    measured.collect()
}

fn value(question: &Question, raw: &str) -> Option<i32> {
    match &question.answer {
        AnswerForm::YesNo => Some(i32::from(raw == "yes")),
        AnswerForm::Choice { options } => option(options, raw)?.points.map(i32::from),
        AnswerForm::Scale { .. } | AnswerForm::Number { .. } => number(raw),
        AnswerForm::Multiple { .. } | AnswerForm::Text { .. } => None,
    }
}

fn rated(subject: Subject, case: &Case) -> Rated {
    let ticket = &case.ticket;
    let lead = case.lead();
    match subject {
        Subject::Agent => {
            Rated { user: ticket.accepted_by, unit: Some(ticket.accept_unit.clone()), ..Rated::default() }
        }
        Subject::Handling | Subject::Unit => {
            Rated { unit: lead.and_then(|order| order.holder().cloned()), ..Rated::default() }
        }
        Subject::Crew => Rated { unit: lead.and_then(|order| order.crew.clone()), ..Rated::default() },
        Subject::Channel => Rated { channel: Some(ticket.demand.channel.clone()), ..Rated::default() },
    }
}
