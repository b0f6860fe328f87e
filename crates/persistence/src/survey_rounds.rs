//! Survey rounds, whom they ask, and who answered.

use std::collections::BTreeSet;

use bihuan_domain::id::{CustomerId, SurveyRoundId};
use bihuan_domain::survey::{RoundAnswer, SurveyRound, Turnout};
use bihuan_domain::time::Timestamp;
use diesel::prelude::*;

use crate::Tx;
use crate::error::DbError;
use crate::page::{Order, PageRequest, Position, Scope, keyset};
use crate::rows::insert_rows;
use crate::schema::{survey_round_customers, survey_rounds};
use crate::types::{DbUuid, Id, Instant, Json};

/// A round, its version and its turnout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRound {
    /// The round.
    pub round: SurveyRound,
    /// Counts its changes, answers included.
    pub version: i64,
    /// How many were asked and answered.
    pub turnout: Turnout,
}

/// What became of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It was taken.
    Yes,
    /// This customer has answered.
    Already,
    /// This customer was not asked.
    NotAsked,
}

type Row = (i64, i64, i64, Json<SurveyRound>);

fn stored((version, sent, answered, Json(round)): Row) -> StoredRound {
    let count = |number: i64| u32::try_from(number).unwrap_or_default();
    StoredRound { round, version, turnout: Turnout { sent: count(sent), answered: count(answered) } }
}

/// Adds a round and whom it asks.
///
/// # Errors
/// [`DbError::ForeignKey`] when one of the customers is unknown.
pub fn insert(
    tx: &mut Tx<'_>,
    round: &SurveyRound,
    path: &str,
    customers: &BTreeSet<CustomerId>,
) -> Result<(), DbError> {
    let id = Id::from(round.id);
    diesel::insert_into(survey_rounds::table)
        .values((
            survey_rounds::id.eq(id),
            survey_rounds::unit_path.eq(path.to_owned()),
            survey_rounds::opened_at.eq(Instant::from(round.opened_at)),
            survey_rounds::sent.eq(i64::try_from(customers.len()).unwrap_or(i64::MAX)),
            survey_rounds::answered.eq(0_i64),
            survey_rounds::version.eq(1_i64),
            survey_rounds::document.eq(Json(round.clone())),
        ))
        .execute(tx.connection)?;
    let asked: Vec<Id> = customers.iter().copied().map(Id::from).collect();
    insert_rows!(tx, survey_round_customers, asked.as_slice(), |row| {
        round_id: DbUuid = id,
        customer_id: DbUuid = *row,
    })?;
    Ok(())
}

/// The round with this id, if the reader may see it.
pub fn find(tx: &mut Tx<'_>, id: SurveyRoundId, scope: &Scope) -> Result<Option<StoredRound>, DbError> {
    let mut query = survey_rounds::table
        .filter(survey_rounds::id.eq(Id::from(id)))
        .select((survey_rounds::version, survey_rounds::sent, survey_rounds::answered, survey_rounds::document))
        .into_boxed();
    if let Scope::Under(subtree) = scope {
        query = query
            .filter(survey_rounds::unit_path.ge(subtree.from.clone()))
            .filter(survey_rounds::unit_path.lt(subtree.until.clone()));
    }
    Ok(query.first::<Row>(tx.connection).optional()?.map(stored))
}

/// One page of the rounds that the reader may see.
pub fn list(tx: &mut Tx<'_>, scope: &Scope, page: PageRequest) -> Result<Vec<StoredRound>, DbError> {
    let mut query = survey_rounds::table
        .select((survey_rounds::version, survey_rounds::sent, survey_rounds::answered, survey_rounds::document))
        .into_boxed();
    if let Scope::Under(subtree) = scope {
        query = query
            .filter(survey_rounds::unit_path.ge(subtree.from.clone()))
            .filter(survey_rounds::unit_path.lt(subtree.until.clone()));
    }
    let query = keyset!(query, page, survey_rounds::opened_at, survey_rounds::id);
    Ok(query.load::<Row>(tx.connection)?.into_iter().map(stored).collect())
}

