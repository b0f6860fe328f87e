//! What can be done to a ticket.

use crate::permission::Permission;

/// The name of a command to a ticket, without its data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TicketAction {
    /// Accept the demand (受理).
    Accept,
    /// Answer it on the spot and close (一次办结).
    Answer,
    /// Send work orders out (派单).
    Dispatch,
    /// Press (催办).
    Urge,
    /// Add a note.
    Note,
    /// Record that the customer withdraws (撤诉).
    Withdraw,
    /// Give it up before dispatch.
    Cancel,
    /// Archive it (归档).
    Archive,
    /// Open it again (重办).
    Reopen,
    /// Give it another kind, type, grade or area (重新分类).
    Reclassify,
    /// Say that it reached a milestone of the centre's own.
    Mark,
    /// Give the final answer (最终答复).
    FinalAnswer,
    /// Find that the handling does not stand after all.
    SendBack,
    /// Record that the customer got in touch again.
    Contact,
    /// Write down where the customer will turn to next.
    FlagRisk,
    /// Tick parts of a script that were said (话术).
    FollowScript,
    /// Bring it before the team (疑难求助).
    AskHelp,
    /// Say what is to be done about what was brought up.
    GiveHelp,
    /// Say whether what the customer complains of is so (属实认定).
    Verdict,
    /// Let it wait for another ticket about the same trouble (合并).
    Merge,
    /// Let it go its own way again.
    Unmerge,
}

impl TicketAction {
    /// All actions.
    pub const ALL: &[Self] = &[
        Self::Accept,
        Self::Answer,
        Self::Dispatch,
        Self::Urge,
        Self::Note,
        Self::Withdraw,
        Self::Cancel,
        Self::Archive,
        Self::Reopen,
        Self::Reclassify,
        Self::Mark,
        Self::FinalAnswer,
        Self::SendBack,
        Self::Contact,
        Self::FlagRisk,
        Self::FollowScript,
        Self::AskHelp,
        Self::GiveHelp,
        Self::Verdict,
        Self::Merge,
        Self::Unmerge,
    ];

    /// The name, as in the URL of the action.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Answer => "answer",
            Self::Dispatch => "dispatch",
            Self::Urge => "urge",
            Self::Note => "note",
            Self::Withdraw => "withdraw",
            Self::Cancel => "cancel",
            Self::Archive => "archive",
            Self::Reopen => "reopen",
            Self::Reclassify => "reclassify",
            Self::Mark => "mark",
            Self::FinalAnswer => "final-answer",
            Self::SendBack => "send-back",
            Self::Contact => "contact",
            Self::FlagRisk => "flag-risk",
            Self::FollowScript => "follow-script",
            Self::AskHelp => "ask-help",
            Self::GiveHelp => "give-help",
            Self::Verdict => "verdict",
            Self::Merge => "merge",
            Self::Unmerge => "unmerge",
        }
    }

    /// Who may do it.
    #[must_use]
    pub const fn permission(self) -> Permission {
        match self {
            Self::Accept => Permission::TicketCreate,
            Self::Answer => Permission::TicketAnswer,
            Self::Dispatch => Permission::TicketDispatch,
            Self::Urge => Permission::TicketUrge,
            Self::Note | Self::Contact | Self::FlagRisk | Self::FollowScript | Self::AskHelp => Permission::TicketNote,
            Self::GiveHelp => Permission::TicketHelp,
            Self::Withdraw => Permission::TicketWithdraw,
            Self::Cancel => Permission::TicketCancel,
            Self::Archive => Permission::TicketArchive,
            Self::Reopen => Permission::TicketReopen,
            Self::Reclassify => Permission::TicketReclassify,
            Self::Mark => Permission::TicketMark,
            Self::FinalAnswer | Self::SendBack => Permission::TicketFinalAnswer,
            Self::Verdict => Permission::TicketVerdict,
            Self::Merge | Self::Unmerge => Permission::TicketMerge,
        }
    }

    /// Whether two of them may happen in either order, so that no version needs to be named.
    #[must_use]
    pub const fn commutes(self) -> bool {
        matches!(
            self,
            Self::Urge | Self::Note | Self::Mark | Self::Contact | Self::FlagRisk | Self::FollowScript | Self::AskHelp
        )
    }
}
