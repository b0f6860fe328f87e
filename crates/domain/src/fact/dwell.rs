//! How long a ticket that ended was in whose hands (环节停留时长), and how many units shared it.

use std::collections::BTreeSet;

use crate::time::Timestamp;
use crate::time_split::{Holder, legs};
use crate::work_order::WorkOrderStage;

use super::{Amount, Basis, Fact};

/// The amount that holds the seconds in these hands.
const fn amount(holder: Holder) -> Amount {
    match holder {
        Holder::Intake => Amount::IntakeSeconds,
        Holder::Queue => Amount::QueueSeconds,
        Holder::Unit => Amount::UnitSeconds,
        Holder::CrewTravel => Amount::TravelSeconds,
        Holder::CrewWork => Amount::WorkSeconds,
        Holder::AwaitingCustomer => Amount::CustomerSeconds,
        Holder::ApprovedPause => Amount::PauseSeconds,
        Holder::Review => Amount::ReviewSeconds,
        Holder::Callback => Amount::CallbackSeconds,
    }
}

impl Basis<'_> {
    /// The seconds in each pair of hands, by the parts of the time split. A ticket that has not ended has none yet: its last
    /// part still grows.
    pub(super) fn dwell(&self, fact: &mut Fact, done: Option<Timestamp>) {
        let Some(done) = done else { return };
        // Added up before they are cut to seconds, so that many short stretches do not vanish.
        let legs = legs(&self.history.case.ticket.holdings, done);
        for holder in Holder::ALL {
            let own = legs.iter().filter(|leg| leg.holder == *holder);
            let micros: Option<i64> =
                own.map(|leg| leg.to.as_micros().saturating_sub(leg.from.as_micros())).reduce(i64::saturating_add);
            fact.amounts.set(amount(*holder), micros.map(|micros| micros / MICROS_PER_SECOND));
        }
    }

    /// How many units had work orders that were not called off.
    pub(super) fn units(&self) -> usize {
        let orders = self.history.case.work_orders.iter();
        let sent = orders.filter(|order| order.stage != WorkOrderStage::Cancelled);
        sent.filter_map(|order| order.holder()).collect::<BTreeSet<_>>().len()
    }
}

const MICROS_PER_SECOND: i64 = 1_000_000;
