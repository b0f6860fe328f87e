//! What people are measured by, and how they may object: errors (差错), inspections (质检), suspicions of gaming,
//! assessments (考核). Nothing here punishes anybody: consequences are proposed, findings are questions, and whoever is
//! measured sees it and can contest it before somebody else.

mod assessment;
mod contest;
mod finding;
pub mod gaming;
mod inspection;
mod replacement;
mod staff_error;

pub use assessment::{
    Assessment, AssessmentCommand, AssessmentEvent, AssessmentStage, Figure, Party, Raters, Rating, total,
};
pub use contest::{Contest, Ruling, contest, rule};
pub use finding::{Check, Disposal, Finding, Outcome};
pub use inspection::{Found, Inspection, Judged, Sheet, Side, Unfit, inspect};
pub use replacement::Replacement;
pub use staff_error::{Offence, StaffError, offence};
