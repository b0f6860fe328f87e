//! Counting facts, and listing the very ones that were counted.

use bihuan_domain::fact::{Day, Fact, Reading, Standing};
use bihuan_domain::indicator::{CohortDay, Sum};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};
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
    fn sql(self, cohort: CohortDay, engine: Engine) -> String {
        let column = match self {
            Self::None => return "CAST('' AS TEXT)".to_owned(),
            Self::Day => return format!("CAST({} AS TEXT)", cohort.column()),
            Self::Unit => "unit_path",
            Self::Kind => "kind",
            Self::ServiceType => "service_type",
            Self::Area => "area",
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
    ($query:expr, $sum:expr, $filter:expr) => {{
        let (sum, filter): (&Sum, &FactFilter) = ($sum, $filter);
        let mut query = $query.filter(facts::family.eq(sum.family.as_str()));
        query = match filter.reading {
            Reading::Raw => query.filter(facts::standing.ne(Standing::Adjusted.as_str())),
            Reading::Adjusted => query.filter(facts::standing.ne(Standing::Raw.as_str())),
        };
        let (from, to) = (filter.from.number(), filter.to.number());
        query = match sum.cohort {
            CohortDay::Begun => query.filter(facts::begun_day.ge(from)).filter(facts::begun_day.le(to)),
            CohortDay::Done => query.filter(facts::done_day.ge(from)).filter(facts::done_day.le(to)),
        };
        if let Some(subtree) = filter.under.clone() {
            query = query.filter(facts::unit_path.ge(subtree.from)).filter(facts::unit_path.lt(subtree.until));
        }
        if let Some(subtree) = filter.intake.clone() {
            query = query.filter(facts::intake_path.ge(subtree.from)).filter(facts::intake_path.lt(subtree.until));
        }
        query = narrow!(query, filter, at = unit_path, kind = kind, area = area, channel = channel, policy = policy);
        query = narrow!(query, filter, optional crew = crew_path, service_type = service_type);
        query = narrow!(query, filter, optional level = level, plan = plan);
        match filter.person {
            Some(person) if person.is_nil() => query = query.filter(facts::person.is_null()),
            Some(person) => query = query.filter(facts::person.eq(Id(person))),
            None => {}
        }
        query.filter(sql::<Bool>(&sum.among.sql()))
    }};
    ($query:expr, $filter:expr, $($field:ident = $column:ident),+) => {{
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

/// What the facts add up to, group by group, in the order of the groups; groups that add up to nothing are left out.
pub fn groups(tx: &mut Tx<'_>, sum: &Sum, filter: &FactFilter, cut: Cut) -> Result<Vec<Group>, DbError> {
    let total = format!("CAST(COALESCE(SUM({}), 0) AS BIGINT)", sum.measure.sql());
    let key = cut.sql(sum.cohort, tx.engine());
    let query = facts::table
        .group_by(sql::<Text>(&key))
        .select((sql::<Text>(&key), sql::<BigInt>(&total)))
        .into_boxed::<MultiBackend>();
    let query = narrow!(query, sum, filter);
    let mut rows = query.load::<(String, i64)>(tx.connection)?;
    rows.sort();
    Ok(rows.into_iter().filter(|(_, value)| *value != 0).map(|(key, value)| Group { key, value }).collect())
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
    let mut query = narrow!(query, sum, filter).filter(sql::<Bool>(&format!("({}) <> 0", sum.measure.sql())));
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
    let rows = query.limit(limit).load::<FactRow>(tx.connection)?;
    let listed = |row: FactRow| {
        let fact = Fact::try_from(row)?;
        let (day, adds) = sum.of(&fact).ok_or_else(|| {
            DbError::corrupt("facts", "flags", fact.subject, "SQL counts what the definition does not")
        })?;
        Ok(Listed { fact, day, adds })
    };
    rows.into_iter().map(listed).collect()
}
