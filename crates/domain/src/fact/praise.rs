//! What can be counted about praise.

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::id::{TicketId, UserId};

use super::{Amounts, Basis, Fact, Family};

/// Bytes of an id.
const ID_BYTES: usize = 16;

impl Basis<'_> {
    /// One fact for each of the staff whom the ticket praises, beside the fact of the ticket itself.
    pub(super) fn praise(&self, demand: &Fact) -> Vec<Fact> {
        let ticket = &self.history.case.ticket;
        let of = |person: &UserId| {
            let mut fact = demand.clone();
            (fact.family, fact.subject) = (Family::Praise, subject(ticket.id, *person));
            (fact.place.person, fact.place.crew, fact.place.matter) = (Some(*person), None, None);
            fact.amounts = Amounts::default();
            fact
        };
        ticket.demand.praised.iter().map(of).collect()
    }
}

/// The id of what a ticket says of a person: always the same.
fn subject(ticket: TicketId, person: UserId) -> Uuid {
    let digest = Sha256::digest(format!("praise|{ticket}|{person}").as_bytes());
    let bytes = digest.iter().take(ID_BYTES).fold(0_u128, |bytes, byte| (bytes << 8) | u128::from(*byte));
    uuid::Builder::from_custom_bytes(bytes.to_be_bytes()).into_uuid()
}
