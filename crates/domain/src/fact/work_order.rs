//! What can be counted about a work order.

use crate::clock::Milestone;
use crate::time::Timestamp;
use crate::work_order::{WorkOrder, WorkOrderStage};

use super::verdict::Verdict;
use super::{Amount, Basis, Fact, Family, Flag};

impl Basis<'_> {
    pub(super) fn work_order(&self, order: &WorkOrder) -> Fact {
        let case = self.history.case;
        let unit = order.holder().unwrap_or(&case.ticket.accept_unit);
        let mut fact = self.fact(Family::WorkOrder, order.id.0, order.dispatched_at, order.replied_at, unit);
        fact.place.crew = order.crew.as_ref().map(|crew| self.path(crew));
        fact.place.person = order.replied_by;
        // Nobody goes to the place for a merged ticket: the crew arrives for its main ticket (95598.md §10). Who had been
        // there before, and did not do it well, arrived all the same.
        let spared = case.ticket.merged.is_some() && !order.visited;
        let judged = |milestone| {
            let verdict = self.verdict(case.clocks_of(order.id), milestone);
            verdict.filter(|_| !(spared && milestone == Milestone::Arrived))
        };
        for (milestone, timed, late) in [
            (Milestone::Received, Flag::ReceiptTimed, Flag::ReceiptLate),
            (Milestone::Arrived, Flag::ArrivalTimed, Flag::ArrivalLate),
            (Milestone::Replied, Flag::ReplyTimed, Flag::ReplyLate),
            (Milestone::Contacted, Flag::ContactTimed, Flag::ContactLate),
        ] {
            let verdict = judged(milestone);
            fact.flags.set(timed, verdict.is_some());
            fact.flags.set(late, verdict == Some(Verdict::Late));
        }
        for (flag, is) in [
            (Flag::Lead, order.lead),
            (Flag::Cancelled, order.stage == WorkOrderStage::Cancelled),
            (Flag::Ended, order.stage.is_end()),
            (Flag::Received, order.received_at.is_some()),
            (Flag::Arrived, order.arrived_at.is_some()),
            (Flag::Restored, order.restored_at.is_some()),
            (Flag::Replied, order.replied_at.is_some()),
            (Flag::Contacted, order.contacted_at.is_some()),
            (Flag::Returned, order.return_count > 0),
            (Flag::Reworked, order.rework_count > 0),
            (Flag::Approved, order.stage == WorkOrderStage::Approved),
            (Flag::Suspended, order.suspension_count > 0),
            (Flag::Extended, order.extension_count > 0),
            (Flag::Overdue, case.clocks_of(order.id).any(|clock| self.is_late(clock))),
        ] {
            fact.flags.set(flag, is);
        }
        let since = |at: Option<Timestamp>| at.map(|at| at.seconds_since(order.dispatched_at));
        fact.amounts.set(Amount::ReceiveSeconds, since(order.received_at));
        fact.amounts.set(Amount::ArriveSeconds, since(order.arrived_at));
        fact.amounts.set(Amount::RestoreSeconds, since(order.restored_at));
        fact.amounts.set(Amount::ReplySeconds, since(order.replied_at));
        fact.amounts.set(Amount::Returns, Some(order.return_count.into()));
        fact
    }
}
