//! `bihuan calendar`

use std::io::{BufRead, Read as _};

use anyhow::{Context as _, bail};
use bihuan_domain::calendar::{Counting, HORIZON_DAYS, Pause, WorkCalendar};
use bihuan_domain::code::CalendarCode;
use bihuan_domain::policy::clocks::{Amount, Unit};
use bihuan_domain::policy::{Policy, PolicyVersion};
use bihuan_domain::time::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::bundles;
use crate::output;

/// The longest line that is read.
const LINE_BYTES_MAX: u64 = 1 << 20;
const MINUTES_MAX: u32 = HORIZON_DAYS * 24 * 60;
const MICROS_PER_SECOND: i64 = 1_000_000;

/// A question about working time; members that are not known here are left alone.
enum Question {
    Deadline(Deadline),
    Elapsed(Elapsed),
}

/// When so many working minutes, or an amount as policy writes it, are used up.
#[derive(Deserialize)]
struct Deadline {
    start: Timestamp,
    minutes: Option<u32>,
    amount: Option<Amount>,
    #[serde(default)]
    pauses: Vec<(Timestamp, Option<Timestamp>)>,
}

/// How many working seconds there are.
#[derive(Deserialize)]
struct Elapsed {
    from: Timestamp,
    to: Timestamp,
    #[serde(default)]
    pauses: Vec<(Timestamp, Option<Timestamp>)>,
}

/// Answers the questions on standard input, each a line of JSON, until it ends.
pub(super) fn compute(code: &CalendarCode, bundle: &str) -> anyhow::Result<()> {
    let policy = Policy::new(PolicyVersion(0), bundles::load(bundle)?.bundle)?;
    let Some(calendar) = policy.calendar(code) else {
        let known: Vec<&str> = policy.bundle().calendars.iter().map(|calendar| calendar.code.as_str()).collect();
        bail!("the bundle {bundle} has no calendar {code}, only {}", known.join(", "));
    };
    let (lines, wrong) = answer_all(calendar, std::io::stdin().lock(), &mut |answer| output::json(answer))?;
    if wrong > 0 {
        bail!("{wrong} of {lines} lines could not be answered");
    }
    Ok(())
}

/// Answers line by line; how many lines there were, and how many were wrong.
fn answer_all(
    calendar: &WorkCalendar,
    mut input: impl BufRead,
    print: &mut dyn FnMut(&Value) -> anyhow::Result<()>,
) -> anyhow::Result<(usize, usize)> {
    let (mut number, mut wrong) = (0, 0);
    let mut line = String::new();
    loop {
        line.clear();
        let read = input.by_ref().take(LINE_BYTES_MAX).read_line(&mut line).context("reading standard input")?;
        if read == 0 {
            return Ok((number, wrong));
        }
        number += 1;
        if read as u64 == LINE_BYTES_MAX {
            bail!("line {number} is longer than {LINE_BYTES_MAX} bytes");
        }
        if line.trim().is_empty() {
            continue;
        }
        let asked: Result<Value, _> = serde_json::from_str(&line);
        let id = asked.as_ref().ok().and_then(|asked| asked.get("id")).cloned().unwrap_or_default();
        match asked.map_err(anyhow::Error::from).and_then(|asked| answer(calendar, asked)) {
            Ok(answer) => print(&json!({ "id": id, "answer": answer }))?,
            Err(error) => {
                wrong += 1;
                print(&json!({ "id": id, "line": number, "error": format!("{error:#}") }))?;
            }
        }
    }
}

fn answer(calendar: &WorkCalendar, asked: Value) -> anyhow::Result<Value> {
    match read(asked)? {
        Question::Elapsed(Elapsed { from, to, pauses }) => {
            let micros = calendar.counted(Counting::Working, from, to, &paused(pauses));
            Ok((micros / MICROS_PER_SECOND).into())
        }
        Question::Deadline(Deadline { start, minutes, amount, pauses }) => {
            let amount = match (minutes, amount) {
                (Some(minutes), None) if minutes <= MINUTES_MAX => Amount::new(minutes, Unit::WorkingMinutes),
                (Some(_), None) => bail!("minutes: longer than {HORIZON_DAYS} days"),
                (None, Some(amount)) => amount,
                _ => bail!("either `minutes` or an `amount`"),
            };
            let end = calendar.run_out(&calendar.budget(start, &amount), &paused(pauses));
            Ok(end.map(|end| local(calendar, end)).into())
        }
    }
}

/// Tells the two questions apart by what they name first, so that an error is about the question that was meant.
fn read(asked: Value) -> anyhow::Result<Question> {
    let has = |member: &str| asked.get(member).is_some();
    match (has("start"), has("from")) {
        (true, false) => Ok(Question::Deadline(serde_path_to_error::deserialize(asked)?)),
        (false, true) => Ok(Question::Elapsed(serde_path_to_error::deserialize(asked)?)),
        _ => bail!("either `start` and `minutes`, or `from` and `to`"),
    }
}

fn paused(pauses: Vec<(Timestamp, Option<Timestamp>)>) -> Vec<Pause> {
    pauses.into_iter().map(|(from, to)| Pause { from, to }).collect()
}

/// The moment as the calendar's own clocks show it.
fn local(calendar: &WorkCalendar, moment: Timestamp) -> String {
    moment.instant().to_zoned(calendar.zone().clone()).strftime("%Y-%m-%dT%H:%M:%S%.f%:z").to_string()
}
