//! Counting facts, and listing the very ones that were counted.

use std::collections::{BTreeMap, BTreeSet};

use bihuan_domain::fact::{Day, Fact, Family, Reading, Standing};
use bihuan_domain::indicator::{CohortDay, Sum};
use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};
use uuid::Uuid;

use super::row::FactRow;
use crate::connection::MultiBackend;
use crate::error::DbError;
use crate::page::Subtree;
use crate::schema::facts;
use crate::types::Id;
use crate::{Engine, Tx};

/// Which facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactFilter {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// As everything happened, or with what upheld appeals change.
    pub reading: Reading,
    /// Answered for by a unit of this subtree.
    pub under: Option<Subtree>,
    /// Answered for by the unit with this path itself.
    pub at: Option<String>,
    /// Of tickets that a unit of this subtree took.
    pub intake: Option<Subtree>,
    /// Of this crew.
    pub crew: Option<String>,
    /// Of this kind.
    pub kind: Option<String>,
    /// Of this type.
    pub service_type: Option<String>,
    /// Of this class of area.
    pub area: Option<String>,
    /// Where the matter is, by the code of the region.
    pub region: Option<String>,
    /// The line that the matter lies on.
    pub line: Option<String>,
    /// By this channel.
    pub channel: Option<String>,
    /// Of this grade.
    pub level: Option<String>,
    /// Of this person.
    pub person: Option<Uuid>,
    /// Of this callback plan.
    pub plan: Option<String>,
    /// Under this version of the policy.
    pub policy: Option<i64>,
}

impl FactFilter {
    /// All facts of these days.
    #[must_use]
    pub const fn days(from: Day, to: Day) -> Self {
        Self {
            from,
            to,
            reading: Reading::Raw,
            under: None,
            at: None,
            intake: None,
            crew: None,
            kind: None,
            service_type: None,
            area: None,
            region: None,
            line: None,
            channel: None,
            level: None,
            person: None,
            plan: None,
            policy: None,
        }
    }

    /// Whether the sums that are kept by day, unit and kind can tell.
    #[must_use]
    pub const fn is_coarse(&self) -> bool {
        self.intake.is_none()
            && self.crew.is_none()
            && self.service_type.is_none()
            && self.area.is_none()
            && self.region.is_none()
            && self.line.is_none()
            && self.channel.is_none()
            && self.level.is_none()
            && self.person.is_none()
            && self.plan.is_none()
            && self.policy.is_none()
    }
}

/// By what facts are put into groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// All in one.
    None,
    /// The day.
    Day,
    /// The unit's path.
    Unit,
    /// The kind.
    Kind,
    /// The type.
    ServiceType,
    /// The class of area.
    Area,
    /// The region.
    Region,
    /// The line.
    Line,
    /// The channel.
    Channel,
    /// The grade.
    Level,
    /// The person.
    Person,
    /// The crew's path.
    Crew,
    /// The callback plan.
    Plan,
    /// The version of the policy.
    Policy,
}

impl Cut {
    /// The group of a row; the empty text where there is none.
    pub(super) fn sql(self, cohort: CohortDay, engine: Engine) -> String {
        let column = match self {
            Self::None => return "CAST('' AS TEXT)".to_owned(),
            Self::Day => return format!("CAST({} AS TEXT)", cohort.column()),
            Self::Unit => "unit_path",
            Self::Kind => "kind",
            Self::ServiceType => "service_type",
            Self::Area => "area",
            Self::Region => "region",
            Self::Line => "line",
            Self::Channel => "channel",
            Self::Level => "level",
            // An id has a type of its own on PostgreSQL, and is bytes on SQLite: hexadecimal digits on both.
            Self::Person if engine == Engine::Postgres => "REPLACE(CAST(person AS TEXT), '-', '')",
            Self::Person => "LOWER(HEX(person))",
            Self::Crew => "crew_path",
            Self::Plan => "plan",
            Self::Policy => return "CAST(policy AS TEXT)".to_owned(),
        };
        format!("COALESCE({column}, '')")
    }
}

/// A group, and what its facts add up to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The value they have in common; empty for those that have none.
    pub key: String,
    /// The sum.
    pub value: i64,
}

