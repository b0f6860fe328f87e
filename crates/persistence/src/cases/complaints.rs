//! Complaints against people.

use bihuan_domain::appeal::Measure;
use bihuan_domain::id::UserId;
use bihuan_domain::ticket::Finding;
use bihuan_domain::time::Timestamp;
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};

use crate::Tx;
use crate::error::DbError;
use crate::schema::{adjustments, events, tickets};
use crate::types::{Id, Instant};

/// How many complaints against a person were found to be so within a stretch of time, and are still, whatever was ruled on
/// them. Walks the log of the stretch, like the deeds of a person.
pub fn complaints_against(tx: &mut Tx<'_>, person: UserId, (from, to): (Timestamp, Timestamp)) -> Result<i64, DbError> {
    let so: Vec<&str> = Finding::ALL.iter().filter(|finding| finding.is_so()).map(|finding| finding.as_str()).collect();
    let accused = diesel::dsl::sql::<Bool>("tickets.document -> 'demand' -> 'accused' ->> 'person' = ")
        .bind::<Text, _>(person.to_string());
    let found_so = diesel::dsl::sql::<Text>("tickets.document -> 'verdict' ->> 'finding'").eq_any(so.clone());
    let overruled = adjustments::table
        .filter(adjustments::ticket_id.eq(tickets::id))
        .filter(adjustments::against.eq(Measure::Verdict.as_str()))
        // A verdict that was given anew since then stands.
        .filter(adjustments::ruled_at.ge(events::at))
        .filter(adjustments::adjusted.ne_all(so));
    let found: Vec<Id> = events::table
        .inner_join(tickets::table.on(events::ticket_id.eq(tickets::id.nullable())))
        .filter(events::at.ge(Instant::from(from)))
        .filter(events::at.lt(Instant::from(to)))
        .filter(events::name.eq("verdict_given"))
        .filter(accused)
        .filter(found_so)
        .filter(not(exists(overruled)))
        .select(tickets::id)
        .distinct()
        .load(tx.connection)?;
    Ok(i64::try_from(found.len()).unwrap_or(i64::MAX))
}
