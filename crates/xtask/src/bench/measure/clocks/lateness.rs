//! How late alarms were told.

use anyhow::Result;
use jiff::Timestamp;

use super::sql::{Both, Sql};

/// From when an alarm was due to when it was decided, in milliseconds, over all entries of the log.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lateness {
    pub(super) entries: f64,
    /// Entries that say again what another said.
    pub(super) repeated: f64,
    pub(super) half_millis: f64,
    pub(super) p99_millis: f64,
    pub(super) longest_millis: f64,
}

/// Of what was due from `first` until before `end`.
pub(super) fn of(sql: &Sql, first: Timestamp, end: Timestamp) -> Result<Lateness> {
    let (from, until) = (first.to_string(), end.to_string());
    let (from_micros, until_micros) = (first.as_microsecond(), end.as_microsecond());
    let postgres = format!(
        "WITH due AS (
           SELECT ticket_id, data, at, CAST(data -> 'alarm' ->> 'dueAt' AS TIMESTAMPTZ) AS due_at FROM events
           WHERE subject = 'clock'
         ), late AS (
           SELECT ticket_id, data, extract(epoch FROM at - due_at) * 1000 AS millis FROM due
           WHERE due_at >= '{from}' AND due_at < '{until}'
         )
         SELECT count(*), count(*) - count(DISTINCT (ticket_id, data)), \
           coalesce(percentile_disc(0.5) WITHIN GROUP (ORDER BY millis), 0), \
           coalesce(percentile_disc(0.99) WITHIN GROUP (ORDER BY millis), 0), coalesce(max(millis), 0) FROM late"
    );
    let sqlite = format!(
        "WITH due AS (
           SELECT ticket_id, data, at, round(unixepoch(data ->> '$.alarm.dueAt', 'subsec') * 1e6) AS due_at FROM events
           WHERE subject = 'clock'
         ), late AS (
           SELECT ticket_id, data, (at - due_at) / 1e3 AS millis, row_number() OVER (ORDER BY at - due_at) AS place,
             count(*) OVER () AS entries FROM due
           WHERE due_at >= {from_micros} AND due_at < {until_micros}
         )
         SELECT count(*), count(*) - (SELECT count(*) FROM (SELECT DISTINCT ticket_id, data FROM late)), \
           coalesce(max(millis) FILTER (WHERE place <= (entries + 1) / 2), 0), \
           coalesce(max(millis) FILTER (WHERE place <= entries * 99 / 100 + 1), 0), coalesce(max(millis), 0) FROM late"
    );
    let numbers = sql.numbers(Both { postgres: &postgres, sqlite: &sqlite })?;
    let number = |place: usize| numbers.get(place).copied().unwrap_or_default();
    Ok(Lateness {
        entries: number(0),
        repeated: number(1),
        half_millis: number(2),
        p99_millis: number(3),
        longest_millis: number(4),
    })
}

/// The least bound, in seconds, that so much of what a server woke kept until others could see it; none beyond the last.
pub(super) fn seen_within(pages: &[String], share: f64) -> Option<f64> {
    let mut buckets: Vec<(f64, f64)> = Vec::new();
    for page in pages {
        for line in page.lines().filter_map(|line| line.strip_prefix("bihuan_wake_lateness_seconds_bucket{le=\"")) {
            let Some((bound, count)) = line.split_once("\"} ") else { continue };
            let (bound, count) = (bound.parse().unwrap_or(f64::INFINITY), count.parse().unwrap_or(0.0));
            match buckets.iter_mut().find(|(known, _)| *known == bound) {
                Some((_, sum)) => *sum += count,
                None => buckets.push((bound, count)),
            }
        }
    }
    let all = buckets.last()?.1;
    buckets.iter().find(|(_, count)| *count >= all * share).map(|(bound, _)| *bound).filter(|bound| bound.is_finite())
}

/// The value of a counter, over all servers.
pub(super) fn counter(pages: &[String], name: &str) -> f64 {
    let values =
        pages.iter().flat_map(|page| page.lines()).filter_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    values.filter_map(|value| value.parse::<f64>().ok()).sum()
}
