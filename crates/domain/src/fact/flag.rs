//! What is true of a fact.

use std::fmt;

macro_rules! flags {
    ($($(#[$doc:meta])* $name:ident = $text:literal),+ $(,)?) => {
        /// Something that is or is not true of a fact. Stored as one bit each, in this order: new ones come last.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Flag {
            $($(#[$doc])* $name),+
        }

        impl Flag {
            /// All flags, by their bits.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The name shown in definitions.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }
        }
    };
}

flags! {
    /// The demand was accepted (受理); drafts are not.
    Accepted = "accepted",
    /// Work orders went out.
    Dispatched = "dispatched",
    /// Answered and closed where it arrived (一次办结).
    ClosedOnSpot = "closed_on_spot",
    /// Given up before dispatch, or a work order that was called off.
    Cancelled = "cancelled",
    /// Nothing more is expected.
    Ended = "ended",
    /// The loop is closed (归档).
    Archived = "archived",
    /// The customer withdrew (撤诉).
    Withdrawn = "withdrawn",
    /// The customer pressed (催办).
    Urged = "urged",
    /// A callback sent the work back (发回重办).
    SentBack = "sent_back",
    /// It was reopened.
    Reopened = "reopened",
    /// Under supervision (督办).
    Supervised = "supervised",
    /// A clock of the ticket ran out (超时).
    Overdue = "overdue",
    /// A clock climbed a rung above its breach (升级).
    Escalated = "escalated",
    /// A clock watched over the dispatch, and has its verdict.
    DispatchTimed = "dispatch_timed",
    /// That verdict is: late.
    DispatchLate = "dispatch_late",
    /// Taken in emergency mode (应急).
    Emergency = "emergency",
    /// The customer wanted no callback, or may not or cannot be contacted.
    CallbackDeclined = "callback_declined",
    /// It leads its ticket.
    Lead = "lead",
    /// The unit received it (接单).
    Received = "received",
    /// A clock watched over the receipt, and has its verdict.
    ReceiptTimed = "receipt_timed",
    /// That verdict is: late.
    ReceiptLate = "receipt_late",
    /// The crew arrived (到达现场).
    Arrived = "arrived",
    /// A clock watched over the arrival, and has its verdict.
    ArrivalTimed = "arrival_timed",
    /// That verdict is: late.
    ArrivalLate = "arrival_late",
    /// The matter was restored (修复).
    Restored = "restored",
    /// The unit replied (回单).
    Replied = "replied",
    /// A clock watched over the reply, and has its verdict.
    ReplyTimed = "reply_timed",
    /// That verdict is: late.
    ReplyLate = "reply_late",
    /// The unit was in touch with the customer.
    Contacted = "contacted",
    /// A clock watched over the contact, and has its verdict.
    ContactTimed = "contact_timed",
    /// That verdict is: late.
    ContactLate = "contact_late",
    /// Returned at least once (退单).
    Returned = "returned",
    /// Sent back at least once to be refilled or done again.
    Reworked = "reworked",
    /// Approved.
    Approved = "approved",
    /// Suspended at least once (挂起).
    Suspended = "suspended",
    /// Extended at least once (延期).
    Extended = "extended",
    /// Planned and not taken back: it counts.
    Due = "due",
    /// At least one attempt was made.
    Attempted = "attempted",
    /// It has ended one way or the other: satisfied, unsatisfied, unreachable.
    Concluded = "concluded",
    /// The customer answered.
    Reached = "reached",
    /// The answers leave the customer content.
    Content = "content",
    /// It was asked whether the matter is solved (是否解决).
    SolvedAsked = "solved_asked",
    /// It is.
    Solved = "solved",
    /// It was asked whether the customer is satisfied (是否满意).
    SatisfiedAsked = "satisfied_asked",
    /// He is.
    Satisfied = "satisfied",
    /// Nobody reached the customer within the window.
    CallLate = "call_late",
    /// The record was reviewed.
    Reviewed = "reviewed",
    /// The review says: not done as it should be (不合格).
    Unqualified = "unqualified",
    /// The loop waits for it; otherwise it is aftercare.
    Closes = "closes",
    /// The lot, not a rule for all, chose the customer (抽查).
    Sampled = "sampled",
    /// It was asked how likely the customer recommends the service (NPS).
    RecommendAsked = "recommend_asked",
    /// A promoter: 9 or 10 of 10.
    Promoter = "promoter",
    /// A detractor: 0 to 6 of 10.
    Detractor = "detractor",
    /// It was asked how much effort the matter took the customer (CES).
    EffortAsked = "effort_asked",
    /// Somebody said whether what the customer complains of is so (属实认定).
    Judged = "judged",
    /// It is (属实).
    Substantiated = "substantiated",
    /// The customer got a final answer (最终答复).
    FinallyAnswered = "finally_answered",
    /// The inspection found a defect that stands.
    Faulty = "faulty",
    /// One of those is of whoever took the demand (坐席侧).
    AgentFaulty = "agent_faulty",
    /// One of those is of whoever handled it (处理侧).
    HandlerFaulty = "handler_faulty",
    /// What was demanded is unreasonable, and was refused (不合理诉求).
    Refused = "refused",
    /// A clock over the handling, up to a reply, its approval or the end, says: late (处理超时).
    HandledLate = "handled_late",
}

impl Flag {
    /// Its bit.
    #[must_use]
    pub const fn bit(self) -> i64 {
        1 << (self as u8)
    }
}

/// A set of flags.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Flags(i64);

impl Flags {
    /// The set with these bits.
    #[must_use]
    pub const fn from_bits(bits: i64) -> Self {
        Self(bits)
    }

    /// Its bits.
    #[must_use]
    pub const fn bits(self) -> i64 {
        self.0
    }

    /// Whether the flag is in it.
    #[must_use]
    pub const fn has(self, flag: Flag) -> bool {
        self.0 & flag.bit() != 0
    }

    /// Puts the flag in, if so.
    pub(super) fn set(&mut self, flag: Flag, is: bool) {
        if is {
            self.0 |= flag.bit();
        }
    }
}

impl fmt::Debug for Flags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = Flag::ALL.iter().filter(|flag| self.has(**flag)).map(|flag| flag.as_str());
        f.debug_set().entries(names).finish()
    }
}
