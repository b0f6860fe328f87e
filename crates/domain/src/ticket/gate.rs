//! Which actions are open in which stage.

use crate::refusal::RefusalCode;

use super::{TicketAction, TicketStage};

/// Whether the action is open at all in this stage. Data of the command is looked at by [`decide`](super::decide).
pub const fn gate(stage: TicketStage, action: TicketAction) -> Result<(), RefusalCode> {
    use TicketAction as A;
    use TicketStage as S;
    match (stage, action) {
        (S::Draft, A::Accept | A::Answer | A::Note | A::Cancel | A::Reclassify | A::FlagRisk)
        | (
            S::PendingDispatch,
            A::Answer
            | A::Dispatch
            | A::Urge
            | A::Note
            | A::Withdraw
            | A::Cancel
            | A::Reclassify
            | A::Mark
            | A::Contact
            | A::FlagRisk,
        )
        | (
            S::Handling,
            A::Dispatch
            | A::Urge
            | A::Note
            | A::Withdraw
            | A::Reclassify
            | A::Mark
            | A::Contact
            | A::FlagRisk
            | A::Verdict,
        )
        | (S::CallbackDue, A::Urge | A::Note | A::Withdraw | A::Mark | A::Contact | A::FlagRisk | A::Verdict)
        | (
            S::FinalAnswerDue,
            A::Urge
            | A::Note
            | A::Withdraw
            | A::Mark
            | A::Contact
            | A::FlagRisk
            | A::Verdict
            | A::FinalAnswer
            | A::SendBack,
        )
        | (S::Answered { .. }, A::Archive | A::Note | A::Mark | A::Contact | A::FlagRisk | A::Verdict)
        | (S::Archived { .. } | S::ClosedOnSpot, A::Reopen | A::Note | A::Mark | A::Contact | A::FlagRisk)
        | (S::Cancelled, A::Note) => Ok(()),
        (S::Draft | S::PendingDispatch | S::Handling | S::CallbackDue | S::FinalAnswerDue, A::Archive) => {
            Err(RefusalCode::ReplyRequired)
        }
        (
            S::Draft
            | S::PendingDispatch
            | S::Handling
            | S::CallbackDue
            | S::FinalAnswerDue
            | S::Answered { .. }
            | S::Archived { .. }
            | S::ClosedOnSpot
            | S::Cancelled,
            A::Accept
            | A::Answer
            | A::Dispatch
            | A::Urge
            | A::Withdraw
            | A::Cancel
            | A::Archive
            | A::Reopen
            | A::Reclassify
            | A::Mark
            | A::FinalAnswer
            | A::SendBack
            | A::Contact
            | A::FlagRisk
            | A::Verdict,
        ) => Err(RefusalCode::WrongStage),
    }
}
