//! What can be counted about a ticket.

use crate::clock::{AlarmLevel, Milestone};
use crate::ticket::{Answer, Finding, TicketStage};

use super::{Amount, Basis, Fact, Family, Flag, matter_of, verdict};

/// What ends the handling of a matter, step by step.
const HANDLED: &[Milestone] = &[
    Milestone::Replied,
    Milestone::Approved,
    Milestone::DepartmentDone,
    Milestone::FinallyAnswered,
    Milestone::Archived,
];

impl Basis<'_> {
    pub(super) fn ticket(&self) -> Fact {
        let case = self.history.case;
        let ticket = &case.ticket;
        let done = ticket.ended_at.filter(|_| ticket.stage.is_end());
        let mut fact = self.fact(Family::Ticket, ticket.id.0, ticket.opened_at, done, self.answerable());
        fact.place.person = ticket.accepted_by;
        fact.place.crew = case.lead().and_then(|order| order.crew.as_ref()).map(|crew| self.path(crew));
        fact.place.matter = matter_of(case);
        let answered_for = case.clocks.iter().filter(|clock| !self.plea.excuses(clock));
        let escalated = answered_for.flat_map(|clock| &clock.alarms);
        let mut escalated = escalated.filter(|point| matches!(point.level, AlarmLevel::Escalation(_)));
        let escalated = escalated.any(|point| point.fired_at.is_some());
        let finding = ticket.verdict.as_ref().map(|verdict| verdict.finding);
        let dispatch = self.verdict(case.clocks.iter(), Milestone::Dispatched);
        let how = match ticket.stage {
            TicketStage::Answered { how } | TicketStage::Archived { how } => Some(how),
            _ => None,
        };
        for (flag, is) in [
            (Flag::Accepted, ticket.accepted_at.is_some()),
            (Flag::Dispatched, ticket.dispatched_at.is_some()),
            (Flag::ClosedOnSpot, ticket.stage == TicketStage::ClosedOnSpot),
            (Flag::Cancelled, ticket.stage == TicketStage::Cancelled),
            (Flag::Ended, ticket.stage.is_end()),
            (Flag::Archived, matches!(ticket.stage, TicketStage::Archived { .. })),
            (Flag::Withdrawn, ticket.withdrawn_at.is_some()),
            (Flag::Urged, ticket.urge_count > 0),
            (Flag::SentBack, ticket.redo_count > 0),
            (Flag::Reopened, ticket.reopen_count > 0),
            (Flag::Supervised, ticket.supervised),
            (Flag::Overdue, case.clocks.iter().any(|clock| self.is_late(clock))),
            (Flag::Escalated, escalated || !ticket.rungs.is_empty()),
            (Flag::DispatchTimed, dispatch.is_some()),
            (Flag::DispatchLate, dispatch == Some(verdict::Verdict::Late)),
            (Flag::Judged, finding.is_some()),
            (Flag::Substantiated, finding.is_some_and(Finding::is_so)),
            (Flag::FinallyAnswered, ticket.final_answer.is_some()),
            (Flag::Refused, ticket.refused.is_some()),
            (Flag::Emergency, ticket.demand.emergency),
            (Flag::CallbackDeclined, how == Some(Answer::Declined)),
            (Flag::HandledLate, self.is_handled_late()),
        ] {
            fact.flags.set(flag, is);
        }
        fact.amounts.set(Amount::Urges, Some(ticket.urge_count.into()));
        fact.amounts.set(Amount::Earlier, Some(self.history.earlier.into()));
        fact.amounts.set(Amount::OpenSeconds, done.map(|at| at.seconds_since(ticket.opened_at)));
        fact.amounts.set(Amount::Units, i64::try_from(self.units()).ok());
        self.dwell(&mut fact, done);
        fact
    }

    /// Whether a clock over the handling says that it took too long: one that waits for a unit's reply, or for something
    /// behind it, up to the end of the ticket.
    fn is_handled_late(&self) -> bool {
        let late = |milestone| self.verdict(self.history.case.clocks.iter(), milestone) == Some(verdict::Verdict::Late);
        HANDLED.iter().copied().any(late)
    }
}
