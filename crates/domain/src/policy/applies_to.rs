//! Which tickets a rule is for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::code::{AreaCode, ChannelCode, KindCode, LevelCode, SegmentCode, TypeCode};
use crate::ticket::Demand;

/// Which tickets a rule is for. An empty list means all; every condition that is given must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AppliesTo {
    /// Business kinds.
    pub kinds: Vec<KindCode>,
    /// Nodes of the catalogue; a node stands for everything below it.
    pub types: Vec<TypeCode>,
    /// Classes of area.
    pub areas: Vec<AreaCode>,
    /// Grades.
    pub levels: Vec<LevelCode>,
    /// Channels by which the demand arrived.
    pub channels: Vec<ChannelCode>,
    /// Classes of customer, such as key customers.
    pub segments: Vec<SegmentCode>,
    /// Other systems the demand came from, such as a regulator's hotline.
    pub systems: Vec<String>,
    /// Only demands taken in emergency mode, or only others; absent means both.
    pub emergency: Option<bool>,
}

/// What of a demand rules may look at.
#[derive(Debug, Clone, Copy)]
pub struct Traits<'a> {
    /// Business kind.
    pub kind: &'a KindCode,
    /// Node of the catalogue.
    pub service_type: Option<&'a TypeCode>,
    /// Class of area.
    pub area: Option<&'a AreaCode>,
    /// Grade.
    pub level: Option<&'a LevelCode>,
    /// Channel.
    pub channel: Option<&'a ChannelCode>,
    /// Class of customer.
    pub segment: Option<&'a SegmentCode>,
    /// The other system it came from.
    pub system: Option<&'a str>,
    /// Whether it was taken in emergency mode.
    pub emergency: bool,
}

impl<'a> Traits<'a> {
    /// Only the place in the catalogue; nothing else is known.
    #[must_use]
    pub fn of_kind(kind: &'a KindCode, service_type: Option<&'a TypeCode>) -> Self {
        Self {
            kind,
            service_type,
            area: None,
            level: None,
            channel: None,
            segment: None,
            system: None,
            emergency: false,
        }
    }
}

impl Demand {
    /// What of this demand rules may look at.
    #[must_use]
    pub fn traits(&self) -> Traits<'_> {
        Traits {
            kind: &self.kind,
            service_type: self.service_type.as_ref(),
            area: Some(&self.area),
            level: self.level.as_ref(),
            channel: Some(&self.channel),
            segment: self.segment.as_ref(),
            system: self.external.as_ref().map(|external| external.system.as_str()),
            emergency: self.emergency,
        }
    }
}

impl AppliesTo {
    /// Whether the rule is for such a demand; `path` are the codes of its node and of those above.
    pub(crate) fn holds(&self, demand: &Traits<'_>, path: &[&TypeCode]) -> bool {
        among(&self.kinds, Some(demand.kind))
            && (self.types.is_empty() || path.iter().any(|code| self.types.contains(code)))
            && among(&self.areas, demand.area)
            && among(&self.levels, demand.level)
            && among(&self.channels, demand.channel)
            && among(&self.segments, demand.segment)
            && (self.systems.is_empty() || demand.system.is_some_and(|own| self.systems.iter().any(|one| one == own)))
            && self.emergency.is_none_or(|emergency| emergency == demand.emergency)
    }

    /// Whether it asks for more than the place in the catalogue, the area and the grade. Such a rule is not for every
    /// demand of its kind.
    #[must_use]
    pub fn is_special(&self) -> bool {
        !self.channels.is_empty() || !self.segments.is_empty() || !self.systems.is_empty() || self.emergency.is_some()
    }
}

fn among<T: PartialEq>(list: &[T], one: Option<&T>) -> bool {
    list.is_empty() || one.is_some_and(|one| list.contains(one))
}
