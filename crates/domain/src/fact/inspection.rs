//! What can be counted about an inspection.

use crate::code::DefectCode;
use crate::id::InspectionId;
use crate::quality::Side;
use crate::time::Timestamp;

use super::{Basis, Fact, Family, Flag};

/// An inspection whose sheet was filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    /// The inspection.
    pub inspection: InspectionId,
    /// When somebody looked.
    pub at: Timestamp,
    /// The defects that stand: those that were struck out after a contest are not among them.
    pub faults: Vec<Fault>,
}

/// A defect that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which.
    pub defect: DefectCode,
    /// Whose it was when it was found; none for those found before that was noted.
    pub side: Option<Side>,
}

impl Basis<'_> {
    pub(super) fn inspection(&self, looked: &Looked) -> Fact {
        let ticket = &self.history.case.ticket;
        let (at, unit) = (looked.at, self.answerable());
        let mut fact = self.fact(Family::Inspection, looked.inspection.0, at, Some(at), unit);
        fact.place.person = ticket.accepted_by;
        // Of old defects the rules that the ticket is under say whose they are.
        let side = |fault: &Fault| fault.side.or_else(|| self.policy.defect(&fault.defect).map(|defect| defect.side));
        let found = |wanted| looked.faults.iter().any(|fault| side(fault) == Some(wanted));
        for (flag, is) in [
            (Flag::Faulty, !looked.faults.is_empty()),
            (Flag::AgentFaulty, found(Side::Agent)),
            (Flag::HandlerFaulty, found(Side::Handler)),
        ] {
            fact.flags.set(flag, is);
        }
        fact
    }
}
