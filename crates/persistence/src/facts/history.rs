//! Everything that ever belonged to tickets, as facts need it.

use std::collections::{BTreeMap, HashMap};

use bihuan_domain::appeal::Adjustment;
use bihuan_domain::callback::Callback;
use bihuan_domain::case::Case;
use bihuan_domain::fact::{Looked, Round};
use bihuan_domain::id::{SurveyId, TicketId};
use bihuan_domain::survey::Survey;
use bihuan_domain::ticket::Ticket;
use diesel::prelude::*;
use uuid::Uuid;

use crate::Tx;
use crate::error::DbError;
use crate::quality::inspections;
use crate::rows::rows_of;
use crate::schema::{callbacks, surveys, tickets};
use crate::types::{Id, Json};
use crate::{adjustments, cases};

/// A case and every round of its callbacks.
#[derive(Debug, Clone)]
pub struct StoredHistory {
    /// The case as it stands, without callbacks.
    pub case: Case,
    /// Every callback it ever had, in the order of their ids, which is that of their opening.
    pub rounds: Vec<Round>,
    /// The inspections whose sheets were filled in.
    pub inspections: Vec<Looked>,
    /// What upheld appeals change, in the order of the rulings.
    pub adjustments: Vec<Adjustment>,
}

/// The histories of these tickets; one that does not exist is left out.
pub fn histories(tx: &mut Tx<'_>, ids: &[TicketId]) -> Result<Vec<StoredHistory>, DbError> {
    let mut adjusted = adjustments::of_tickets(tx, ids)?;
    let mut looked = inspections::looked(tx, ids)?;
    let ids: Vec<Id> = ids.iter().copied().map(Id::from).collect();
    let found = tickets::table
        .filter(tickets::id.eq_any(&ids))
        .order(tickets::id)
        .select(tickets::document)
        .load::<Json<Ticket>>(tx.connection)?;
    let called: Vec<Id> = found.iter().filter(|row| row.0.had_callbacks()).map(|row| row.0.id.into()).collect();
    let mut rounds = rounds(tx, &called)?;
    let cases = cases::without_callbacks(tx, found.into_iter().map(|Json(ticket)| ticket).collect())?;
    Ok(cases
        .into_iter()
        .map(|case| StoredHistory {
            rounds: rounds.remove(&case.ticket.id).unwrap_or_default(),
            inspections: looked.remove(&case.ticket.id).unwrap_or_default(),
            adjustments: adjusted.remove(&case.ticket.id).unwrap_or_default(),
            case,
        })
        .collect())
}

fn rounds(tx: &mut Tx<'_>, tickets: &[Id]) -> Result<HashMap<TicketId, Vec<Round>>, DbError> {
    let columns = (callbacks::closes, callbacks::document);
    let called = rows_of!(tx, tickets, callbacks, (bool, Json<Callback>), columns, callbacks::id)?;
    let asked = rows_of!(tx, tickets, surveys, Json<Survey>, surveys::document, surveys::id)?;
    let mut asked: HashMap<SurveyId, Survey> = asked.into_iter().map(|Json(survey)| (survey.id, survey)).collect();
    let mut rounds: HashMap<TicketId, Vec<Round>> = HashMap::new();
    for (closes, Json(callback)) in called {
        let survey = asked.remove(&callback.survey);
        rounds.entry(callback.ticket).or_default().push(Round { callback, survey, closes });
    }
    Ok(rounds)
}

/// The surveys of these tickets, by the callback that they belong to.
pub fn surveys_by_callback(tx: &mut Tx<'_>, ids: &[TicketId]) -> Result<BTreeMap<Uuid, Survey>, DbError> {
    let mut ids: Vec<Id> = ids.iter().copied().map(Id::from).collect();
    ids.dedup();
    let of_round = |round: Round| Some((round.callback.id.0, round.survey?));
    Ok(rounds(tx, &ids)?.into_values().flatten().filter_map(of_round).collect())
}

/// The ids of tickets behind `after`, in their order.
pub fn tickets_behind(tx: &mut Tx<'_>, after: TicketId, limit: i64) -> Result<Vec<TicketId>, DbError> {
    let ids = tickets::table
        .filter(tickets::id.gt(Id::from(after)))
        .order(tickets::id)
        .limit(limit)
        .select(tickets::id)
        .load::<Id>(tx.connection)?;
    Ok(ids.into_iter().map(TicketId::from).collect())
}