/// Takes the answer of one customer, once. The round is counted up first, which makes others wait for this answer.
///
/// # Errors
/// [`DbError::Stale`] when the round was closed meanwhile.
pub fn answer(
    tx: &mut Tx<'_>,
    round: SurveyRoundId,
    customer: CustomerId,
    answer: &RoundAnswer,
    at: Timestamp,
) -> Result<Taken, DbError> {
    let open =
        survey_rounds::table.filter(survey_rounds::id.eq(Id::from(round))).filter(survey_rounds::closed_at.is_null());
    let counted = diesel::update(open)
        .set((
            survey_rounds::answered.eq(survey_rounds::answered + 1_i64),
            survey_rounds::version.eq(survey_rounds::version + 1_i64),
        ))
        .execute(tx.connection)?;
    DbError::guard(counted)?;
    let row = survey_round_customers::table.find((Id::from(round), Id::from(customer)));
    let waiting = row.filter(survey_round_customers::answered_at.is_null());
    let taken = diesel::update(waiting)
        .set((
            survey_round_customers::answered_at.eq(Some(Instant::from(at))),
            survey_round_customers::document.eq(Some(Json(answer.clone()))),
        ))
        .execute(tx.connection)?;
    if taken == 1 {
        return Ok(Taken::Yes);
    }
    let asked = row.select(survey_round_customers::customer_id).first::<Id>(tx.connection).optional()?;
    Ok(if asked.is_some() { Taken::Already } else { Taken::NotAsked })
}

/// Closes the round.
///
/// # Errors
/// [`DbError::Stale`] when it was closed already.
pub fn close(tx: &mut Tx<'_>, round: &SurveyRound, at: Timestamp) -> Result<(), DbError> {
    let open = survey_rounds::table
        .filter(survey_rounds::id.eq(Id::from(round.id)))
        .filter(survey_rounds::closed_at.is_null());
    let closed = diesel::update(open)
        .set((
            survey_rounds::closed_at.eq(Some(Instant::from(at))),
            survey_rounds::version.eq(survey_rounds::version + 1_i64),
            survey_rounds::document.eq(Json(round.clone())),
        ))
        .execute(tx.connection)?;
    DbError::guard(closed)
}

/// What the customers of a round answered, in the order of their ids.
pub fn answers(tx: &mut Tx<'_>, round: SurveyRoundId) -> Result<Vec<RoundAnswer>, DbError> {
    let rows = survey_round_customers::table
        .filter(survey_round_customers::round_id.eq(Id::from(round)))
        .filter(survey_round_customers::answered_at.is_not_null())
        .order(survey_round_customers::customer_id)
        .select(survey_round_customers::document)
        .load::<Option<Json<RoundAnswer>>>(tx.connection)?;
    Ok(rows.into_iter().flatten().map(|Json(answer)| answer).collect())
}

/// Customers of a round who have not answered, in the order of their ids, behind one of them.
pub fn waiting(
    tx: &mut Tx<'_>,
    round: SurveyRoundId,
    after: Option<CustomerId>,
    limit: i64,
) -> Result<Vec<CustomerId>, DbError> {
    let mut query = survey_round_customers::table
        .filter(survey_round_customers::round_id.eq(Id::from(round)))
        .filter(survey_round_customers::answered_at.is_null())
        .select(survey_round_customers::customer_id)
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(survey_round_customers::customer_id.gt(Id::from(after)));
    }
    let rows = query.order(survey_round_customers::customer_id.asc()).limit(limit).load::<Id>(tx.connection)?;
    Ok(rows.into_iter().map(CustomerId::from).collect())
}

/// Whether a customer of a round has answered; none when he was not asked.
pub fn has_answered(tx: &mut Tx<'_>, round: SurveyRoundId, customer: CustomerId) -> Result<Option<bool>, DbError> {
    let row = survey_round_customers::table
        .find((Id::from(round), Id::from(customer)))
        .select(survey_round_customers::answered_at)
        .first::<Option<Instant>>(tx.connection)
        .optional()?;
    Ok(row.map(|answered_at| answered_at.is_some()))
}

/// The first round behind `after` that was opened before a moment and still holds customers' words, with its place in the
/// walk.
pub fn worded(
    tx: &mut Tx<'_>,
    before: Timestamp,
    after: Option<Position>,
) -> Result<Option<(Position, SurveyRound)>, DbError> {
    let query = survey_rounds::table
        .filter(survey_rounds::erased_at.is_null())
        .filter(survey_rounds::opened_at.lt(Instant::from(before)))
        .select((survey_rounds::id, survey_rounds::opened_at, survey_rounds::document))
        .into_boxed();
    let page = PageRequest { after, limit: 1, order: Order::OldestFirst };
    let row = keyset!(query, page, survey_rounds::opened_at, survey_rounds::id)
        .first::<(Id, Instant, Json<SurveyRound>)>(tx.connection)
        .optional()?;
    Ok(row.map(|(id, at, Json(round))| (Position { at: at.into(), id: id.0 }, round)))
}
