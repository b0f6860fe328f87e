//! Refusals: why a command was not carried out, and what may be done instead.

use std::fmt;

/// Which rule refused. Stable: clients compare it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RefusalCode {
    /// The action is not open in the present stage.
    WrongStage,
    /// Demands of this type must not be answered on the spot.
    NotOnTheSpot,
    /// Demands of this type are not sent out.
    NothingToDispatch,
    /// No unit can be found or the unit named does not handle work orders.
    NoUnit,
    /// The work order already lies with that unit.
    SameUnit,
    /// Exactly one work order of a ticket leads.
    LeadRequired,
    /// The leading work order cannot be cancelled.
    LeadOrder,
    /// A crew must be a crew below the unit that holds the work order.
    NotACrew,
    /// The reason is not on the list of the policy.
    UnknownReason,
    /// The work order has been finally determined (终审): no further return.
    FinallyDetermined,
    /// The work order has been returned as often as the policy allows.
    ReturnsExhausted,
    /// A reply that says "resolved" needs the matter restored first.
    NotRestored,
    /// The customer must be contacted before the reply.
    ContactRequired,
    /// The reply lacks something that the policy wants in it, or that its outcome calls for.
    ReplyIncomplete,
    /// An estimate must lie in the future.
    EstimateInPast,
    /// The customer must be told when he will hear again.
    NextReplyRequired,
    /// The moment at which he is to hear again is over, or further off than the policy allows.
    NextReplyOutOfRange,
    /// The next attempt is not due yet, or the customer may not be called at this hour.
    TooEarlyToCall,
    /// The answers do not fit the questionnaire.
    AnswersInvalid,
    /// The customer must be answered before the ticket is archived.
    ReplyRequired,
    /// The customer has withdrawn already.
    AlreadyWithdrawn,
    /// The time for reopening is over.
    ReopenWindowClosed,
    /// It lies with another unit.
    NotHeld,
    /// The policy allows no suspension of such work.
    SuspensionNotAllowed,
    /// The suspension is longer than the policy allows, or lies in the past.
    SuspensionTooLong,
    /// The ticket has been suspended as often as the policy allows.
    SuspensionsExhausted,
    /// Nothing was asked for that could be decided on.
    NothingRequested,
    /// The same has been asked for, or is in force, already.
    AlreadyRequested,
    /// Whoever asked may not approve.
    SamePerson,
    /// The policy does not let this limit be extended.
    ExtensionNotAllowed,
    /// The extension adds more than the policy allows.
    ExtensionTooLong,
    /// The limit has been used up: it can no longer be extended.
    ExtensionTooLate,
    /// The work order has had as many extensions as the policy allows.
    ExtensionsExhausted,
    /// No such clock runs or ran out.
    NoSuchClock,
    /// The unit must say first why the limit was missed.
    ExplanationRequired,
    /// The command would change nothing.
    NothingChanges,
    /// What customers ask for does not become a call of a campaign, nor the other way round.
    OutboundKind,
    /// The campaign is closed.
    CampaignClosed,
    /// Somebody else has claimed the call.
    ClaimedByOther,
    /// The plan names others to call.
    NotPerformer,
    /// Nobody calls back alone about his own work.
    NotIndependent,
    /// It is not on the lists of the policy.
    NotInPlan,
    /// The customer must have agreed to it.
    ConsentRequired,
    /// People who must be reached were not.
    PostsNotReached,
    /// A signature or the customer's confirmation is missing.
    SignatureMissing,
    /// Who finds a record unqualified says what is to be done.
    OpinionRequired,
    /// Only what the lot chose can be taken out of the sample.
    NotSampled,
    /// The record is voided (作废).
    RecordVoided,
    /// It is about somebody else.
    NotConcerned,
    /// Ratings or the interview are missing.
    AssessmentIncomplete,
    /// The month is not over.
    PeriodNotOver,
    /// The time for contesting is over.
    ContestTooLate,
    /// The survey was answered, or is no longer wanted.
    SurveyEnded,
    /// The time in which the customer may answer by himself is over, or has not begun.
    SurveyExpired,
    /// The answer does not come from the customer.
    NotTheCustomer,
    /// Somebody must say first whether the complaint is substantiated (属实).
    VerdictRequired,
    /// Nothing of the kind was found of the ticket that could be contested.
    NothingToContest,
    /// The time for an appeal is over, or nobody hears it.
    AppealTooLate,
    /// The proof lacks signatures and seals.
    SealsMissing,
    /// The ticket waits for its main ticket.
    Merged,
    /// Nobody can wait for that ticket.
    MainUnfit,
    /// Others wait for this ticket.
    OthersWait,
    /// Somebody is at work on it already.
    TooLateToMerge,
    /// The report waits for no signature.
    NoSignatureAwaited,
    /// The report waits for the signature of another role.
    NotTheSigner,
    /// Whoever signed a report does not sign it again.
    SignedAlready,
}

