//! What a decision about a case stands on.

use std::sync::Arc;

use bihuan_domain::actor::Person;
use bihuan_domain::case::{Case, Context, Decision};
use bihuan_domain::id::{CallbackId, SurveyId};
use bihuan_domain::organisation::Organisation;
use bihuan_domain::policy::{Policy, ServiceRules};
use bihuan_domain::sampling::DrawKey;
use bihuan_domain::time::Timestamp;
use bihuan_persistence::Tx;
use bihuan_persistence::cases::{Changes, StoredCase};
use bihuan_persistence::events::NewEvent;

use crate::App;
use crate::error::Error;

/// The moment, the rules, the organisation, and the ids and lots that a decision may need: all that is not in the case itself.
pub(crate) struct Footing {
    /// The moment of the change.
    pub(crate) now: Timestamp,
    /// The policy the ticket is under.
    pub(crate) policy: Arc<Policy>,
    /// The organisation as it stands now.
    pub(crate) organisation: Arc<Organisation>,
    /// What that policy says about the ticket's type.
    pub(crate) rules: ServiceRules,
    current: Arc<Policy>,
    draw_key: DrawKey,
    callback_id: CallbackId,
    survey_id: SurveyId,
}

/// The policies that a decision looks at.
pub(crate) struct Policies {
    /// The one that the ticket is under.
    pub(crate) own: Arc<Policy>,
    /// The one in force: its calendars are facts, and hold for older tickets too.
    pub(crate) current: Arc<Policy>,
}

impl Footing {
    /// For a change to a stored case, here and now. The clocks of nodes differ: what happens to a ticket never bears an
    /// earlier time than what happened to it before, whichever node it happened on.
    pub(crate) fn of(app: &App, tx: &mut Tx<'_>, stored: &StoredCase) -> Result<Self, Error> {
        let own = app.directory.policy(tx, stored.case.ticket.policy)?;
        let policies = Policies { own, current: app.directory.current_policy()? };
        let rules = rules(&policies.own, &stored.case)?;
        Ok(Self::under(app, policies, rules, not_before(stored, app.clock.now())))
    }

    /// Under policies that were chosen before.
    pub(crate) fn under(app: &App, policies: Policies, rules: ServiceRules, now: Timestamp) -> Self {
        Self {
            now,
            draw_key: app.draws.key(&policies.own, now),
            policy: policies.own,
            current: policies.current,
            organisation: app.directory.organisation(),
            rules,
            callback_id: CallbackId(app.ids.id(now)),
            survey_id: SurveyId(app.ids.id(now)),
        }
    }

    /// As the domain wants it; `person` is who gives the command, none for what time and other systems bring about.
    pub(crate) fn context<'a>(&'a self, person: Option<&'a Person>) -> Context<'a> {
        Context {
            now: self.now,
            policy: &self.policy,
            current: &self.current,
            organisation: &self.organisation,
            rules: &self.rules,
            person,
            draw_key: &self.draw_key,
            callback_id: self.callback_id,
            survey_id: self.survey_id,
        }
    }

    /// What is to be written of a decision.
    pub(crate) fn changes<'a>(&'a self, decision: &'a Decision, events: &'a [NewEvent]) -> Changes<'a> {
        Changes {
            after: &decision.case,
            events,
            at: self.now,
            organisation: &self.organisation,
            year: self.policy.year_of(self.now),
        }
    }
}

/// The rules for the type of a ticket.
pub(crate) fn rules(policy: &Policy, case: &Case) -> Result<ServiceRules, Error> {
    let demand = &case.ticket.demand;
    policy
        .rules_for(&demand.kind, demand.service_type.as_ref())
        .ok_or_else(|| Error::Internal(format!("policy without the kind {}", demand.kind).into()))
}

/// The moment of a change to a case: `now`, unless the case has seen a later one.
pub(crate) fn not_before(stored: &StoredCase, now: Timestamp) -> Timestamp {
    now.max(stored.changed_at)
}
