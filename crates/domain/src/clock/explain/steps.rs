//! One sentence for each stretch of time.

use jiff::tz::TimeZone;

use crate::calendar::SegmentKind;
use crate::policy::vocabulary::Text;

use super::{Step, measure, names};

/// From when to when, and whether it counts or why not.
pub(super) fn sentence(step: &Step, zone: &TimeZone) -> Text {
    let (from, to) = (measure::moment(step.segment.from, zone), measure::end(step.segment.to, zone));
    let what = kind(step);
    Text { zh: format!("{from} 至 {to}：{}。", what.zh), en: format!("{from} to {to}: {}.", what.en) }
}

fn kind(step: &Step) -> Text {
    let words = |(zh, en): names::Words| Text { zh: zh.to_owned(), en: en.to_owned() };
    match &step.segment.kind {
        SegmentKind::Counted => {
            let length = measure::length(step.counted_seconds);
            Text { zh: format!("计入{}", length.zh), en: format!("{} count", length.en) }
        }
        SegmentKind::OutsideHours => words(("非工作时段，不计", "outside working hours, does not count")),
        SegmentKind::DayOff { name: Some(name), .. } => {
            Text { zh: format!("{name}，不计"), en: format!("a day off ({name}), does not count") }
        }
        SegmentKind::DayOff { weekday, name: None } => {
            let (zh, en) = names::weekday(*weekday);
            Text { zh: format!("{zh}休息，不计"), en: format!("{en}, a day off, does not count") }
        }
        SegmentKind::StartDay => {
            words(("起算当日，次日起计", "the rest of the day of the start: working days count from the next"))
        }
        SegmentKind::Paused { .. } => {
            let (zh, en) = step.pause.map_or(("暂停", "a pause"), |pause| names::pause(pause.cause));
            Text { zh: format!("暂停（{zh}），不计"), en: format!("stands still ({en}), does not count") }
        }
        SegmentKind::TailOfDay => {
            words(("末日工作时间已用尽，至当日截止", "the hours of the last day are over; the day is not"))
        }
    }
}
