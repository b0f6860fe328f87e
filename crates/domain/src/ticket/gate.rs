//! Which actions are open in which stage.

use crate::refusal::RefusalCode;

use super::{TicketAction, TicketStage};

/// Whether the action is open at all in this stage. Data of the command is looked at by [`decide`](super::decide).
pub const fn gate(stage: TicketStage, action: TicketAction) -> Result<(), RefusalCode> {
    use TicketStage as S;
    let open = match stage {
        S::Draft => open_in_draft(action),
        S::PendingDispatch | S::Handling => open_before_the_answer(stage, action),
        S::CallbackDue | S::FinalAnswerDue => open_while_asking(stage, action),
        S::Answered { .. } | S::Archived { .. } | S::ClosedOnSpot | S::Cancelled => open_after(stage, action),
    };
    match (open, stage, action) {
        (true, _, _) => Ok(()),
        (
            false,
            S::Draft | S::PendingDispatch | S::Handling | S::CallbackDue | S::FinalAnswerDue,
            TicketAction::Archive,
        ) => Err(RefusalCode::ReplyRequired),
        (false, _, _) => Err(RefusalCode::WrongStage),
    }
}

const fn open_in_draft(action: TicketAction) -> bool {
    use TicketAction as A;
    match action {
        A::Accept | A::Answer | A::Note | A::Cancel | A::Reclassify | A::FlagRisk => true,
        A::FollowScript | A::AskHelp | A::GiveHelp => true,
        A::Dispatch
        | A::Urge
        | A::Withdraw
        | A::Archive
        | A::Reopen
        | A::Mark
        | A::Contact
        | A::Verdict
        | A::FinalAnswer
        | A::Merge
        | A::Unmerge
        | A::SendBack => false,
    }
}

/// While it waits for its dispatch, and while work orders are out.
const fn open_before_the_answer(stage: TicketStage, action: TicketAction) -> bool {
    use TicketAction as A;
    match action {
        A::Dispatch
        | A::Urge
        | A::Note
        | A::Withdraw
        | A::Reclassify
        | A::Mark
        | A::Contact
        | A::FlagRisk
        | A::FollowScript
        | A::AskHelp
        | A::GiveHelp
        | A::Merge => true,
        A::Answer | A::Cancel => matches!(stage, TicketStage::PendingDispatch),
        A::Verdict | A::Unmerge => matches!(stage, TicketStage::Handling),
        A::Accept | A::Archive | A::Reopen | A::FinalAnswer | A::SendBack => false,
    }
}

/// While the customer is called back, or the final answer is written.
const fn open_while_asking(stage: TicketStage, action: TicketAction) -> bool {
    use TicketAction as A;
    match action {
        A::Urge | A::Note | A::Withdraw | A::Mark | A::Contact | A::FlagRisk | A::Verdict => true,
        A::FollowScript | A::AskHelp | A::GiveHelp => true,
        A::FinalAnswer | A::SendBack => matches!(stage, TicketStage::FinalAnswerDue),
        A::Accept | A::Answer | A::Dispatch | A::Cancel | A::Archive | A::Reopen | A::Reclassify => false,
        A::Merge | A::Unmerge => false,
    }
}

/// When the customer has been answered, and when the ticket has ended.
const fn open_after(stage: TicketStage, action: TicketAction) -> bool {
    use TicketAction as A;
    use TicketStage as S;
    match action {
        A::Note | A::FollowScript => true,
        A::Mark | A::Contact | A::FlagRisk => !matches!(stage, S::Cancelled),
        A::Archive | A::Verdict | A::AskHelp | A::GiveHelp => matches!(stage, S::Answered { .. }),
        A::Reopen => matches!(stage, S::Answered { .. } | S::Archived { .. } | S::ClosedOnSpot),
        A::Accept
        | A::Answer
        | A::Dispatch
        | A::Urge
        | A::Withdraw
        | A::Cancel
        | A::Reclassify
        | A::FinalAnswer
        | A::SendBack
        | A::Merge
        | A::Unmerge => false,
    }
}