impl RefusalCode {
    /// All codes.
    pub const ALL: &[Self] = &[
        Self::WrongStage,
        Self::NotOnTheSpot,
        Self::NothingToDispatch,
        Self::NoUnit,
        Self::SameUnit,
        Self::LeadRequired,
        Self::LeadOrder,
        Self::NotACrew,
        Self::UnknownReason,
        Self::FinallyDetermined,
        Self::ReturnsExhausted,
        Self::NotRestored,
        Self::ContactRequired,
        Self::ReplyIncomplete,
        Self::EstimateInPast,
        Self::NextReplyRequired,
        Self::NextReplyOutOfRange,
        Self::TooEarlyToCall,
        Self::AnswersInvalid,
        Self::ReplyRequired,
        Self::AlreadyWithdrawn,
        Self::ReopenWindowClosed,
        Self::NotHeld,
        Self::SuspensionNotAllowed,
        Self::SuspensionTooLong,
        Self::SuspensionsExhausted,
        Self::NothingRequested,
        Self::AlreadyRequested,
        Self::SamePerson,
        Self::ExtensionNotAllowed,
        Self::ExtensionTooLong,
        Self::ExtensionTooLate,
        Self::ExtensionsExhausted,
        Self::NoSuchClock,
        Self::ExplanationRequired,
        Self::NothingChanges,
        Self::OutboundKind,
        Self::CampaignClosed,
        Self::ClaimedByOther,
        Self::NotPerformer,
        Self::NotIndependent,
        Self::NotInPlan,
        Self::ConsentRequired,
        Self::PostsNotReached,
        Self::SignatureMissing,
        Self::OpinionRequired,
        Self::NotSampled,
        Self::RecordVoided,
        Self::NotConcerned,
        Self::AssessmentIncomplete,
        Self::PeriodNotOver,
        Self::ContestTooLate,
        Self::SurveyEnded,
        Self::SurveyExpired,
        Self::NotTheCustomer,
        Self::VerdictRequired,
        Self::NothingToContest,
        Self::AppealTooLate,
        Self::SealsMissing,
        Self::Merged,
        Self::MainUnfit,
        Self::OthersWait,
        Self::TooLateToMerge,
        Self::NoSignatureAwaited,
        Self::NotTheSigner,
        Self::SignedAlready,
    ];

    /// The code as clients see it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::WrongStage => "wrong_stage",
            Self::NotOnTheSpot => "not_on_the_spot",
            Self::NothingToDispatch => "nothing_to_dispatch",
            Self::NoUnit => "no_unit",
            Self::SameUnit => "same_unit",
            Self::LeadRequired => "lead_required",
            Self::LeadOrder => "lead_order",
            Self::NotACrew => "not_a_crew",
            Self::UnknownReason => "unknown_reason",
            Self::FinallyDetermined => "finally_determined",
            Self::ReturnsExhausted => "returns_exhausted",
            Self::NotRestored => "not_restored",
            Self::ContactRequired => "contact_required",
            Self::ReplyIncomplete => "reply_incomplete",
            Self::EstimateInPast => "estimate_in_past",
            Self::NextReplyRequired => "next_reply_required",
            Self::NextReplyOutOfRange => "next_reply_out_of_range",
            Self::TooEarlyToCall => "too_early_to_call",
            Self::AnswersInvalid => "answers_invalid",
            Self::ReplyRequired => "reply_required",
            Self::AlreadyWithdrawn => "already_withdrawn",
            Self::ReopenWindowClosed => "reopen_window_closed",
            Self::NotHeld => "not_held",
            Self::SuspensionNotAllowed => "suspension_not_allowed",
            Self::SuspensionTooLong => "suspension_too_long",
            Self::SuspensionsExhausted => "suspensions_exhausted",
            Self::NothingRequested => "nothing_requested",
            Self::AlreadyRequested => "already_requested",
            Self::SamePerson => "same_person",
            Self::ExtensionNotAllowed => "extension_not_allowed",
            Self::ExtensionTooLong => "extension_too_long",
            Self::ExtensionTooLate => "extension_too_late",
            Self::ExtensionsExhausted => "extensions_exhausted",
            Self::NoSuchClock => "no_such_clock",
            Self::ExplanationRequired => "explanation_required",
            Self::NothingChanges => "nothing_changes",
            Self::OutboundKind => "outbound_kind",
            Self::CampaignClosed => "campaign_closed",
            Self::ClaimedByOther => "claimed_by_other",
            Self::NotPerformer => "not_performer",
            Self::NotIndependent => "not_independent",
            Self::NotInPlan => "not_in_plan",
            Self::ConsentRequired => "consent_required",
            Self::PostsNotReached => "posts_not_reached",
            Self::SignatureMissing => "signature_missing",
            Self::OpinionRequired => "opinion_required",
            Self::NotSampled => "not_sampled",
            Self::RecordVoided => "record_voided",
            Self::NotConcerned => "not_concerned",
            Self::AssessmentIncomplete => "assessment_incomplete",
            Self::PeriodNotOver => "period_not_over",
            Self::ContestTooLate => "contest_too_late",
            Self::SurveyEnded => "survey_ended",
            Self::SurveyExpired => "survey_expired",
            Self::NotTheCustomer => "not_the_customer",
            Self::VerdictRequired => "verdict_required",
            Self::NothingToContest => "nothing_to_contest",
            Self::AppealTooLate => "appeal_too_late",
            Self::SealsMissing => "seals_missing",
            Self::Merged => "merged",
            Self::MainUnfit => "main_unfit",
            Self::OthersWait => "others_wait",
            Self::TooLateToMerge => "too_late_to_merge",
            Self::NoSignatureAwaited => "no_signature_awaited",
            Self::NotTheSigner => "not_the_signer",
            Self::SignedAlready => "signed_already",
        }
    }
}

impl fmt::Display for RefusalCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A refused command.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("refused: {code}")]
pub struct Refusal {
    /// Which rule refused.
    pub code: RefusalCode,
    /// What the message to a person names: stage, unit, limit.
    pub parameters: Vec<(&'static str, String)>,
    /// Names of the actions that are open instead.
    pub open: Vec<&'static str>,
}

impl Refusal {
    /// A refusal by the given rule, without further detail.
    #[must_use]
    pub fn new(code: RefusalCode) -> Self {
        Self { code, parameters: Vec::new(), open: Vec::new() }
    }

    /// The same refusal, naming one more detail.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.parameters.push((name, value.to_string()));
        self
    }
}

impl From<RefusalCode> for Refusal {
    fn from(code: RefusalCode) -> Self {
        Self::new(code)
    }
}
