//! Which actions are open in which stage.

use crate::refusal::RefusalCode;

use super::{TicketAction, TicketStage};

/// Whether the action is open at all in this stage. Data of the command is looked at by [`decide`](super::decide).
pub const fn gate(stage: TicketStage, action: TicketAction) -> Result<(), RefusalCode> {
    use TicketStage as S;
    match stage {
        S::Draft => before_dispatch(true, action),
        S::PendingDispatch => before_dispatch(false, action),
        S::Handling => at_work(AtWork::Handling, action),
        S::CallbackDue => at_work(AtWork::CallbackDue, action),
        S::FinalAnswerDue => at_work(AtWork::FinalAnswerDue, action),
        S::Answered { .. } => closed(Closed::Answered, action),
        S::Archived { .. } | S::ClosedOnSpot => closed(Closed::Ended, action),
        S::Cancelled => closed(Closed::Cancelled, action),
    }
}

const WRONG: Result<(), RefusalCode> = Err(RefusalCode::WrongStage);

const fn when(open: bool) -> Result<(), RefusalCode> {
    if open { Ok(()) } else { WRONG }
}

const fn before_dispatch(draft: bool, action: TicketAction) -> Result<(), RefusalCode> {
    use TicketAction as A;
    match action {
        A::Answer | A::Note | A::Cancel | A::Reclassify | A::FlagRisk => Ok(()),
        A::Accept => when(draft),
        A::Dispatch | A::Urge | A::Withdraw | A::Mark | A::Contact => when(!draft),
        A::Archive => Err(RefusalCode::ReplyRequired),
        A::Reopen | A::FinalAnswer | A::SendBack | A::Verdict => WRONG,
    }
}

enum AtWork {
    Handling,
    CallbackDue,
    FinalAnswerDue,
}

const fn at_work(stage: AtWork, action: TicketAction) -> Result<(), RefusalCode> {
    use TicketAction as A;
    match action {
        A::Urge | A::Note | A::Withdraw | A::Mark | A::Contact | A::FlagRisk | A::Verdict => Ok(()),
        A::Dispatch | A::Reclassify => when(matches!(stage, AtWork::Handling)),
        A::FinalAnswer | A::SendBack => when(matches!(stage, AtWork::FinalAnswerDue)),
        A::Archive => Err(RefusalCode::ReplyRequired),
        A::Accept | A::Answer | A::Cancel | A::Reopen => WRONG,
    }
}

enum Closed {
    Answered,
    Ended,
    Cancelled,
}

const fn closed(stage: Closed, action: TicketAction) -> Result<(), RefusalCode> {
    use TicketAction as A;
    match action {
        A::Note => Ok(()),
        A::Mark | A::Contact | A::FlagRisk => when(!matches!(stage, Closed::Cancelled)),
        A::Archive | A::Verdict => when(matches!(stage, Closed::Answered)),
        A::Reopen => when(matches!(stage, Closed::Ended)),
        A::Accept
        | A::Answer
        | A::Dispatch
        | A::Urge
        | A::Withdraw
        | A::Cancel
        | A::Reclassify
        | A::FinalAnswer
        | A::SendBack => WRONG,
    }
}
