//! What upheld appeals have counted instead. The case itself stays as it is.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::appeal::{Adjustment, EXCLUDED, Measure};
use crate::case::Case;
use crate::clock::Clock;
use crate::id::CallbackId;
use crate::policy::Policy;
use crate::ticket::{Answer, Finding};

use super::{Fact, History, Round, Standing, verdict};

/// What the appeals about one ticket come to.
#[derive(Clone, Debug, Default)]
pub(super) struct Plea {
    /// Whether the ticket counts nowhere.
    pub(super) excluded: bool,
    /// What clocks say instead, by their numbers; none for those that are not looked at.
    clocks: BTreeMap<u16, Option<verdict::Verdict>>,
    /// What a callback says of satisfaction instead; none for nothing.
    satisfaction: Option<(CallbackId, Option<bool>)>,
}

impl Plea {
    /// Changes the copy of the case as far as appeals change the case, and keeps the rest.
    pub(super) fn of(case: &mut Case, history: History<'_>, policy: &Policy) -> Self {
        let mut plea = Self::default();
        for adjustment in history.adjustments {
            plea.uphold(adjustment, case, history, policy);
        }
        plea
    }

    fn uphold(&mut self, adjustment: &Adjustment, case: &mut Case, history: History<'_>, policy: &Policy) {
        let wanted = Some(adjustment.adjusted.as_str()).filter(|wanted| *wanted != EXCLUDED);
        match adjustment.against {
            Measure::Classification => match wanted {
                Some(code) => classify(case, code, policy),
                None => self.excluded = true,
            },
            Measure::Level => case.ticket.demand.level = wanted.and_then(|code| code.parse().ok()),
            Measure::Satisfaction => {
                // What the customer said after the ruling is another answer.
                let judged = |round: &&Round| round.callback.attempted_at.is_none_or(|at| at <= adjustment.ruled_at);
                let closing = history
                    .rounds
                    .iter()
                    .rev()
                    .filter(judged)
                    .find(|round| round.closes && round.callback.content.is_some());
                let said = wanted.map(|answer| answer == Answer::Satisfied.as_str());
                self.satisfaction = closing.map(|round| (round.callback.id, said));
            }
            Measure::Overtime => {
                if let Ok(number) = adjustment.subject.parse() {
                    self.clocks.insert(number, wanted.map(|_| verdict::Verdict::InTime));
                }
            }
            Measure::Return => {
                let order = case.work_orders.iter_mut().find(|order| order.id.to_string() == adjustment.subject);
                if let Some(order) = order {
                    order.return_count = 0;
                }
            }
            // A verdict that was given after the ruling is another one.
            Measure::Verdict
                if case.ticket.verdict.as_ref().is_some_and(|verdict| verdict.at > adjustment.ruled_at) => {}
            Measure::Verdict => match wanted.and_then(|code| Finding::ALL.iter().find(|one| one.as_str() == code)) {
                Some(finding) => {
                    if let Some(verdict) = &mut case.ticket.verdict {
                        verdict.finding = *finding;
                    }
                }
                None => case.ticket.verdict = None,
            },
        }
    }

    /// What a clock says: late or in time; none when it has no opinion, or none that counts.
    pub(super) fn verdict(&self, clock: &Clock) -> Option<verdict::Verdict> {
        self.clocks.get(&clock.no).copied().unwrap_or_else(|| verdict::of_clock(clock))
    }

    /// Whether anything was changed about what a clock says.
    pub(super) fn excuses(&self, clock: &Clock) -> bool {
        self.clocks.contains_key(&clock.no)
    }

    /// What a callback says of satisfaction, if an appeal changed it: none inside for nothing.
    pub(super) fn satisfaction(&self, callback: CallbackId) -> Option<Option<bool>> {
        self.satisfaction.filter(|(contested, _)| *contested == callback).map(|(_, said)| said)
    }
}

/// By the code of a kind, or of a type with its kind.
fn classify(case: &mut Case, code: &str, policy: &Policy) {
    let demand = &mut case.ticket.demand;
    let kind = policy.bundle().kinds.iter().find(|kind| kind.code.as_str() == code);
    let node = policy.bundle().types.iter().find(|node| node.code.as_str() == code);
    match (node, kind) {
        (Some(node), _) => {
            demand.kind = node.kind.clone();
            demand.service_type = Some(node.code.clone());
        }
        (None, Some(kind)) => {
            demand.kind = kind.code.clone();
            demand.service_type = None;
        }
        (None, None) => {}
    }
}

/// Facts of which two readings say the same stand once, the others twice.
pub(super) fn side_by_side(raw: Vec<Fact>, adjusted: Vec<Fact>) -> Vec<Fact> {
    let mut instead: BTreeMap<Uuid, Fact> = adjusted.into_iter().map(|fact| (fact.subject, fact)).collect();
    let mut same = BTreeSet::new();
    let mut facts = Vec::new();
    for mut fact in raw {
        let other = instead.get_mut(&fact.subject);
        if let Some(other) = other {
            // What is the same matter is a question of what was said, not of how it counts.
            other.place.matter.clone_from(&fact.place.matter);
            if *other == fact {
                same.insert(fact.subject);
                facts.push(fact);
                continue;
            }
        }
        fact.standing = Standing::Raw;
        facts.push(fact);
    }
    let different = instead.into_values().filter(|fact| !same.contains(&fact.subject));
    facts.extend(different.map(|fact| Fact { standing: Standing::Adjusted, ..fact }));
    facts
}
