//! Assessments (考核): one person, one month, rated by the parties of the scheme, from figures that anybody can count again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::code::{IndicatorCode, SchemeCode, UnitCode};
use crate::erasure::ERASED;
use crate::id::{AssessmentId, UserId};
use crate::indicator::Direction;
use crate::named::named;
use crate::policy::Policy;
use crate::policy::assessments::{AssessmentScheme, CountedIndicator};
use crate::refusal::{Refusal, RefusalCode};
use crate::time::Timestamp;

use super::{Contest, Replacement};

/// A whole share, in hundredths of a percent.
const WHOLE_SHARE: i64 = 10_000;

named! {
    /// Who rates (四方考核).
    Party {
        /// The person himself (本人).
        Itself = "self",
        /// Somebody of another unit who works with him (协同方).
        Cooperating = "cooperating",
        /// Somebody of his own unit (部门同级).
        Peer = "peer",
        /// Whoever leads him (部门领导).
        Leader = "leader",
    }
    /// Where an assessment stands.
    AssessmentStage {
        /// The parties rate.
        Open = "open",
        /// It is frozen.
        Final = "final",
    }
}

/// The assessment of a person for a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Assessment {
    /// Its id.
    pub id: AssessmentId,
    /// The scheme.
    pub scheme: SchemeCode,
    /// The month, such as `2026-06`.
    pub period: String,
    /// Whose.
    pub person: UserId,
    /// The unit he belonged to.
    pub unit: UnitCode,
    /// Who rates.
    pub raters: Raters,
    /// Who was to rate before, where somebody was replaced.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replacements: Vec<Replacement>,
    /// What each party said.
    pub ratings: BTreeMap<Party, Rating>,
    /// The figures, as counted when it was opened and again when it became final.
    pub figures: Vec<Figure>,
    /// Points of the errors of the month that stood then.
    pub error_points: u32,
    /// What was talked about with the person, and when.
    pub interview: Option<(String, Timestamp)>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// The scheme as it was then: who rates, with what weights, until when it may be contested. None in assessments opened
    /// before that was kept.
    #[serde(default)]
    pub terms: Option<AssessmentScheme>,
    /// The result in hundredths of a point, and since when it is frozen.
    pub result: Option<(i64, Timestamp)>,
    /// What the person holds against it.
    pub contest: Option<Contest>,
    /// The result in hundredths of a point after an upheld contest; the first stays beside it.
    pub adjusted: Option<i64>,
}

/// Who rates.
pub type Raters = BTreeMap<Party, UserId>;

/// What one party said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Rating {
    /// 0 to 100.
    pub points: u8,
    /// Why.
    pub note: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// A figure of the person for the month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Figure {
    /// The indicator.
    pub code: IndicatorCode,
    /// The count; for a share, hundredths of a percent, rounded down.
    pub value: u32,
    /// What a share was counted from: how many, out of how many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<(i64, i64)>,
}

impl Figure {
    /// A count.
    #[must_use]
    pub fn count(code: &IndicatorCode, count: i64) -> Self {
        let value = u32::try_from(count.max(0)).unwrap_or(u32::MAX);
        Self { code: code.clone(), value, share: None }
    }

    /// A share: so many out of so many.
    #[must_use]
    pub fn share(code: &IndicatorCode, of: i64, over: i64) -> Self {
        let value = of.saturating_mul(WHOLE_SHARE).checked_div(over).unwrap_or_default();
        Self { share: Some((of, over)), ..Self::count(code, value) }
    }
}

/// What may be done to an assessment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AssessmentCommand {
    /// A party rates.
    Rate {
        /// 0 to 100.
        points: u8,
        /// Why.
        note: Option<String>,
    },
    /// The leader notes what was talked about.
    Interview {
        /// What.
        note: String,
    },
    /// The leader ends it.
    Finalise {
        /// The figures as counted now.
        figures: Vec<Figure>,
        /// Points of the errors of the month that stand now.
        error_points: u32,
        /// Errors of the month that are contested and not ruled on yet.
        open_contests: i64,
    },
}

/// What happened to an assessment, for its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AssessmentEvent(pub &'static str);

impl Assessment {
    /// Where it stands.
    #[must_use]
    pub const fn stage(&self) -> AssessmentStage {
        if self.result.is_some() { AssessmentStage::Final } else { AssessmentStage::Open }
    }

    /// The scheme by which it is judged: as it was when it was opened, whatever the policy says by now. None when it is of
    /// old, and the policy has no such scheme any more.
    #[must_use]
    pub fn scheme_in<'a>(&'a self, policy: &'a Policy) -> Option<&'a AssessmentScheme> {
        let known = || policy.bundle().assessment_schemes.iter().find(|scheme| scheme.code == self.scheme);
        self.terms.as_ref().or_else(known)
    }

    /// The last moment at which something was said about it.
    #[must_use]
    pub fn last_said_at(&self) -> Timestamp {
        let said = self.ratings.values().map(|rating| rating.at).chain(self.interview.iter().map(|(_, at)| *at));
        let replaced = self.replacements.iter().map(|replacement| replacement.at);
        let ended = self.result.iter().map(|(_, at)| *at).chain(self.contest.iter().map(Contest::last_said_at));
        said.chain(replaced).chain(ended).max().map_or(self.opened_at, |last| last.max(self.opened_at))
    }

