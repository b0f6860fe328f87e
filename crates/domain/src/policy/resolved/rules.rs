//! Which rules are for a demand.

use crate::code::{KindCode, TypeCode};
use crate::policy::catalogue::ServiceType;
use crate::policy::clocks::{AppliesTo, ClockRule, Traits};

use super::{Policy, ServiceRules};

impl Policy {
    /// A node and the nodes above it, from the top down.
    #[must_use]
    pub fn type_path(&self, code: &TypeCode) -> Vec<&ServiceType> {
        let mut path = Vec::new();
        let mut next = Some(code);
        // A path longer than the list of nodes would go in a circle.
        while let Some(node) = next.and_then(|code| self.service_type(code)) {
            if path.len() >= self.bundle.types.len() {
                break;
            }
            path.push(node);
            next = node.parent.as_ref();
        }
        path.reverse();
        path
    }

    /// How a demand of this kind and type is served; none when the kind is unknown.
    #[must_use]
    pub fn rules_for(&self, kind: &KindCode, service_type: Option<&TypeCode>) -> Option<ServiceRules> {
        let kind = self.kind(kind)?;
        let path = service_type.map(|code| self.type_path(code)).unwrap_or_default();
        Some(ServiceRules {
            handling: path.iter().rev().find_map(|node| node.handling).unwrap_or(kind.handling),
            answer_on_spot: path.iter().rev().find_map(|node| node.answer_on_spot).unwrap_or(kind.answer_on_spot),
            contact_required: kind.contact_required,
            next_reply_days: kind.next_reply_days,
            reply_requires: kind.reply_requires.clone(),
            callback_plan: kind.callback_plan.clone(),
            reopen_days: kind.reopen_days,
            reopen_on_contact: kind.reopen_on_contact,
            verdict_required: kind.verdict_required,
            closing_review: kind.closing_review,
            returns_max: kind.returns_max,
            suspension: kind.suspension,
            extension: kind.extension.clone(),
            has_marks: !self.bundle.marks.is_empty(),
        })
    }

    /// Whether a rule is for such a demand. An empty list of the rule means all; a node stands for everything below it.
    #[must_use]
    pub fn applies(&self, rule: &AppliesTo, demand: &Traits<'_>) -> bool {
        rule.holds(demand, &self.path_of(demand))
    }

    /// The clocks of such a demand: of the rules that share a code, the first that applies.
    #[must_use]
    pub fn clock_rules(&self, demand: &Traits<'_>) -> Vec<&ClockRule> {
        let path = self.path_of(demand);
        let mut rules: Vec<&ClockRule> = Vec::new();
        for rule in &self.bundle.clocks {
            let taken = rules.iter().any(|earlier| earlier.code == rule.code);
            if !taken && rule.applies_to.holds(demand, &path) {
                rules.push(rule);
            }
        }
        rules
    }

    fn path_of(&self, demand: &Traits<'_>) -> Vec<&TypeCode> {
        demand.service_type.map(|code| self.type_path(code)).unwrap_or_default().iter().map(|node| &node.code).collect()
    }
}
