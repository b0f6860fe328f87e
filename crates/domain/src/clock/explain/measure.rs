//! Moments, lengths and limits in words.

use jiff::ToSpan as _;
use jiff::civil::Time;
use jiff::tz::TimeZone;

use crate::policy::clocks::{Amount, Unit};
use crate::policy::vocabulary::Text;
use crate::time::Timestamp;

const SECONDS_PER_MINUTE: i64 = 60;
const SECONDS_PER_HOUR: i64 = 3_600;

/// The same words in both languages.
pub(super) fn both(words: &str) -> Text {
    Text { zh: words.to_owned(), en: words.to_owned() }
}

/// A moment as people there read it from their clocks.
pub(super) fn moment(at: Timestamp, zone: &TimeZone) -> String {
    let local = at.instant().to_zoned(zone.clone());
    let format = if local.second() == 0 { "%Y-%m-%d %H:%M" } else { "%Y-%m-%d %H:%M:%S" };
    local.strftime(format).to_string()
}

/// A moment as an end: midnight belongs to the day that it ends.
pub(super) fn end(at: Timestamp, zone: &TimeZone) -> String {
    let local = at.instant().to_zoned(zone.clone());
    match local.date().checked_sub(1.day()) {
        Ok(before) if local.time() == Time::midnight() => format!("{before} 24:00"),
        _ => moment(at, zone),
    }
}

/// A length of time.
pub(super) fn length(seconds: i64) -> Text {
    let (hours, rest) = (seconds / SECONDS_PER_HOUR, seconds % SECONDS_PER_HOUR);
    let parts =
        [(hours, "小时", "h"), (rest / SECONDS_PER_MINUTE, "分钟", "min"), (rest % SECONDS_PER_MINUTE, "秒", "s")];
    let told: Vec<_> = parts.into_iter().filter(|(count, ..)| *count > 0).collect();
    if told.is_empty() {
        return Text { zh: "0秒".to_owned(), en: "0 s".to_owned() };
    }
    Text {
        zh: told.iter().map(|(count, zh, _)| format!("{count}{zh}")).collect(),
        en: told.iter().map(|(count, _, en)| format!("{count} {en}")).collect::<Vec<_>>().join(" "),
    }
}

/// A limit as the policy gives it.
pub(super) fn amount(amount: &Amount) -> Text {
    let value = amount.value;
    let (zh, en) = match amount.unit {
        Unit::Minutes => (format!("{value}分钟"), counted(value, "minute")),
        Unit::Hours => (format!("{value}小时"), counted(value, "hour")),
        Unit::Days => (format!("{value}天"), counted(value, "day")),
        Unit::Months => (format!("{value}个月"), counted(value, "month")),
        Unit::DayOfMonth => (format!("至{value}日"), format!("by day {value} of the month")),
        Unit::DayOfQuarter => {
            (format!("至下季度首月{value}日"), format!("by day {value} of the first month of the next quarter"))
        }
        Unit::WorkingMinutes => (format!("{value}个工作分钟"), counted(value, "working minute")),
        Unit::WorkingHours => (format!("{value}个工作小时"), counted(value, "working hour")),
        Unit::WorkingDays => (format!("{value}个工作日"), counted(value, "working day")),
        Unit::Target => ("至约定时刻".to_owned(), "until the promised moment".to_owned()),
        Unit::NextReply => ("至约定答复时刻".to_owned(), "until the customer was to hear again".to_owned()),
    };
    let hour =
        amount.at.map(|at| if at == Time::midnight() { "24:00".to_owned() } else { at.strftime("%H:%M").to_string() });
    let (zh, en) = match hour {
        Some(hour) => (format!("{zh}（当日{hour}截止）"), format!("{en} (ending at {hour})")),
        None => (zh, en),
    };
    match amount.at_least.as_deref().map(self::amount) {
        Some(least) => Text {
            zh: format!("{zh}，且不早于{}", least.zh),
            en: format!("{en}, or {} if that ends later", least.en),
        },
        None => Text { zh, en },
    }
}

/// What an extension adds, in the unit of the limit; minutes for a promised moment.
pub(super) fn extension(amount: &Amount, by: u32) -> Text {
    let unit = if amount.unit.is_moment() { Unit::Minutes } else { amount.unit };
    self::amount(&Amount::new(by, unit))
}

fn counted(value: u32, unit: &str) -> String {
    if value == 1 { format!("1 {unit}") } else { format!("{value} {unit}s") }
}
