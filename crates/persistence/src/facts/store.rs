//! Writing facts.

use bihuan_domain::fact::{Amount, Fact};
use bihuan_domain::id::TicketId;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Nullable, Text};
use uuid::Uuid;

use super::row::FactRow;
use crate::Tx;
use crate::error::DbError;
use crate::rows::insert_rows;
use crate::schema::facts;
use crate::types::{DbInstant, DbUuid, Id, Instant};

/// The facts of these tickets, as they are stored.
pub fn of_tickets(tx: &mut Tx<'_>, tickets: &[TicketId]) -> Result<Vec<Fact>, DbError> {
    let ids: Vec<Id> = tickets.iter().copied().map(Id::from).collect();
    let rows = facts::table.filter(facts::ticket_id.eq_any(ids)).load::<FactRow>(tx.connection)?;
    rows.into_iter().map(Fact::try_from).collect()
}

/// Takes away all facts about these subjects, whatever their standing, and writes others.
pub fn replace(tx: &mut Tx<'_>, gone: &[Uuid], new: &[&Fact]) -> Result<(), DbError> {
    if !gone.is_empty() {
        let ids: Vec<Id> = gone.iter().copied().map(Id).collect();
        diesel::delete(facts::table.filter(facts::subject_id.eq_any(ids))).execute(tx.connection)?;
    }
    insert_rows!(tx, facts, new, |fact| {
        subject_id: DbUuid = Id(fact.subject),
        family: Text = fact.family.as_str(),
        ticket_id: DbUuid = Id::from(fact.ticket),
        opened_at: DbInstant = Instant::from(fact.opened_at),
        policy: BigInt = fact.policy.0,
        begun_day: Integer = fact.begun.number(),
        done_day: Nullable<Integer> = fact.done.map(|day| day.number()),
        unit_path: Text = fact.place.unit.as_str(),
        intake_path: Text = fact.place.intake.as_str(),
        crew_path: Nullable<Text> = fact.place.crew.as_deref(),
        kind: Text = fact.place.kind.as_str(),
        service_type: Nullable<Text> = fact.place.service_type.as_ref().map(|code| code.as_str()),
        area: Text = fact.place.area.as_str(),
        channel: Text = fact.place.channel.as_str(),
        level: Nullable<Text> = fact.place.level.as_ref().map(|code| code.as_str()),
        person: Nullable<DbUuid> = fact.place.person.map(Id::from),
        plan: Nullable<Text> = fact.place.plan.as_ref().map(|code| code.as_str()),
        matter: Nullable<Text> = fact.place.matter.as_deref(),
        flags: BigInt = fact.flags.bits(),
        urges: Nullable<BigInt> = fact.amounts.get(Amount::Urges),
        earlier: Nullable<BigInt> = fact.amounts.get(Amount::Earlier),
        open_seconds: Nullable<BigInt> = fact.amounts.get(Amount::OpenSeconds),
        receive_seconds: Nullable<BigInt> = fact.amounts.get(Amount::ReceiveSeconds),
        arrive_seconds: Nullable<BigInt> = fact.amounts.get(Amount::ArriveSeconds),
        restore_seconds: Nullable<BigInt> = fact.amounts.get(Amount::RestoreSeconds),
        reply_seconds: Nullable<BigInt> = fact.amounts.get(Amount::ReplySeconds),
        returns: Nullable<BigInt> = fact.amounts.get(Amount::Returns),
        attempts: Nullable<BigInt> = fact.amounts.get(Amount::Attempts),
        effort: Nullable<BigInt> = fact.amounts.get(Amount::Effort),
        standing: Text = fact.standing.as_str(),
        region: Nullable<Text> = fact.place.region.as_deref(),
        score: Nullable<BigInt> = fact.amounts.get(Amount::Score),
        units: Nullable<BigInt> = fact.amounts.get(Amount::Units),
        intake_seconds: Nullable<BigInt> = fact.amounts.get(Amount::IntakeSeconds),
        queue_seconds: Nullable<BigInt> = fact.amounts.get(Amount::QueueSeconds),
        unit_seconds: Nullable<BigInt> = fact.amounts.get(Amount::UnitSeconds),
        travel_seconds: Nullable<BigInt> = fact.amounts.get(Amount::TravelSeconds),
        work_seconds: Nullable<BigInt> = fact.amounts.get(Amount::WorkSeconds),
        customer_seconds: Nullable<BigInt> = fact.amounts.get(Amount::CustomerSeconds),
        pause_seconds: Nullable<BigInt> = fact.amounts.get(Amount::PauseSeconds),
        review_seconds: Nullable<BigInt> = fact.amounts.get(Amount::ReviewSeconds),
        callback_seconds: Nullable<BigInt> = fact.amounts.get(Amount::CallbackSeconds),
        line: Nullable<Text> = fact.place.line.as_deref(),
    })?;
    Ok(())
}
