//! The verdict (属实认定): whether what the customer complains of is so.

use serde::{Deserialize, Serialize};

use crate::actor::Person;
use crate::case::{Case, CaseEvent, Context};
use crate::code::UnitCode;
use crate::id::UserId;
use crate::organisation::Organisation;
use crate::refusal::{Refusal, RefusalCode};
use crate::time::Timestamp;

use super::TicketEvent;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// It is so (属实).
    Substantiated,
    /// Part of it is so (部分属实).
    PartlySubstantiated,
    /// It is not so (不属实).
    Unsubstantiated,
    /// Nobody can tell any more (无法核实).
    Unverifiable,
}

/// Whether what the customer complains of is so, with the evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// What was found.
    pub finding: Finding,
    /// Why.
    pub text: String,
    /// What shows it, as the centre files it.
    pub evidence: Vec<String>,
    /// Who found it; never the person, nor anybody of the unit, that was complained of.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
    /// In which episode of the handling: one that was sent back or opened again since begins another.
    #[serde(default)]
    pub episode: u32,
}

/// Whom a complaint is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accused {
    /// The unit.
    pub unit: Option<UnitCode>,
    /// The person.
    pub person: Option<UserId>,
}

impl Finding {
    /// All of them.
    pub const ALL: &[Self] =
        &[Self::Substantiated, Self::PartlySubstantiated, Self::Unsubstantiated, Self::Unverifiable];

    /// Whether something of it is so: it counts as a complaint that was found to be so.
    #[must_use]
    pub const fn is_so(self) -> bool {
        match self {
            Self::Substantiated | Self::PartlySubstantiated => true,
            Self::Unsubstantiated | Self::Unverifiable => false,
        }
    }

    /// The name as stored and shown.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Substantiated => "substantiated",
            Self::PartlySubstantiated => "partly_substantiated",
            Self::Unsubstantiated => "unsubstantiated",
            Self::Unverifiable => "unverifiable",
        }
    }
}

impl Accused {
    /// Whether nobody is named.
    #[must_use]
    pub const fn is_nobody(&self) -> bool {
        self.unit.is_none() && self.person.is_none()
    }

    /// Whether it is about somebody: himself, or the unit that he belongs to.
    pub(crate) fn is(&self, user: UserId, unit: &UnitCode, organisation: &Organisation) -> bool {
        let below = |accused: &UnitCode| organisation.is_below(unit, accused);
        self.person == Some(user) || self.unit.as_ref().is_some_and(below)
    }
}

/// Gives the verdict, or gives it anew as long as the ticket is not archived.
///
/// While a complaint names nobody, whoever handled it counts as its subject.
pub(super) fn decide(
    case: &Case,
    finding: Finding,
    text: &str,
    evidence: &[String],
    context: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    let accused = &case.ticket.demand.accused;
    let subject = |person: &Person| {
        if accused.is_nobody() {
            case.is_handled_within(person, context.organisation)
        } else {
            accused.is(person.user, &person.unit, context.organisation)
        }
    };
    let person = context.person.filter(|person| !subject(person)).ok_or(RefusalCode::NotIndependent)?;
    let (text, evidence) = (text.to_owned(), evidence.to_vec());
    Ok(vec![TicketEvent::VerdictGiven { finding, text, evidence, by: person.user }.into()])
}
