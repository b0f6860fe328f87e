//! Indicators of praise.

use crate::fact::Family;
use crate::indicator::{Direction, Indicator, Unit};

use super::OPENED;

pub(super) const PRAISE: &[Indicator] = &[Indicator {
    code: "praises",
    name: ("表扬人次", "Praise of staff"),
    words: (
        "当期受理的工单中被点名表扬的人次（一单表扬多人，每人各计一次）",
        "People praised by name in tickets accepted in the period; each of several in one ticket counts",
    ),
    family: Family::Praise,
    unit: Unit::Count,
    direction: Direction::Higher,
    source: "A-07",
    ..OPENED
}];
