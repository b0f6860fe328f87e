//! Calendars have work on them, in order, and say nothing twice.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::calendar::{self, Schedule};
use crate::policy::bundle::Bundle;
use crate::policy::calendars::{Calendar, OtherWeekdays, Shift, SpecialDay, Week, Weekday};

use super::Findings;

pub(super) fn check(bundle: &Bundle, findings: &mut Findings) {
    for (index, calendar) in bundle.calendars.iter().enumerate() {
        let path = format!("calendar[{index}]");
        if let Some(Err(unknown)) = calendar.zone.as_deref().map(calendar::zone) {
            findings.add(format!("{path}.zone"), unknown.to_string());
        }
        for (place, week) in calendar.weeks().enumerate() {
            let version = place.checked_sub(1).map(|version| format!("{path}.version[{version}]"));
            check_week(findings, version.as_deref().unwrap_or(&path), &week);
        }
        versions(findings, &path, calendar);
        days_of(findings, &path, calendar, &bundle.calendars);
        let schedule = Schedule::new(&calendar.with_days_of(&bundle.calendars));
        days(findings, &path, calendar, &schedule);
        nights(findings, &path, calendar, &schedule);
    }
}

fn check_week(findings: &mut Findings, path: &str, week: &Week<'_>) {
    let Week { weekdays, shifts, others, .. } = *week;
    let nobody = weekdays.is_empty() && others.iter().all(|other| other.weekdays.is_empty());
    findings.add_if(nobody, format!("{path}.weekdays"), "no weekday is worked");
    let worked = !weekdays.is_empty() || others.is_empty();
    findings.add_if(worked && shifts.is_empty(), format!("{path}.shifts"), "there is no shift");
    in_order(findings, &format!("{path}.shifts"), shifts);
    let mut seen = BTreeSet::new();
    once(findings, &format!("{path}.weekdays"), weekdays, &mut seen);
    for (place, OtherWeekdays { weekdays, shifts }) in others.iter().enumerate() {
        let path = format!("{path}.other_weekdays[{place}]");
        findings.add_if(weekdays.is_empty(), format!("{path}.weekdays"), "no weekday has these shifts");
        findings.add_if(shifts.is_empty(), format!("{path}.shifts"), "there is no shift");
        in_order(findings, &format!("{path}.shifts"), shifts);
        once(findings, &format!("{path}.weekdays"), weekdays, &mut seen);
    }
}

fn once(findings: &mut Findings, path: &str, weekdays: &[Weekday], seen: &mut BTreeSet<Weekday>) {
    for (place, weekday) in weekdays.iter().enumerate() {
        findings.add_if(!seen.insert(*weekday), format!("{path}[{place}]"), "this weekday stands here twice");
    }
}

/// Shifts that have a length, and begin when the one before has ended.
fn in_order(findings: &mut Findings, path: &str, shifts: &[Shift]) {
    for (index, shift) in shifts.iter().enumerate() {
        let empty = shift.from == shift.to && !shift.ends_at_midnight();
        findings.add_if(empty, format!("{path}[{index}].to"), "the shift ends when it begins");
        let before = index.checked_sub(1).and_then(|before| shifts.get(before));
        let overlaps =
            before.is_some_and(|before| before.ends_at_midnight() || before.to < before.from || shift.from < before.to);
        let message = "the shift begins before the one above it ends";
        findings.add_if(overlaps, format!("{path}[{index}].from"), message);
    }
}

fn versions(findings: &mut Findings, path: &str, calendar: &Calendar) {
    let mut last: Option<Date> = None;
    for (index, version) in calendar.versions.iter().enumerate() {
        let early = last.is_some_and(|last| version.from <= last);
        findings.add_if(early, format!("{path}.version[{index}].from"), "not later than the version above it");
        last = Some(version.from);
    }
}

fn days_of(findings: &mut Findings, path: &str, calendar: &Calendar, all: &[Calendar]) {
    let Some(code) = &calendar.days_of else { return };
    let path = format!("{path}.days_of");
    match all.iter().find(|other| other.code == *code) {
        None => findings.add(path, format!("there is no calendar `{code}`")),
        Some(other) if other.code == calendar.code => findings.add(path, "a calendar has its own days already"),
        Some(other) if other.days_of.is_some() => {
            findings.add(path, format!("`{code}` has the days of another itself"))
        }
        Some(_) => {}
    }
}

fn days(findings: &mut Findings, path: &str, calendar: &Calendar, schedule: &Schedule) {
    let mut seen = BTreeSet::new();
    for (index, SpecialDay { date, off, shifts, .. }) in calendar.days.iter().enumerate() {
        let path = format!("{path}.days[{index}]");
        findings.add_if(!seen.insert(date), format!("{path}.date"), format!("{date} stands here twice"));
        findings.add_if(*off && !shifts.is_empty(), format!("{path}.shifts"), "a day off has no shifts");
        in_order(findings, &format!("{path}.shifts"), shifts);
        let hours = !off && schedule.shifts_on(*date).is_empty();
        findings.add_if(hours, path, "the week has no `shifts`: say the hours of this day");
    }
    let last = seen.last().filter(|last| calendar.verified_through.is_some_and(|through| ***last > through));
    if let Some(last) = last {
        findings.add(format!("{path}.verified_through"), format!("{last} is listed, which is later"));
    }
}

/// No shift that goes on after midnight meets a shift of the next day.
fn nights(findings: &mut Findings, path: &str, calendar: &Calendar, schedule: &Schedule) {
    for (place, week) in calendar.weeks().enumerate() {
        let version = place.checked_sub(1).map(|version| format!("{path}.version[{version}]"));
        let path = version.unwrap_or_else(|| path.to_owned());
        for (today, tomorrow) in Weekday::ALL.iter().zip(Weekday::ALL.iter().cycle().skip(1)) {
            let meet = meets(week.shifts_of(*today), week.shifts_of(*tomorrow));
            let message = format!("the last shift of {today} goes on into the first of {tomorrow}");
            findings.add_if(meet, format!("{path}.shifts"), message);
        }
    }
    for (index, day) in calendar.days.iter().enumerate() {
        let around = [day.date.yesterday(), Ok(day.date), day.date.tomorrow()];
        let around = around.map(|date| date.map_or(&[][..], |date| schedule.shifts_on(date)));
        let [yesterday, today, tomorrow] = around;
        let message = "a shift goes on after midnight into one of the next day";
        let place = format!("{path}.days[{index}]");
        findings.add_if(meets(yesterday, today) || meets(today, tomorrow), place, message);
    }
}

fn meets(today: &[Shift], tomorrow: &[Shift]) -> bool {
    match (today.last(), tomorrow.first()) {
        (Some(night), Some(first)) => night.passes_midnight() && first.from < night.to,
        _ => false,
    }
}