    /// Overwrites what people wrote about the person; points and figures stay.
    pub fn forget_words(&mut self) {
        for note in self.ratings.values_mut().filter_map(|rating| rating.note.as_mut()) {
            ERASED.clone_into(note);
        }
        if let Some((note, _)) = &mut self.interview {
            ERASED.clone_into(note);
        }
        self.replacements.iter_mut().for_each(Replacement::forget_words);
        self.contest.iter_mut().for_each(Contest::forget_words);
    }

    /// What somebody sees of it who only rates: neither what the others said nor what was talked about.
    #[must_use]
    pub fn as_seen_by_rater(&self, rater: UserId) -> Self {
        let own = |party: &Party| self.raters.get(party) == Some(&rater);
        let ratings = self.ratings.iter().filter(|(party, _)| own(party)).map(|(party, said)| (*party, said.clone()));
        Self { ratings: ratings.collect(), interview: None, contest: None, replacements: Vec::new(), ..self.clone() }
    }

    /// Whether somebody sees all of it because he is assessed, or leads it.
    #[must_use]
    pub fn is_open_to(&self, person: UserId) -> bool {
        self.person == person || self.raters.get(&Party::Leader) == Some(&person)
    }

    /// Everybody who has a say in it, and whom it is about.
    #[must_use]
    pub fn involved(&self) -> Vec<UserId> {
        self.raters.values().copied().chain([self.person]).collect()
    }

    /// The assessment after a command of `by`.
    ///
    /// # Errors
    /// Refused when it is frozen, for whoever is no party, for a second rating, and when it is to end with parties or the
    /// interview missing.
    pub fn after(
        &self,
        scheme: &AssessmentScheme,
        command: AssessmentCommand,
        by: UserId,
        at: Timestamp,
    ) -> Result<Self, Refusal> {
        if self.result.is_some() {
            return Err(Refusal::new(RefusalCode::WrongStage).with("stage", AssessmentStage::Final.as_str()));
        }
        let mut after = self.clone();
        match command {
            AssessmentCommand::Rate { points, note } => {
                // Nobody rates for two parties, except who is named for two: then the first that has not spoken.
                let mut named = self.raters.iter().filter(|(_, rater)| **rater == by).map(|(party, _)| *party);
                let first = named.clone().next().ok_or(RefusalCode::NotConcerned)?;
                let open = named.find(|party| !self.ratings.contains_key(party));
                let party =
                    open.ok_or_else(|| Refusal::new(RefusalCode::AlreadyRequested).with("party", first.as_str()))?;
                after.ratings.insert(party, Rating { points, note, at });
            }
            AssessmentCommand::Interview { note } => {
                self.check_leader(by)?;
                after.interview = Some((note, at));
            }
            AssessmentCommand::Finalise { figures, error_points, open_contests } => {
                self.check_leader(by)?;
                self.check_whole(scheme, open_contests)?;
                after.figures = figures;
                after.error_points = error_points;
                after.result = Some((total(scheme, &after), at));
            }
        }
        Ok(after)
    }

    fn check_leader(&self, by: UserId) -> Result<(), Refusal> {
        if self.raters.get(&Party::Leader) == Some(&by) { Ok(()) } else { Err(RefusalCode::NotConcerned.into()) }
    }

    fn check_whole(&self, scheme: &AssessmentScheme, open_contests: i64) -> Result<(), Refusal> {
        let silent = scheme.parties.iter().map(|party| party.party).filter(|party| !self.ratings.contains_key(party));
        let mut missing: Vec<&str> = silent.map(Party::as_str).collect();
        if scheme.interview && self.interview.is_none() {
            missing.push("interview");
        }
        // What may be struck out yet is deducted from nobody.
        if scheme.errors && open_contests > 0 {
            missing.push("rulings");
        }
        if missing.is_empty() {
            return Ok(());
        }
        Err(Refusal::new(RefusalCode::AssessmentIncomplete).with("missing", missing.join(", ")))
    }
}

/// How much of its target a figure reaches, and out of how much. Of a share that is better the less it is, what counts is
/// how much is left of the whole.
fn reached(indicator: &CountedIndicator, figure: &Figure) -> (i64, i64) {
    let (value, target) = (i64::from(figure.value), i64::from(indicator.target));
    let Some((_, over)) = figure.share else { return (value.min(target), target.max(1)) };
    let lower = indicator.registered().is_some_and(|known| known.direction == Direction::Lower);
    let percent = target.saturating_mul(WHOLE_SHARE / 100).min(WHOLE_SHARE);
    let (value, target) = if lower { (WHOLE_SHARE - value, WHOLE_SHARE - percent) } else { (value, percent) };
    if over == 0 || target == 0 { (1, 1) } else { (value.min(target), target) }
}

/// The result in hundredths of a point: ratings and figures by their weights, less the points of errors; never below 0.
#[must_use]
pub fn total(scheme: &AssessmentScheme, assessment: &Assessment) -> i64 {
    let rated = scheme.parties.iter().map(|party| {
        let points = assessment.ratings.get(&party.party).map_or(0, |rating| i64::from(rating.points));
        points * i64::from(party.weight)
    });
    let counted = scheme.indicators.iter().map(|indicator| {
        let figure = assessment.figures.iter().find(|figure| figure.code == indicator.code);
        let (reached, wanted) = figure.map_or((0, 1), |figure| reached(indicator, figure));
        reached * 100 * i64::from(indicator.weight) / wanted
    });
    let errors = if scheme.errors { i64::from(assessment.error_points) * 100 } else { 0 };
    (rated.sum::<i64>() + counted.sum::<i64>() - errors).max(0)
}
