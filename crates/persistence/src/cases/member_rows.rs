//! Which tickets stand for members of which campaigns, and what became of them, as rows: listed and counted there.

use bihuan_domain::campaign::Membership;
use diesel::prelude::*;

use super::store::Step;
use crate::error::DbError;
use crate::schema::campaign_members;
use crate::types::{Id, Instant};
use crate::{Tx, connection};

/// Writes what became of members, where it changed. Few tickets are members: nothing is asked of the database otherwise.
pub(super) fn store(tx: &mut Tx<'_>, steps: &[Step<'_>]) -> Result<(), DbError> {
    for step in steps {
        let Some(member) = &step.after().ticket.campaign else { continue };
        let before = step.case_before().and_then(|case| case.ticket.campaign.as_ref());
        if step.before.is_none() {
            insert(tx, *step, member)?;
        } else if before != Some(member) {
            let id = Id::from(step.after().ticket.id);
            diesel::update(campaign_members::table.find(id))
                .set((
                    campaign_members::called.eq(member.called),
                    campaign_members::standing.eq(member.standing.as_str()),
                    campaign_members::outcome.eq(member.outcome.as_ref().map(ToString::to_string)),
                ))
                .execute(tx.connection)?;
        }
    }
    Ok(())
}

fn insert(tx: &mut Tx<'_>, step: Step<'_>, member: &Membership) -> Result<(), DbError> {
    let ticket = &step.after().ticket;
    let row = (
        campaign_members::ticket_id.eq(Id::from(ticket.id)),
        campaign_members::campaign_id.eq(Id::from(member.campaign)),
        campaign_members::reference.eq(member.reference.as_str()),
        campaign_members::customer_id.eq(ticket.demand.customer.map(Id::from)),
        campaign_members::handed_in_by.eq(member.handed_in_by.as_str()),
        campaign_members::added_at.eq(Instant::from(step.changes.at)),
        campaign_members::called.eq(member.called),
        campaign_members::standing.eq(member.standing.as_str()),
        campaign_members::outcome.eq(member.outcome.as_ref().map(ToString::to_string)),
    );
    connection::each!(tx, |connection| diesel::insert_into(campaign_members::table).values(row).execute(connection))?;
    Ok(())
}
