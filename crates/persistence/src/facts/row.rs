//! A fact as a row.

use bihuan_domain::fact::{Amount, Amounts, Day, Fact, Family, Flags, Place, Standing};
use bihuan_domain::policy::PolicyVersion;
use diesel::prelude::*;

use crate::error::DbError;
use crate::types::{Id, Instant};

/// All columns, in the order of the table.
#[derive(Queryable)]
pub(super) struct FactRow {
    subject: Id,
    family: String,
    ticket: Id,
    opened_at: Instant,
    policy: i64,
    begun: i32,
    done: Option<i32>,
    unit: String,
    intake: String,
    crew: Option<String>,
    kind: String,
    service_type: Option<String>,
    area: String,
    channel: String,
    level: Option<String>,
    person: Option<Id>,
    plan: Option<String>,
    matter: Option<String>,
    flags: i64,
    urges: Option<i64>,
    earlier: Option<i64>,
    open_seconds: Option<i64>,
    receive_seconds: Option<i64>,
    arrive_seconds: Option<i64>,
    restore_seconds: Option<i64>,
    reply_seconds: Option<i64>,
    returns: Option<i64>,
    attempts: Option<i64>,
    effort: Option<i64>,
    standing: String,
    region: Option<String>,
    score: Option<i64>,
    units: Option<i64>,
    intake_seconds: Option<i64>,
    queue_seconds: Option<i64>,
    unit_seconds: Option<i64>,
    travel_seconds: Option<i64>,
    work_seconds: Option<i64>,
    customer_seconds: Option<i64>,
    pause_seconds: Option<i64>,
    review_seconds: Option<i64>,
    callback_seconds: Option<i64>,
    line: Option<String>,
}

impl FactRow {
    fn amounts(&self) -> Amounts {
        [
            (Amount::Urges, self.urges),
            (Amount::Earlier, self.earlier),
            (Amount::OpenSeconds, self.open_seconds),
            (Amount::ReceiveSeconds, self.receive_seconds),
            (Amount::ArriveSeconds, self.arrive_seconds),
            (Amount::RestoreSeconds, self.restore_seconds),
            (Amount::ReplySeconds, self.reply_seconds),
            (Amount::Returns, self.returns),
            (Amount::Attempts, self.attempts),
            (Amount::Effort, self.effort),
            (Amount::Score, self.score),
            (Amount::Units, self.units),
            (Amount::IntakeSeconds, self.intake_seconds),
            (Amount::QueueSeconds, self.queue_seconds),
            (Amount::UnitSeconds, self.unit_seconds),
            (Amount::TravelSeconds, self.travel_seconds),
            (Amount::WorkSeconds, self.work_seconds),
            (Amount::CustomerSeconds, self.customer_seconds),
            (Amount::PauseSeconds, self.pause_seconds),
            (Amount::ReviewSeconds, self.review_seconds),
            (Amount::CallbackSeconds, self.callback_seconds),
        ]
        .into_iter()
        .fold(Amounts::default(), |amounts, (amount, value)| amounts.with(amount, value))
    }
}

impl TryFrom<FactRow> for Fact {
    type Error = DbError;

    fn try_from(row: FactRow) -> Result<Self, DbError> {
        let id = row.subject.0;
        let broken = |column: &'static str| move |_| DbError::corrupt("facts", column, id, "is no code");
        let family = Family::named(&row.family);
        let standing = Standing::named(&row.standing);
        Ok(Self {
            amounts: row.amounts(),
            family: family.ok_or_else(|| DbError::corrupt("facts", "family", id, "is unknown"))?,
            standing: standing.ok_or_else(|| DbError::corrupt("facts", "standing", id, "is unknown"))?,
            subject: id,
            ticket: row.ticket.into(),
            opened_at: row.opened_at.into(),
            policy: PolicyVersion(row.policy),
            begun: Day::numbered(row.begun),
            done: row.done.map(Day::numbered),
            place: Place {
                unit: row.unit,
                intake: row.intake,
                crew: row.crew,
                kind: row.kind.parse().map_err(broken("kind"))?,
                service_type: row.service_type.map(|code| code.parse()).transpose().map_err(broken("service_type"))?,
                area: row.area.parse().map_err(broken("area"))?,
                region: row.region,
                line: row.line,
                channel: row.channel.parse().map_err(broken("channel"))?,
                level: row.level.map(|code| code.parse()).transpose().map_err(broken("level"))?,
                person: row.person.map(Into::into),
                plan: row.plan.map(|code| code.parse()).transpose().map_err(broken("plan"))?,
                matter: row.matter,
            },
            flags: Flags::from_bits(row.flags),
        })
    }
}
