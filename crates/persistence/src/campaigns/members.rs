//! Who stands on the list of a campaign, and what became of him.

use bihuan_domain::campaign::Standing;
use bihuan_domain::code::{OutcomeCode, UnitCode};
use bihuan_domain::id::{CampaignId, CustomerId, TicketId};
use bihuan_domain::time::Timestamp;
use diesel::dsl::{count_star, exists};
use diesel::prelude::*;

use crate::Tx;
use crate::error::DbError;
use crate::page::{PageRequest, keyset};
use crate::schema::{campaign_members, tickets};
use crate::types::{Id, Instant};

/// A member of a campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The ticket that stands for him.
    pub ticket: TicketId,
    /// Its number.
    pub number: String,
    /// His name in the list.
    pub reference: String,
    /// The customer, when known.
    pub customer: Option<CustomerId>,
    /// The unit that handed him in.
    pub handed_in_by: String,
    /// When.
    pub added_at: Timestamp,
    /// Whether he was called.
    pub called: bool,
    /// What became of the call, by its stored name.
    pub standing: String,
    /// What it brought.
    pub outcome: Option<String>,
}

/// Which members.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MemberFilter {
    /// Only these.
    pub standing: Option<Standing>,
    /// Only those who were called, or were not.
    pub called: Option<bool>,
    /// Only those whose call brought this.
    pub outcome: Option<OutcomeCode>,
    /// Only the one with this name in the list.
    pub reference: Option<String>,
}

/// How many members are alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// What became of the call, by its stored name.
    pub standing: String,
    /// Whether they were called.
    pub called: bool,
    /// What the call brought.
    pub outcome: Option<String>,
    /// How many.
    pub members: i64,
}

/// How a member stands on the list already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The ticket.
    pub ticket: TicketId,
    /// Its number.
    pub number: String,
    /// His name in the list.
    pub reference: String,
}

/// The member with this name, or else this customer under another name.
pub fn known(
    tx: &mut Tx<'_>,
    campaign: CampaignId,
    reference: &str,
    customer: Option<CustomerId>,
) -> Result<Option<Listed>, DbError> {
    let named = ticket_of(tx, campaign, reference)?;
    match (named, customer) {
        (None, Some(customer)) => {
            let row = campaign_members::table
                .inner_join(tickets::table.on(tickets::id.eq(campaign_members::ticket_id)))
                .filter(campaign_members::campaign_id.eq(Id::from(campaign)))
                .filter(campaign_members::customer_id.eq(Some(Id::from(customer))))
                .select((campaign_members::ticket_id, tickets::number, campaign_members::reference));
            Ok(row.first::<(Id, String, String)>(tx.connection).optional()?.map(listed))
        }
        (named, _) => Ok(named),
    }
}

/// The member with this name in the list.
pub fn ticket_of(tx: &mut Tx<'_>, campaign: CampaignId, reference: &str) -> Result<Option<Listed>, DbError> {
    let row = campaign_members::table
        .inner_join(tickets::table.on(tickets::id.eq(campaign_members::ticket_id)))
        .filter(campaign_members::campaign_id.eq(Id::from(campaign)))
        .filter(campaign_members::reference.eq(reference))
        .select((campaign_members::ticket_id, tickets::number, campaign_members::reference));
    Ok(row.first::<(Id, String, String)>(tx.connection).optional()?.map(listed))
}

fn listed((ticket, number, reference): (Id, String, String)) -> Listed {
    Listed { ticket: ticket.into(), number, reference }
}

/// How many members of a campaign stand where: its whole balance.
pub fn counts(tx: &mut Tx<'_>, campaign: CampaignId) -> Result<Vec<Count>, DbError> {
    let alike = (campaign_members::standing, campaign_members::called, campaign_members::outcome);
    let rows: Vec<(String, bool, Option<String>, i64)> = campaign_members::table
        .filter(campaign_members::campaign_id.eq(Id::from(campaign)))
        .group_by(alike)
        .select((campaign_members::standing, campaign_members::called, campaign_members::outcome, count_star()))
        .load(tx.connection)?;
    let of_row = |(standing, called, outcome, members)| Count { standing, called, outcome, members };
    Ok(rows.into_iter().map(of_row).collect())
}

type Row = (Id, String, String, Option<Id>, String, Instant, bool, String, Option<String>);

/// One page of the members of a campaign, in the order in which they were put on its list.
pub fn list(
    tx: &mut Tx<'_>,
    campaign: CampaignId,
    filter: &MemberFilter,
    page: PageRequest,
) -> Result<Vec<Member>, DbError> {
    let mut query = campaign_members::table
        .inner_join(tickets::table.on(tickets::id.eq(campaign_members::ticket_id)))
        .filter(campaign_members::campaign_id.eq(Id::from(campaign)))
        .select((
            campaign_members::ticket_id,
            tickets::number,
            campaign_members::reference,
            campaign_members::customer_id,
            campaign_members::handed_in_by,
            campaign_members::added_at,
            campaign_members::called,
            campaign_members::standing,
            campaign_members::outcome,
        ))
        .into_boxed();
    if let Some(standing) = filter.standing {
        query = query.filter(campaign_members::standing.eq(standing.as_str()));
    }
    if let Some(called) = filter.called {
        query = query.filter(campaign_members::called.eq(called));
    }
    if let Some(outcome) = &filter.outcome {
        query = query.filter(campaign_members::outcome.eq(Some(outcome.to_string())));
    }
    if let Some(reference) = &filter.reference {
        query = query.filter(campaign_members::reference.eq(reference.clone()));
    }
    let query = keyset!(query, page, campaign_members::added_at, campaign_members::ticket_id);
    Ok(query.load::<Row>(tx.connection)?.into_iter().map(member).collect())
}

fn member((ticket, number, reference, customer, handed_in_by, added_at, called, standing, outcome): Row) -> Member {
    Member {
        ticket: ticket.into(),
        number,
        reference,
        customer: customer.map(CustomerId::from),
        handed_in_by,
        added_at: added_at.into(),
        called,
        standing,
        outcome,
    }
}

/// Members of a campaign whose call is still open; at most so many.
pub fn open(tx: &mut Tx<'_>, campaign: CampaignId, limit: i64) -> Result<Vec<TicketId>, DbError> {
    let rows: Vec<Id> = campaign_members::table
        .filter(campaign_members::campaign_id.eq(Id::from(campaign)))
        .filter(campaign_members::standing.eq(Standing::Open.as_str()))
        .order(campaign_members::ticket_id)
        .limit(limit)
        .select(campaign_members::ticket_id)
        .load(tx.connection)?;
    Ok(rows.into_iter().map(TicketId::from).collect())
}

/// Whether a unit handed anybody in from a moment on, and before another.
pub fn handed_in(tx: &mut Tx<'_>, unit: &UnitCode, from: Timestamp, until: Timestamp) -> Result<bool, DbError> {
    let rows = campaign_members::table
        .filter(campaign_members::handed_in_by.eq(unit.as_str()))
        .filter(campaign_members::added_at.ge(Instant::from(from)))
        .filter(campaign_members::added_at.lt(Instant::from(until)));
    Ok(diesel::select(exists(rows)).get_result(tx.connection)?)
}
