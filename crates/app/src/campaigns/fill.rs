//! Handing a list in: each line becomes a ticket that is called at once, or says what is wrong with it.

use std::collections::BTreeSet;
use std::sync::Arc;

use bihuan_domain::campaign::{Campaign, Membership};
use bihuan_domain::code::{AreaCode, SegmentCode};
use bihuan_domain::id::{CampaignId, CustomerId, TicketId};
use bihuan_domain::permission::Permission;
use bihuan_domain::policy::Policy;
use bihuan_domain::refusal::{Refusal, RefusalCode};
use bihuan_domain::ticket::{Accused, Contact};
use bihuan_persistence::campaigns::{self as rows, Listed};
use bihuan_persistence::{Tx, customers};

use super::{LINES_MAX, fillable, write_log};
use crate::App;
use crate::caller::Caller;
use crate::cases;
use crate::error::{Error, FieldError};
use crate::numbers;
use crate::reply::{self, Reply, StoredReply};
use crate::tickets::{Cause, Intake, NewTicket, Proceed, demand};

/// One line of a list.
#[derive(Debug, Clone)]
pub struct Line {
    /// The customer's name in the list, unique in the campaign.
    pub reference: String,
    /// The customer, when known; what is left out of the contact is taken from him.
    pub customer: Option<CustomerId>,
    /// Whom to call.
    pub contact: Contact,
    /// Class of area.
    pub area: Option<AreaCode>,
    /// Region code.
    pub region: Option<String>,
    /// The class of the customer.
    pub segment: Option<SegmentCode>,
    /// What is to be said to this customer beside what is said to all.
    pub description: Option<String>,
}

/// What came of one line.
#[derive(Debug, Clone)]
pub enum LineResult {
    /// He stands on the list from now on.
    Added(Listed),
    /// He stood there already, perhaps under another name: nothing was done.
    Known(Listed),
    /// Something is wrong with the line; pointers begin at the line.
    Refused(Vec<FieldError>),
}

/// What came of a list, line by line.
#[derive(Debug, Clone)]
pub struct Filled {
    /// Names in the list, and what came of each, in the order of the lines.
    pub lines: Vec<(String, LineResult)>,
}

/// Hands a list in. Lines that are wrong keep nobody else from being called.
///
/// # Errors
/// Not found outside the campaign's branch of the organisation; refused when it is closed; limit exceeded.
pub async fn fill(
    app: &Arc<App>,
    caller: &Caller,
    id: CampaignId,
    lines: Vec<Line>,
    reply: Reply<Filled>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::CampaignFill)?;
    reply::require_key(&caller.principal, reply.key.as_ref())?;
    if lines.len() > LINES_MAX {
        return Err(Error::LimitExceeded { limit: "lines per list", maximum: LINES_MAX as u64 });
    }
    let policy = app.directory.current_policy()?;
    let mut all = Vec::with_capacity(lines.len());
    for line in lines {
        // Numbers are handed out outside the transaction: a line that is refused leaves a gap.
        let number = numbers::next(app, &policy, app.clock.now()).await?;
        all.push((line, number));
    }
    let (inner, caller) = (app.clone(), caller.clone());
    let stored = reply::once(app, reply, move |tx| take_all(&inner, tx, &caller, &policy, (id, &all))).await?;
    cases::announce(app);
    Ok(stored)
}

fn take_all(
    app: &App,
    tx: &mut Tx<'_>,
    caller: &Caller,
    policy: &Arc<Policy>,
    (id, lines): (CampaignId, &[(Line, String)]),
) -> Result<Filled, Error> {
    let campaign = fillable(app, tx, caller, id)?.campaign;
    if campaign.closed_at.is_some() {
        return Err(Error::Refused(Refusal::new(RefusalCode::CampaignClosed)));
    }
    let list = List { app, caller, policy, campaign: &campaign };
    let mut filled = Filled { lines: Vec::with_capacity(lines.len()) };
    let mut added: BTreeSet<TicketId> = BTreeSet::new();
    for (line, number) in lines {
        let result = match list.take(tx, line, number) {
            Ok(result) => result,
            // Of what is invalid nothing has been written.
            Err(Error::Invalid(errors)) => LineResult::Refused(errors),
            Err(other) => return Err(other),
        };
        if let LineResult::Added(listed) = &result {
            added.insert(listed.ticket);
        }
        filled.lines.push((line.reference.clone(), result));
    }
    let unit = &caller.principal.unit;
    let entry = serde_json::json!({ "unit": unit, "lines": lines.len(), "added": added.len() });
    write_log(app, tx, caller, (&campaign, "filled", app.clock.now()), entry)?;
    Ok(filled)
}

/// A list on its way into a campaign.
struct List<'a> {
    app: &'a App,
    caller: &'a Caller,
    policy: &'a Arc<Policy>,
    campaign: &'a Campaign,
}

impl List<'_> {
    fn take(&self, tx: &mut Tx<'_>, line: &Line, number: &str) -> Result<LineResult, Error> {
        if let Some(listed) = rows::known(tx, self.campaign.id, &line.reference, line.customer)? {
            return Ok(LineResult::Known(listed));
        }
        let new = NewTicket { contact: contact(tx, line)?, ..self.ticket(line) };
        let demand = demand(self.policy, &new, self.app.directory.is_emergency())?;
        let unit = self.caller.principal.unit.clone();
        let member = Membership::new(self.campaign.id, line.reference.clone(), unit);
        let intake = Intake {
            policy: self.policy.clone(),
            demand,
            number: number.to_owned(),
            proceed: Proceed::Accepted,
            cause: Cause::Listed(member, self.campaign.unit.clone()),
        };
        let opened = intake.take(self.app, tx, self.caller)?;
        let ticket = &opened.view.stored.case.ticket;
        let reference = line.reference.clone();
        Ok(LineResult::Added(Listed { ticket: ticket.id, number: ticket.number.clone(), reference }))
    }

    fn ticket(&self, line: &Line) -> NewTicket {
        let Campaign { name, description, kind, service_type, channel, .. } = self.campaign.clone();
        let said = line.description.as_ref();
        NewTicket {
            kind: Some(kind),
            service_type,
            level: None,
            area: line.area.clone(),
            region: line.region.clone(),
            line: None,
            position: None,
            channel,
            call: None,
            external: None,
            customer: line.customer,
            contact: line.contact.clone(),
            topic: name,
            description: said.map_or_else(|| description.clone(), |own| format!("{description}\n{own}")),
            confidential: false,
            anonymous: false,
            callback_wanted: true,
            target_at: None,
            segment: line.segment.clone(),
            risks: BTreeSet::new(),
            accused: Accused::default(),
            praised: BTreeSet::new(),
            proceed: Proceed::Accepted,
        }
    }
}

/// Whom to call: what the line leaves out is what is known of the customer.
fn contact(tx: &mut Tx<'_>, line: &Line) -> Result<Contact, Error> {
    let mut contact = line.contact.clone();
    if let Some(id) = line.customer {
        let customer = customers::find(tx, id)?.ok_or_else(|| Error::invalid("/customerId", "unknown"))?;
        contact.name = contact.name.or(Some(customer.name));
        contact.phone = contact.phone.or(customer.phone);
        contact.address = contact.address.or(customer.address);
    }
    if contact.phone.is_some() { Ok(contact) } else { Err(Error::invalid("/phone", "required")) }
}