/// Narrows a boxed query over facts to those that a sum counts. A macro, because a query with groups has another type.
macro_rules! narrow {
    ($query:expr, $family:expr, $cohort:expr, $filter:expr) => {{
        let (family, cohort, filter): (Family, CohortDay, &FactFilter) = ($family, $cohort, $filter);
        let mut query = $query.filter(facts::family.eq(family.as_str()));
        query = match filter.reading {
            Reading::Raw => query.filter(facts::standing.ne(Standing::Adjusted.as_str())),
            Reading::Adjusted => query.filter(facts::standing.ne(Standing::Raw.as_str())),
        };
        let (from, to) = (filter.from.number(), filter.to.number());
        query = match cohort {
            CohortDay::Begun => query.filter(facts::begun_day.ge(from)).filter(facts::begun_day.le(to)),
            CohortDay::Done => query.filter(facts::done_day.ge(from)).filter(facts::done_day.le(to)),
        };
        if let Some(subtree) = filter.under.clone() {
            query = query.filter(facts::unit_path.ge(subtree.from)).filter(facts::unit_path.lt(subtree.until));
        }
        if let Some(subtree) = filter.intake.clone() {
            query = query.filter(facts::intake_path.ge(subtree.from)).filter(facts::intake_path.lt(subtree.until));
        }
        query = narrow!(query, filter, equal at = unit_path, kind = kind, area = area, channel = channel, policy = policy);
        query = narrow!(query, filter, optional crew = crew_path, service_type = service_type);
        query = narrow!(query, filter, optional level = level, plan = plan, region = region, line = line);
        match filter.person {
            Some(person) if person.is_nil() => query = query.filter(facts::person.is_null()),
            Some(person) => query = query.filter(facts::person.eq(Id(person))),
            None => {}
        }
        query
    }};
    ($query:expr, $filter:expr, equal $($field:ident = $column:ident),+) => {{
        let mut query = $query;
        $(if let Some(value) = $filter.$field.clone() {
            query = query.filter(facts::$column.eq(value));
        })+
        query
    }};
    // What has no value is asked for by the empty text.
    ($query:expr, $filter:expr, optional $($field:ident = $column:ident),+) => {{
        let mut query = $query;
        $(match $filter.$field.clone() {
            Some(value) if value.is_empty() => query = query.filter(facts::$column.is_null()),
            Some(value) => query = query.filter(facts::$column.eq(value)),
            None => {}
        })+
        query
    }};
}

pub(super) use narrow;

/// What the facts add up to, sum by sum and group by group, in the order of the sums and of the groups; groups that add up to
/// nothing are left out. Facts are read once for all sums that count the same family by the same day.
pub fn groups(tx: &mut Tx<'_>, sums: &[&Sum], filter: &FactFilter, cut: Cut) -> Result<Vec<Vec<Group>>, DbError> {
    let mut found: Vec<Vec<Group>> = sums.iter().map(|_| Vec::new()).collect();
    let mut passes: BTreeMap<(Family, CohortDay), Vec<usize>> = BTreeMap::new();
    for (place, sum) in sums.iter().enumerate() {
        passes.entry((sum.family, sum.cohort)).or_default().push(place);
    }
    for ((family, cohort), places) in passes {
        for places in places.chunks(SUMS_MAX) {
            let counted: Vec<&Sum> = places.iter().filter_map(|place| sums.get(*place).copied()).collect();
            for (key, values) in pass(tx, (family, cohort), &counted, filter, cut)? {
                for (place, value) in places.iter().zip(values).filter(|(_, value)| *value != 0) {
                    if let Some(groups) = found.get_mut(*place) {
                        groups.push(Group { key: key.clone(), value });
                    }
                }
            }
        }
    }
    found.iter_mut().for_each(|groups| groups.sort_by(|left, right| left.key.cmp(&right.key)));
    Ok(found)
}

/// Sums that are counted in one pass.
const SUMS_MAX: usize = 100;

