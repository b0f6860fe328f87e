//! Calendars and moments for the tests.

use std::path::Path;

use bihuan_domain::calendar::{Counting, Pause, WorkCalendar, zone};
use bihuan_domain::policy::calendars::Calendar;
use bihuan_domain::policy::clocks::{Amount, Unit};
use bihuan_domain::time::Timestamp;

pub(crate) const MICROS_PER_SECOND: i64 = 1_000_000;
pub(crate) const PAPER_SHIFTS: &str = r#"[{ from = "08:00", to = "12:00" }, { from = "13:30", to = "17:30" }]"#;
pub(crate) const OFFICE: &str = r#"[{ from = "08:30", to = "12:00" }, { from = "14:00", to = "17:30" }]"#;
pub(crate) const NIGHT: &str = r#"[{ from = "22:00", to = "06:00" }]"#;

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

pub(crate) fn amount(value: u32, unit: Unit) -> Amount {
    Amount::new(value, unit)
}

/// An amount as a bundle writes it.
pub(crate) fn written(text: &str) -> Amount {
    #[derive(serde::Deserialize)]
    struct Rule {
        amount: Amount,
    }
    toml::from_str::<Rule>(&format!("amount = {text}")).unwrap().amount
}

/// A calendar as a bundle writes it, without its code.
pub(crate) fn calendar(zone_name: &str, text: &str) -> WorkCalendar {
    let calendar: Calendar = toml::from_str(&format!("code = \"test\"\n{text}")).unwrap();
    WorkCalendar::compile(&calendar, &zone(zone_name).unwrap()).unwrap()
}

/// A calendar with these shifts from Monday to Friday.
pub(crate) fn workweek(zone_name: &str, shifts: &str) -> WorkCalendar {
    let weekdays = r#"["monday", "tuesday", "wednesday", "thursday", "friday"]"#;
    calendar(zone_name, &format!("weekdays = {weekdays}\nshifts = {shifts}"))
}

/// A calendar of the 95598 bundle.
pub(crate) fn shipped(code: &str) -> WorkCalendar {
    compiled(&written_calendars(), code)
}

/// The Chinese days off and make-up workdays with the shifts given.
pub(crate) fn china(shifts: &str) -> WorkCalendar {
    #[derive(serde::Deserialize)]
    struct Shifts {
        shifts: Vec<bihuan_domain::policy::calendars::Shift>,
    }
    let mut calendars = written_calendars();
    for calendar in calendars.iter_mut().filter(|calendar| calendar.code.as_str() == "china") {
        calendar.shifts = toml::from_str::<Shifts>(&format!("shifts = {shifts}")).unwrap().shifts;
    }
    compiled(&calendars, "china")
}

fn compiled(calendars: &[Calendar], code: &str) -> WorkCalendar {
    let calendar = calendars.iter().find(|calendar| calendar.code.as_str() == code).unwrap();
    WorkCalendar::compile(&calendar.with_days_of(calendars), &zone("UTC").unwrap()).unwrap()
}

fn written_calendars() -> Vec<Calendar> {
    #[derive(serde::Deserialize)]
    struct File {
        calendar: Vec<Calendar>,
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies/95598/calendars.toml");
    toml::from_str::<File>(&std::fs::read_to_string(file).unwrap()).unwrap().calendar
}

/// Working seconds between two moments.
pub(crate) fn elapsed(calendar: &WorkCalendar, from: Timestamp, to: Timestamp) -> i64 {
    calendar.counted(Counting::Working, from, to, &[]) / MICROS_PER_SECOND
}

pub(crate) fn pause(from: &str, to: &str) -> Pause {
    Pause { from: at(from), to: Some(at(to)) }
}

/// A reproducible walk through numbers: 64-bit linear congruence, upper bits.
pub(crate) struct Walk(pub(crate) u64);

impl Walk {
    pub(crate) fn below(&mut self, bound: u64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((self.0 >> 33) % bound).unwrap()
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[usize::try_from(self.below(u64::try_from(from.len()).unwrap())).unwrap()]
    }
}
