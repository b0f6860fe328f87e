//! Scales over the versions of a bundle: a name that was measured on once never means anything else.

use std::collections::BTreeMap;

use crate::code::ScaleCode;
use crate::policy::Bundle;
use crate::policy::parse::Problem;

use super::{AnswerForm, Question};

/// Scales of a bundle that read otherwise in an earlier one: other ends, or an answer that stands elsewhere. What customers
/// said then and what they say now would be added up as if it were one.
#[must_use]
pub fn reread(bundle: &Bundle, earlier: &Bundle) -> Vec<Problem> {
    let known: BTreeMap<&ScaleCode, &Question> = earlier
        .questionnaires
        .iter()
        .flat_map(|one| &one.questions)
        .filter_map(|old| Some((old.scale.as_ref()?, old)))
        .collect();
    let mut problems = Vec::new();
    for (index, questionnaire) in bundle.questionnaires.iter().enumerate() {
        for (row, question) in questionnaire.questions.iter().enumerate() {
            let Some((scale, old)) = question.scale.as_ref().and_then(|scale| known.get_key_value(scale)) else {
                continue;
            };
            if reads_otherwise(&old.answer, &question.answer) {
                let path = format!("questionnaire[{index}].question[{row}].scale");
                let message = format!(
                    "answers were measured on the scale `{scale}` already, and it read otherwise; give the new scale a code of its own"
                );
                problems.push(Problem { path, ..Problem::nowhere(message) });
            }
        }
    }
    problems
}

/// Whether an answer may stand elsewhere than it did. An option that was not there before moves none of the others.
fn reads_otherwise(before: &AnswerForm, now: &AnswerForm) -> bool {
    let (Some(old), Some(new)) = (before.ends(), now.ends()) else { return false };
    let moved = before.options().iter().any(|option| {
        let same = now.options().iter().find(|other| other.value == option.value);
        same.is_some_and(|same| option.points.is_some() && same.points != option.points)
    });
    old != new || moved
}
