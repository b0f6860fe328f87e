//! The organisation as it stands: units, who is above whom, and the path by which scope is decided.

use std::collections::BTreeMap;

use crate::code::{CalendarCode, UnitCode};
use crate::policy::organisation::{UnitFunction, UnitSpec};
use crate::policy::vocabulary::Text;

/// The deepest tree of units.
pub const UNIT_DEPTH_MAX: usize = 16;

/// One unit in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its code.
    pub code: UnitCode,
    /// The unit above.
    pub parent: Option<UnitCode>,
    /// What people call it.
    pub name: Text,
    /// What it does in the loop.
    pub function: UnitFunction,
    /// Its own business calendar; see [`Organisation::calendar_of`].
    pub calendar: Option<CalendarCode>,
    /// The codes from the root to here, each followed by `/`. A unit sees what lies under its path.
    pub path: String,
}

/// All units.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Organisation {
    units: BTreeMap<UnitCode, Unit>,
}

/// Why units form no tree.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misplaced {
    /// The unit above does not exist.
    #[error("unit `{unit}`: the unit above, `{parent}`, does not exist")]
    NoParent {
        /// The unit.
        unit: UnitCode,
        /// The unit that is missing.
        parent: UnitCode,
    },
    /// The unit lies below itself or too deep.
    #[error("unit `{unit}` lies below itself or deeper than {UNIT_DEPTH_MAX} levels")]
    TooDeep {
        /// The unit.
        unit: UnitCode,
    },
}

impl Organisation {
    /// Puts the units in their places.
    ///
    /// # Errors
    /// When a unit above is missing or the units form a ring.
    pub fn new(specs: impl IntoIterator<Item = UnitSpec>) -> Result<Self, Misplaced> {
        let specs: BTreeMap<UnitCode, UnitSpec> = specs.into_iter().map(|spec| (spec.code.clone(), spec)).collect();
        let mut units = BTreeMap::new();
        for spec in specs.values() {
            let unit = Unit {
                code: spec.code.clone(),
                parent: spec.parent.clone(),
                name: spec.name.clone(),
                function: spec.function,
                calendar: spec.calendar.clone(),
                path: path(spec, &specs)?,
            };
            units.insert(unit.code.clone(), unit);
        }
        Ok(Self { units })
    }

    /// The unit with this code.
    #[must_use]
    pub fn unit(&self, code: &UnitCode) -> Option<&Unit> {
        self.units.get(code)
    }

    /// All units, by code.
    pub fn units(&self) -> impl Iterator<Item = &Unit> {
        self.units.values()
    }

    /// Whether `code` is `ancestor` or lies below it.
    #[must_use]
    pub fn is_below(&self, code: &UnitCode, ancestor: &UnitCode) -> bool {
        match (self.unit(code), self.unit(ancestor)) {
            (Some(unit), Some(above)) => unit.path.starts_with(&above.path),
            _ => false,
        }
    }

    /// The business calendar of a unit: its own, or that of the nearest unit above that has one.
    #[must_use]
    pub fn calendar_of(&self, code: &UnitCode) -> Option<&CalendarCode> {
        std::iter::successors(self.unit(code), |unit| self.unit(unit.parent.as_ref()?))
            .take(UNIT_DEPTH_MAX)
            .find_map(|unit| unit.calendar.as_ref())
    }

    /// Whether work orders may go to this unit.
    #[must_use]
    pub fn handles_work_orders(&self, code: &UnitCode) -> bool {
        self.unit(code).is_some_and(|unit| matches!(unit.function, UnitFunction::Department | UnitFunction::Crew))
    }
}

fn path(spec: &UnitSpec, specs: &BTreeMap<UnitCode, UnitSpec>) -> Result<String, Misplaced> {
    let mut codes = vec![spec.code.as_str()];
    let mut above = spec.parent.as_ref();
    while let Some(code) = above {
        let parent =
            specs.get(code).ok_or_else(|| Misplaced::NoParent { unit: spec.code.clone(), parent: code.clone() })?;
        codes.push(parent.code.as_str());
        if codes.len() > UNIT_DEPTH_MAX {
            return Err(Misplaced::TooDeep { unit: spec.code.clone() });
        }
        above = parent.parent.as_ref();
    }
    codes.reverse();
    Ok(codes.iter().flat_map(|code| [*code, "/"]).collect())
}
