//! The rows of each clock's table: all watch over one thing, and each is used for some demand.

use std::collections::{BTreeMap, BTreeSet};

use crate::code::{ClockCode, KindCode, LevelCode, TypeCode};
use crate::policy::bundle::Bundle;
use crate::policy::catalogue::ServiceType;
use crate::policy::clocks::{AppliesTo, ClockRule};

use super::Findings;

pub(super) fn check(bundle: &Bundle, findings: &mut Findings) {
    let catalogue = Catalogue::of(bundle);
    let mut tables: BTreeMap<&ClockCode, Vec<(usize, &ClockRule)>> = BTreeMap::new();
    for (index, rule) in bundle.clocks.iter().enumerate() {
        let path = format!("clock[{index}]");
        rank(bundle, &catalogue, &path, rule, findings);
        if !catalogue.is_possible(&rule.applies_to) {
            findings.add(format!("{path}.applies_to"), "there is no such demand: the row is never used");
            continue;
        }
        let rows = tables.entry(&rule.code).or_default();
        if let Some((_, first)) = rows.first() {
            let mixed = first.scope != rule.scope;
            let message = format!("the first row of `{}` watches over something else", rule.code);
            findings.add_if(mixed, format!("{path}.scope"), message);
        }
        // Rows above cover this one only alone; what several cover together is not looked for.
        let above = rows.iter().find(|(_, above)| catalogue.covers(&above.applies_to, &rule.applies_to));
        if let Some((_, above)) = above {
            let message = format!("never used: above it stands `{}`, which is always taken", above.name.en);
            findings.add(&path, message);
        }
        rows.push((index, rule));
    }
}

/// A grade can be raised only to one that the ticket may carry.
fn rank(bundle: &Bundle, catalogue: &Catalogue<'_>, path: &str, rule: &ClockRule, findings: &mut Findings) {
    let Some(level) = rule.raise_level.as_ref().filter(|to| bundle.levels.iter().any(|level| level.code == **to))
    else {
        return;
    };
    let stranger =
        catalogue.kinds(&rule.applies_to).into_iter().find(|kind| !catalogue.levels_of(kind).contains(level));
    if let Some(kind) = stranger {
        findings.add(format!("{path}.raise_level"), format!("the kind `{kind}` does not have the level `{level}`"));
    }
}

/// What demands there are.
struct Catalogue<'b> {
    bundle: &'b Bundle,
    types: BTreeMap<&'b TypeCode, &'b ServiceType>,
}

impl<'b> Catalogue<'b> {
    fn of(bundle: &'b Bundle) -> Self {
        Self { bundle, types: bundle.types.iter().map(|node| (&node.code, node)).collect() }
    }

    /// The nodes that a rule names, as far as they belong to the kinds it names.
    fn types(&self, applies: &'b AppliesTo) -> impl Iterator<Item = &'b ServiceType> {
        let named = applies.types.iter().filter_map(|code| self.types.get(code).copied());
        named.filter(|node| applies.kinds.is_empty() || applies.kinds.contains(&node.kind))
    }

    /// The kinds that a rule is for.
    fn kinds(&self, applies: &'b AppliesTo) -> BTreeSet<&'b KindCode> {
        if !applies.types.is_empty() {
            self.types(applies).map(|node| &node.kind).collect()
        } else if !applies.kinds.is_empty() {
            applies.kinds.iter().collect()
        } else {
            self.bundle.kinds.iter().map(|kind| &kind.code).collect()
        }
    }

    fn levels_of(&self, kind: &KindCode) -> &'b [LevelCode] {
        self.bundle.kinds.iter().find(|other| other.code == *kind).map_or(&[], |kind| &kind.levels)
    }

    /// Whether a demand can be of such kinds, types and grades.
    fn is_possible(&self, applies: &'b AppliesTo) -> bool {
        let carries = |kind: &KindCode| self.levels_of(kind).iter().any(|level| applies.levels.contains(level));
        let kinds = self.kinds(applies);
        !kinds.is_empty() && (applies.levels.is_empty() || kinds.into_iter().any(carries))
    }

    /// Whether every demand that `below` is for, is one that `above` is for.
    fn covers(&self, above: &'b AppliesTo, below: &'b AppliesTo) -> bool {
        let kinds = self.kinds(below);
        (above.kinds.is_empty() || kinds.iter().all(|kind| above.kinds.contains(kind)))
            && self.covers_types(above, below)
            && (above.levels.is_empty() || self.covers_levels(above, below, &kinds))
            && among(&above.areas, &below.areas, self.bundle.areas.iter().map(|area| &area.code))
            && among(&above.channels, &below.channels, self.bundle.channels.iter().map(|channel| &channel.code))
            && some(&above.segments, &below.segments)
            && some(&above.systems, &below.systems)
            && (above.emergency.is_none() || above.emergency == below.emergency)
    }

    fn covers_types(&self, above: &'b AppliesTo, below: &'b AppliesTo) -> bool {
        let within = |node: &'b ServiceType| {
            // A path longer than the list of nodes would go in a circle.
            std::iter::successors(Some(node), |node| self.types.get(node.parent.as_ref()?).copied())
                .take(self.types.len())
                .any(|node| above.types.contains(&node.code))
        };
        above.types.is_empty() || (!below.types.is_empty() && self.types(below).all(within))
    }

    fn covers_levels(&self, above: &AppliesTo, below: &AppliesTo, kinds: &BTreeSet<&KindCode>) -> bool {
        if !below.levels.is_empty() {
            return below.levels.iter().all(|level| above.levels.contains(level));
        }
        let all = |kind: &&KindCode| {
            let levels = self.levels_of(kind);
            !levels.is_empty() && levels.iter().all(|level| above.levels.contains(level))
        };
        kinds.iter().all(all)
    }
}

/// Whether a list covers another, when every demand has one of `all`.
fn among<'b, T: PartialEq + 'b>(above: &[T], below: &'b [T], mut all: impl Iterator<Item = &'b T>) -> bool {
    let covered = |one: &T| above.contains(one);
    above.is_empty() || if below.is_empty() { all.all(covered) } else { below.iter().all(covered) }
}

/// Whether a list covers another, when a demand may have none of them.
fn some<T: PartialEq>(above: &[T], below: &[T]) -> bool {
    above.is_empty() || (!below.is_empty() && below.iter().all(|one| above.contains(one)))
}
