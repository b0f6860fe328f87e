//! What an event makes of an appeal.

use crate::time::Timestamp;

use super::{Appeal, AppealEvent, AppealStage, Ruling};

/// Folds one event into the appeal. (`Raised` is how it begins.)
pub fn apply(appeal: &mut Appeal, event: &AppealEvent, at: Timestamp) {
    match event {
        AppealEvent::Raised { .. } => {}
        AppealEvent::Upheld { by, reason, late } => {
            appeal.rulings.push(Ruling { by: *by, upheld: true, reason: reason.clone(), at, late: *late });
            end(appeal, AppealStage::Upheld, at);
        }
        AppealEvent::Dismissed { by, reason, late, again_until } => {
            appeal.rulings.push(Ruling { by: *by, upheld: false, reason: reason.clone(), at, late: *late });
            appeal.stage = AppealStage::Dismissed;
            appeal.due_at = *again_until;
        }
        AppealEvent::Rejected { by, reason, late } => {
            appeal.rulings.push(Ruling { by: *by, upheld: false, reason: reason.clone(), at, late: *late });
            end(appeal, AppealStage::Rejected, at);
        }
        AppealEvent::RaisedAgain { reason, documents, due_at, remind_at } => {
            appeal.reason = format!("{}\n{reason}", appeal.reason);
            appeal.documents.extend(documents.iter().cloned());
            appeal.stage = AppealStage::RaisedAgain;
            appeal.due_at = Some(*due_at);
            appeal.remind_at = *remind_at;
            appeal.overdue_at = None;
        }
        AppealEvent::Withdrawn => end(appeal, AppealStage::Withdrawn, at),
        AppealEvent::Reminded => appeal.remind_at = None,
        AppealEvent::Overdue => {
            appeal.remind_at = None;
            appeal.overdue_at = Some(at);
        }
    }
}

fn end(appeal: &mut Appeal, stage: AppealStage, at: Timestamp) {
    appeal.stage = stage;
    appeal.due_at = None;
    appeal.ended_at = Some(at);
}
