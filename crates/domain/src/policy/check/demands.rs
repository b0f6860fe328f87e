//! The demands that rules can tell apart.

use std::collections::BTreeSet;
use std::fmt;

use crate::code::{AreaCode, ChannelCode, KindCode, LevelCode, SegmentCode, TypeCode};
use crate::policy::catalogue::Handling;
use crate::policy::clocks::Traits;
use crate::policy::{Policy, ServiceRules};

/// One kind of demand, as far as rules can tell it from others.
#[derive(Clone)]
pub(super) struct Demand<'p> {
    /// The entry of the catalogue.
    pub(super) path: String,
    pub(super) kind: &'p KindCode,
    pub(super) service_type: Option<&'p TypeCode>,
    pub(super) area: &'p AreaCode,
    pub(super) level: Option<&'p LevelCode>,
    pub(super) rules: ServiceRules,
    pub(super) way: Way<'p>,
}

/// How a demand came in, and from whom, as far as some rule asks for it.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Way<'p> {
    channel: Option<&'p ChannelCode>,
    segment: Option<&'p SegmentCode>,
    system: Option<&'p str>,
    emergency: bool,
}

impl Demand<'_> {
    pub(super) fn traits(&self) -> Traits<'_> {
        Traits {
            area: Some(self.area),
            level: self.level,
            channel: self.way.channel,
            segment: self.way.segment,
            system: self.way.system,
            emergency: self.way.emergency,
            ..Traits::of_kind(self.kind, self.service_type)
        }
    }

    pub(super) fn is_dispatched(&self) -> bool {
        self.rules.handling != Handling::None
    }
}

impl fmt::Display for Demand<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.service_type {
            Some(code) => write!(f, "type `{code}`")?,
            None => write!(f, "kind `{}`", self.kind)?,
        }
        write!(f, " in area `{}`", self.area)?;
        if let Some(level) = self.level {
            write!(f, " at level `{level}`")?;
        }
        let Way { channel, segment, system, emergency } = self.way;
        if let Some(channel) = channel {
            write!(f, " by channel `{channel}`")?;
        }
        if let Some(segment) = segment {
            write!(f, " of segment `{segment}`")?;
        }
        if let Some(system) = system {
            write!(f, " from system `{system}`")?;
        }
        if emergency { f.write_str(" in emergency mode") } else { Ok(()) }
    }
}

/// Every demand: each kind and each type, in each area, at each level of the kind.
pub(super) fn demands(policy: &Policy) -> impl Iterator<Item = Demand<'_>> {
    let bundle = policy.bundle();
    let kinds = bundle.kinds.iter().enumerate().map(|(index, kind)| (format!("kind[{index}]"), &kind.code, None));
    let types =
        bundle.types.iter().enumerate().map(|(index, node)| (format!("type[{index}]"), &node.kind, Some(&node.code)));
    kinds.chain(types).flat_map(move |(path, kind, service_type)| {
        let areas = || bundle.areas.iter().map(|area| &area.code);
        let levels: Vec<Option<&LevelCode>> = match policy.kind(kind) {
            Some(kind) if !kind.levels.is_empty() => kind.levels.iter().map(Some).collect(),
            _ => vec![None],
        };
        let rules = policy.rules_for(kind, service_type);
        levels.into_iter().flat_map(move |level| areas().map(move |area| (area, level))).filter_map(
            move |(area, level)| {
                let (path, rules) = (path.clone(), rules.clone()?);
                Some(Demand { path, kind, service_type, area, level, rules, way: Way::default() })
            },
        )
    })
}

/// The ways that some clock rule asks for, each once; the first is the ordinary way, for which no rule asks.
pub(super) fn ways(policy: &Policy) -> Vec<Way<'_>> {
    let special = policy.bundle().clocks.iter().map(|rule| &rule.applies_to).filter(|applies| applies.is_special());
    let asked: BTreeSet<Way<'_>> = special
        .map(|applies| Way {
            channel: applies.channels.first(),
            segment: applies.segments.first(),
            system: applies.systems.first().map(String::as_str),
            emergency: applies.emergency.unwrap_or_default(),
        })
        .chain([Way::default()])
        .collect();
    asked.into_iter().collect()
}