/// One pass over the facts of a family by one of their days: what each sum comes to, by group.
fn pass(
    tx: &mut Tx<'_>,
    (family, cohort): (Family, CohortDay),
    sums: &[&Sum],
    filter: &FactFilter,
    cut: Cut,
) -> Result<Vec<(String, Vec<i64>)>, DbError> {
    let among: BTreeSet<String> = sums.iter().map(|sum| sum.among.sql()).collect();
    let value = |sum: &&Sum| {
        // What all have in common is asked once, of the row.
        let adds = match among.len() {
            1 => sum.measure.sql(),
            _ => format!("CASE WHEN {} THEN {} ELSE 0 END", sum.among.sql(), sum.measure.sql()),
        };
        format!("CAST(CAST(COALESCE(SUM({adds}), 0) AS BIGINT) AS TEXT)")
    };
    // As one text: how many numbers there are is known here only.
    let values: Vec<String> = sums.iter().map(value).collect();
    let (key, values) = (cut.sql(cohort, tx.engine()), values.join(" || ' ' || "));
    let query = facts::table
        .group_by(sql::<Text>(&key))
        .select((sql::<Text>(&key), sql::<Text>(&values)))
        .into_boxed::<MultiBackend>();
    let among: Vec<String> = among.into_iter().collect();
    let query = narrow!(query, family, cohort, filter).filter(sql::<Bool>(&format!("({})", among.join(" OR "))));
    let rows = query.load::<(String, String)>(tx.connection)?;
    let number = |text: &str| text.parse().map_err(|_| DbError::corrupt("facts", "flags", text, "is no sum"));
    rows.into_iter().map(|(key, texts)| Ok((key, texts.split(' ').map(number).collect::<Result<_, _>>()?))).collect()
}

/// A fact that was counted, and what it added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The fact.
    pub fact: Fact,
    /// The day by which it was counted.
    pub day: Day,
    /// What it adds.
    pub adds: i64,
}

/// One page of the facts that add something, by the day by which they are counted, then by subject, behind a day and subject.
pub fn list(
    tx: &mut Tx<'_>,
    sum: &Sum,
    filter: &FactFilter,
    after: Option<(Day, Uuid)>,
    limit: i64,
) -> Result<Vec<Listed>, DbError> {
    let query = facts::table.into_boxed::<MultiBackend>();
    let mut query =
        narrow!(query, sum.family, sum.cohort, filter)
            .filter(sql::<Bool>(&sum.among.sql()))
            .filter(sql::<Bool>(&format!("({}) <> 0", sum.measure.sql())));
    // In the order of the index, so that no page has to sort a month.
    query = match sum.cohort {
        CohortDay::Begun => query.order((facts::begun_day, facts::subject_id)),
        CohortDay::Done => query.order((facts::done_day, facts::subject_id)),
    };
    if let Some((day, subject)) = after {
        let (day, subject) = (day.number(), Id(subject));
        query = match sum.cohort {
            CohortDay::Begun => query
                .filter(facts::begun_day.ge(day))
                .filter(facts::begun_day.gt(day).or(facts::subject_id.gt(subject))),
            CohortDay::Done => query
                .filter(facts::done_day.ge(day))
                .filter(facts::done_day.gt(day).or(facts::subject_id.gt(subject).nullable())),
        };
    }
    let rows = in_order_of_index(tx, |tx| Ok(query.limit(limit).load::<FactRow>(tx.connection)?))?;
    let listed = |row: FactRow| {
        let fact = Fact::try_from(row)?;
        let (day, adds) = sum.of(&fact).ok_or_else(|| {
            DbError::corrupt("facts", "flags", fact.subject, "SQL counts what the definition does not")
        })?;
        Ok(Listed { fact, day, adds })
    };
    rows.into_iter().map(listed).collect()
}

/// Reads rows in the order of an index, in a transaction. PostgreSQL knows nothing of how many facts carry which flags and takes
/// them for few: it would read and sort a whole month for each page. So it is told not to sort while this is read.
fn in_order_of_index<T>(tx: &mut Tx<'_>, read: impl FnOnce(&mut Tx<'_>) -> Result<T, DbError>) -> Result<T, DbError> {
    if tx.engine() == Engine::Sqlite {
        return read(tx);
    }
    tx.connection.batch_execute("SET LOCAL enable_sort = off")?;
    let rows = read(tx)?;
    tx.connection.batch_execute("SET LOCAL enable_sort TO DEFAULT")?;
    Ok(rows)
}
