//! Opening a survey round.

use std::collections::BTreeSet;
use std::sync::Arc;

use bihuan_domain::code::QuestionnaireCode;
use bihuan_domain::id::{CustomerId, SurveyRoundId};
use bihuan_domain::permission::Permission;
use bihuan_domain::survey::{SurveyRound, Turnout};
use bihuan_domain::time::Timestamp;
use bihuan_persistence::{DbError, survey_rounds as rows};

use super::{CUSTOMERS_MAX, LogOf, StoredRound};
use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::reply::{self, Reply, StoredReply};

/// A round as asked for.
#[derive(Debug, Clone)]
pub struct NewRound {
    /// What people call it.
    pub name: String,
    /// What is asked.
    pub questionnaire: QuestionnaireCode,
    /// The share that must answer, in percent.
    pub target_percent: Option<u8>,
    /// Until when answers are taken.
    pub until: Timestamp,
    /// Who is asked; each once.
    pub customers: BTreeSet<CustomerId>,
}

/// Opens a round in the name of the caller's unit.
///
/// # Errors
/// Invalid when the questionnaire or a customer is unknown, nobody or too many are asked, or the end lies in the past.
pub async fn open(
    app: &Arc<App>,
    caller: &Caller,
    new: NewRound,
    reply: Reply<StoredRound>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::SurveyRound)?;
    reply::require_key(&caller.principal, reply.key.as_ref())?;
    let policy = app.directory.current_policy()?;
    if policy.questionnaire(&new.questionnaire).is_none() {
        return Err(Error::invalid("/questionnaire", "unknown"));
    }
    if new.customers.is_empty() || new.customers.len() > CUSTOMERS_MAX {
        return Err(Error::LimitExceeded { limit: "customers per round", maximum: CUSTOMERS_MAX as u64 });
    }
    let (inner, caller) = (app.clone(), caller.clone());
    reply::once(app, reply, move |tx| {
        let now = inner.clock.now();
        if new.until <= now {
            return Err(Error::invalid("/until", "past"));
        }
        let round = SurveyRound {
            id: SurveyRoundId(inner.ids.id(now)),
            name: new.name.clone(),
            questionnaire: new.questionnaire.clone(),
            policy: policy.version(),
            unit: caller.principal.unit.clone(),
            opened_by: caller.principal.user,
            opened_at: now,
            until: new.until,
            target_percent: new.target_percent,
            closed_at: None,
        };
        rows::insert(tx, &round, &caller.principal.unit_path, &new.customers).map_err(|error| match error {
            DbError::ForeignKey => Error::invalid("/customerIds", "unknown"),
            other => other.into(),
        })?;
        let sent = u32::try_from(new.customers.len()).unwrap_or(u32::MAX);
        let entry = serde_json::json!({ "round": round, "sent": sent });
        LogOf::caller(&inner, &caller).write(tx, (&round, "opened", now), entry)?;
        Ok(StoredRound { round, version: 1, turnout: Turnout { sent, answered: 0 } })
    })
    .await
}
