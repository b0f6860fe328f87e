//! Inspections (工单质量检查): a ticket that the lot chose, a sheet of what was found, and a score.

use serde::{Deserialize, Serialize};

use crate::code::{DefectCode, InspectionPlanCode, ItemCode, UnitCode};
use crate::id::{InspectionId, StaffErrorId, TicketId, UserId};
use crate::policy::Policy;
use crate::policy::quality::{Defect, InspectionPlan};
use crate::refusal::{Refusal, RefusalCode};
use crate::sampling::Lot;
use crate::time::Timestamp;

pub use crate::policy::quality::Side;

/// A ticket that the lot chose for inspection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Inspection {
    /// Its id.
    pub id: InspectionId,
    /// The plan.
    pub plan: InspectionPlanCode,
    /// The month whose tickets were drawn from, such as `2026-06`.
    pub period: String,
    /// The ticket.
    pub ticket: TicketId,
    /// The unit that took it.
    pub unit: UnitCode,
    /// The lot.
    pub lot: Lot,
    /// The plan as it was when the lots were drawn: what is looked for, and the score of a faultless ticket. None in
    /// inspections drawn before that was kept.
    #[serde(default)]
    pub terms: Option<InspectionPlan>,
    /// What was found; none while nobody has looked.
    pub sheet: Option<Sheet>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Sheet {
    /// Who looked.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
    /// The defects; empty when there are none.
    pub found: Vec<Found>,
    /// What was looked at, as far as the plan says what always is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Judged>,
    /// The score as the inspector gave it, before any contest.
    pub score: u16,
    /// A note.
    pub note: Option<String>,
}

/// How one item was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Judged {
    /// Which.
    pub item: ItemCode,
    /// Whether it is as it should be.
    pub met: bool,
}

/// Why the items of a sheet do not fit its plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// The plan looks at this one, and the sheet says nothing of it.
    Missing(ItemCode),
    /// The plan does not look at this one, or the sheet says it twice. By its place on the sheet.
    Unknown(usize),
    /// It is not as it should be, and nobody's defect says so; or somebody's does, and the item is said to be as it should be.
    /// By its place on the sheet.
    Contradicted(usize),
}

/// One defect of one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Found {
    /// Which.
    pub defect: DefectCode,
    /// Whose.
    pub person: UserId,
    /// What happened.
    pub note: String,
    /// The error that it became in the register.
    pub error: StaffErrorId,
}

/// Fills in the sheet of an inspection. `hands` are those who worked on the ticket: they do not inspect it.
///
/// # Errors
/// Refused when it is filled in already, for whoever worked on the ticket, and for defects the plan does not look for.
pub fn inspect(
    inspection: &Inspection,
    plan: &InspectionPlan,
    policy: &Policy,
    hands: &[UserId],
    sheet: Sheet,
) -> Result<Inspection, Refusal> {
    if inspection.sheet.is_some() {
        return Err(RefusalCode::AlreadyRequested.into());
    }
    if hands.contains(&sheet.by) {
        return Err(RefusalCode::NotIndependent.into());
    }
    let mut points = 0_u16;
    for found in &sheet.found {
        let known = policy.defect(&found.defect).filter(|defect| plan.looks_for(defect));
        let defect = known.ok_or_else(|| Refusal::new(RefusalCode::NotInPlan).with("defect", &found.defect))?;
        points = points.saturating_add(defect.points);
    }
    let score = plan.full_score.saturating_sub(points);
    Ok(Inspection { sheet: Some(Sheet { score, ..sheet }), ..inspection.clone() })
}

impl Inspection {
    /// The plan by which it is judged: as it was when the lots were drawn, whatever the policy says by now.
    #[must_use]
    pub fn plan_in<'a>(&'a self, policy: &'a Policy) -> Option<&'a InspectionPlan> {
        self.terms.as_ref().or_else(|| policy.inspection_plan(&self.plan))
    }
}

impl InspectionPlan {
    /// Whether a sheet says of each item once how it was found, and whose defect it is where it was found wanting.
    ///
    /// # Errors
    /// The first thing that does not fit.
    pub fn check_items(&self, judged: &[Judged], found: &[DefectCode]) -> Result<(), Unfit> {
        for (place, one) in judged.iter().enumerate() {
            let known = self.items.iter().find(|item| item.code == one.item);
            let twice = judged.iter().take(place).any(|earlier| earlier.item == one.item);
            let item = known.filter(|_| !twice).ok_or(Unfit::Unknown(place))?;
            if found.contains(&item.defect) == one.met {
                return Err(Unfit::Contradicted(place));
            }
        }
        let missing = self.items.iter().find(|item| !judged.iter().any(|one| one.item == item.code));
        missing.map_or(Ok(()), |item| Err(Unfit::Missing(item.code.clone())))
    }

    /// Whether the plan looks for a defect.
    #[must_use]
    pub fn looks_for(&self, defect: &Defect) -> bool {
        self.defects.is_empty() || self.defects.contains(&defect.code)
    }
}

impl Policy {
    /// The defect with this code.
    #[must_use]
    pub fn defect(&self, code: &DefectCode) -> Option<&Defect> {
        self.bundle().defects.iter().find(|defect| defect.code == *code)
    }

    /// The inspection plan with this code.
    #[must_use]
    pub fn inspection_plan(&self, code: &InspectionPlanCode) -> Option<&InspectionPlan> {
        self.bundle().inspection_plans.iter().find(|plan| plan.code == *code)
    }
}
