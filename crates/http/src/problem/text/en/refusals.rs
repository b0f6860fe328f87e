//! Why a command was refused, in English.

use bihuan_domain::refusal::RefusalCode;

use crate::problem::text::{Text, text};

pub(in crate::problem::text) const fn refusal(code: RefusalCode) -> Text {
    match code {
        RefusalCode::NotHeld => text(
            "It lies with another unit",
            "The action belongs to the unit that holds it.",
            "Ask the unit that holds it, or have it transferred.",
        ),
        RefusalCode::WrongStage => text(
            "Not open at this stage",
            "The action is not open in the present stage.",
            "Take one of the openActions.",
        ),
        RefusalCode::NotOnTheSpot => text(
            "Not to be answered on the spot",
            "Demands of this type must not be answered on the spot.",
            "Dispatch the ticket.",
        ),
        RefusalCode::NothingToDispatch => {
            text("Nothing to dispatch", "Demands of this type are not sent out.", "Answer the ticket on the spot.")
        }
        RefusalCode::NoUnit => text(
            "No unit for it",
            "No unit was found for the work order, or the unit named does not handle work orders.",
            "Name a unit that handles work orders.",
        ),
        RefusalCode::SameUnit => {
            text("It lies there already", "The work order already lies with that unit.", "Name another unit.")
        }
        RefusalCode::LeadRequired => text(
            "Exactly one leads",
            "Exactly one work order of a ticket leads.",
            "Mark exactly one work order as lead.",
        ),
        RefusalCode::LeadOrder => text(
            "The lead stays",
            "The leading work order cannot be cancelled.",
            "Transfer the leading work order, or cancel the ticket.",
        ),
        RefusalCode::NotACrew => text(
            "Not a crew of this unit",
            "The crew must be a crew below the unit that holds the work order.",
            "Choose one of the unit's crews.",
        ),
        RefusalCode::UnknownReason => text(
            "The reason is not on the list",
            "The policy of this ticket does not know the reason.",
            "Choose a reason from the policy.",
        ),
        RefusalCode::FinallyDetermined => text(
            "Finally determined",
            "The responsibility was finally determined; the work order cannot be returned again.",
            "Handle the work order.",
        ),
        RefusalCode::ReturnsExhausted => text(
            "Returned too often",
            "The work order has been returned as often as the policy allows.",
            "Handle the work order, or ask for a final determination.",
        ),
        RefusalCode::NotRestored => text(
            "Not restored yet",
            "A reply that says the matter is solved needs the restoration recorded first.",
            "Record the restoration, then reply.",
        ),
        RefusalCode::ContactRequired => text(
            "The customer was not contacted",
            "The customer must be contacted before the reply.",
            "Record a contact with the customer, then reply.",
        ),
        RefusalCode::ReplyIncomplete => text(
            "The reply lacks something",
            "The policy, or the outcome, asks for more in the reply: {missing}.",
            "Say that too, then reply.",
        ),
        RefusalCode::ConsentRequired => text(
            "The customer must agree",
            "The outcome {outcome} needs the customer's consent.",
            "Ask the customer, and say that he agreed.",
        ),
        RefusalCode::EstimateInPast => {
            text("The estimate lies in the past", "An estimate must lie in the future.", "Give a later time.")
        }
        RefusalCode::NextReplyRequired => text(
            "The customer must be told when he hears again",
            "He was contacted and has no answer yet: the policy asks when the next reply is, at the latest {until}.",
            "Agree on a moment with him and give it as `nextReplyAt`.",
        ),
        RefusalCode::NextReplyOutOfRange => text(
            "The next reply is over, or too far off",
            "The next reply at {at} does not lie between now and {until}.",
            "Give a moment in the future, at the latest {until}.",
        ),
        RefusalCode::TooEarlyToCall => text(
            "Too early to call",
            "The next attempt is not due yet, or the customer may not be called at this hour.",
            "Wait until the callback is due.",
        ),
        RefusalCode::AnswersInvalid => text(
            "The answers do not fit",
            "The answers do not fit the questionnaire.",
            "Answer the questions of the questionnaire with their options.",
        ),
        RefusalCode::ReplyRequired => text(
            "The customer was not answered",
            "The customer must be answered before the ticket is archived.",
            "Complete the callback first.",
        ),
        RefusalCode::AlreadyWithdrawn => {
            text("Withdrawn already", "The customer has withdrawn this demand already.", "Nothing is left to do.")
        }
        RefusalCode::ReopenWindowClosed => {
            text("Too late to reopen", "The time for reopening is over.", "Open a new ticket.")
        }
        RefusalCode::SuspensionNotAllowed => text(
            "No suspension here",
            "The policy allows no suspension of such work.",
            "Go on with the work, or ask for an extension.",
        ),
        RefusalCode::SuspensionTooLong => text(
            "Not a possible suspension",
            "The suspension ends in the past, or lasts longer than the policy allows.",
            "Name an earlier end.",
        ),
        RefusalCode::SuspensionsExhausted => text(
            "Suspended too often",
            "The ticket has been suspended as often as the policy allows.",
            "Go on with the work.",
        ),
        RefusalCode::NothingRequested => text(
            "Nothing was asked for",
            "There is no request, and nothing in force, that this could decide on.",
            "Look at the work order again.",
        ),
        RefusalCode::AlreadyRequested => {
            text("Asked for already", "The same has been asked for, or is in force, already.", "Wait for the decision.")
        }
        RefusalCode::ClaimedByOther => text(
            "Claimed by a colleague",
            "A colleague has claimed this call and may be talking to the customer.",
            "Take another call, or wait until the claim runs out.",
        ),
        RefusalCode::NotPerformer => text(
            "The plan names others",
            "The plan names others to call this customer.",
            "Leave the call to somebody with one of the roles named.",
        ),
        RefusalCode::NotIndependent => text(
            "Not about one's own work",
            "Nobody calls back alone about work that he or his unit did.",
            "Leave the call to the centre, or have it made jointly.",
        ),
        RefusalCode::NotInPlan => text(
            "Not on the lists of the policy",
            "The policy of this ticket does not know what was named.",
            "Choose one from the policy.",
        ),
        RefusalCode::PostsNotReached => text(
            "People are still to be reached",
            "The plan wants people reached who were not.",
            "Report `partly` with those who were reached, and call the others.",
        ),
        RefusalCode::SignatureMissing => text(
            "A signature is missing",
            "Those who must sign, or the customer's confirmation, are missing; or the plan wants no review.",
            "Have the record signed and confirmed first.",
        ),
        RefusalCode::OpinionRequired => {
            text("Say what is to be done", "A record that is found wanting needs an opinion.", "Add an opinion.")
        }
        RefusalCode::NotSampled => text(
            "Not chosen by the lot",
            "Only what the lot chose can be removed, and only whom it left out can be called in his place.",
            "Leave it as it is.",
        ),
        RefusalCode::NotConcerned => {
            text("Not yours to do", "It is about somebody else, or names others for it.", "Leave it to them.")
        }
        RefusalCode::AssessmentIncomplete => {
            text("The assessment is not complete", "Still missing: {missing}.", "Freeze it when all is there.")
        }
        RefusalCode::PeriodNotOver => {
            text("The month is not over", "Only a month that is over can be judged.", "Wait for its end.")
        }
        RefusalCode::ContestTooLate => text(
            "The time for contesting is over",
            "An assessment can be contested for {days} days after it was frozen.",
            "Talk to whoever leads you.",
        ),
        RefusalCode::RecordVoided => text(
            "The record is voided",
            "Record {number} was voided: nothing more can be said against it.",
            "Leave it as it is.",
        ),
        RefusalCode::NothingToContest => text(
            "There is nothing to contest",
            "Nothing of the kind was found of this ticket, or it is already what it should be.",
            "Name what was found, on which part of the ticket, and what it should be.",
        ),
        RefusalCode::AppealTooLate => text(
            "The time for an appeal is over",
            "The time to appeal has run out, or no level hears such an appeal.",
            "Accept what was found.",
        ),
        RefusalCode::SealsMissing => text(
            "The proof lacks seals",
            "Each piece of proof must be signed and sealed by {seals} departments.",
            "Have it signed and sealed, and name the departments in sealedBy.",
        ),
        RefusalCode::Merged => text(
            "It waits for its main ticket",
            "The ticket was merged into another one; its work is done there.",
            "Act on the main ticket, or unmerge this one first.",
        ),
        RefusalCode::MainUnfit => text(
            "Nobody can wait for that ticket",
            "The main ticket must be another one of the same kind that is still being handled and waits for none ({why}).",
            "Name a ticket that is being handled.",
        ),
        RefusalCode::OthersWait => text(
            "Others wait for this ticket",
            "A ticket that others wait for cannot wait itself.",
            "Merge those into the other main ticket first, or merge the other ticket into this one.",
        ),
        RefusalCode::TooLateToMerge => text(
            "Somebody is at work on it",
            "A work order of this ticket is suspended, on site, or beyond.",
            "Finish the work orders of this ticket.",
        ),
        RefusalCode::NoSignatureAwaited => text(
            "No signature is awaited",
            "Nobody signs this report, everybody did, or it was sent back.",
            "Run the report again when it was sent back.",
        ),
        RefusalCode::NotTheSigner => text(
            "Another role signs now",
            "The report waits for the signature of another role.",
            "Leave it to somebody with the role named under awaits.",
        ),
        RefusalCode::SignedAlready => text(
            "Signed already",
            "Whoever signed a report does not sign it again: every signature is another person's.",
            "Leave it to somebody else with that role.",
        ),
        RefusalCode::SurveyEnded => text(
            "The survey has ended",
            "It was answered already, or is no longer wanted.",
            "Look at the survey: what was answered stays as it is.",
        ),
        RefusalCode::SurveyExpired => text(
            "Not the time to answer",
            "The customer was not invited, or the time for answering is over.",
            "Invite the customer again.",
        ),
        RefusalCode::NotTheCustomer => text(
            "Not the customer",
            "The answer came from another number than the customer's.",
            "Only answers from the number of the ticket count.",
        ),
        RefusalCode::VerdictRequired => text(
            "A verdict is required first",
            "Nobody has said yet whether the complaint is substantiated.",
            "Let somebody whom it is not about give the verdict (action `verdict`), then archive.",
        ),
        RefusalCode::SamePerson => {
            text("Somebody else must approve", "Whoever asked may not approve.", "Let another person decide.")
        }
        RefusalCode::ExtensionNotAllowed => {
            text("No extension here", "The policy does not let this limit be extended.", "Keep the limit.")
        }
        RefusalCode::ExtensionTooLong => text(
            "The extension is too long",
            "The extension adds nothing, or more than the policy allows.",
            "Ask for less.",
        ),
        RefusalCode::ExtensionTooLate => text(
            "Too late to extend",
            "The limit has been used up; it can no longer be extended.",
            "Say why it was missed.",
        ),
        RefusalCode::ExtensionsExhausted => text(
            "Extended too often",
            "The work order has had as many extensions as the policy allows.",
            "Keep the limit.",
        ),
        RefusalCode::NoSuchClock => text(
            "No such limit",
            "No limit of that name runs here, or ran out here.",
            "Name one of the work order's clocks.",
        ),
        RefusalCode::ExplanationRequired => text(
            "An explanation is required",
            "The unit must say first why the limit was missed.",
            "Explain the missed limit, then reply.",
        ),
        RefusalCode::OutboundKind => text(
            "Calls of campaigns stay what they are",
            "What a customer asks for does not become a call of a campaign, nor the other way round.",
            "Open a ticket of its own for it.",
        ),
        RefusalCode::CampaignClosed => text(
            "The campaign is closed",
            "Nobody is put on the list of a closed campaign, and it is closed once.",
            "Open a new campaign.",
        ),
        RefusalCode::NothingChanges => {
            text("Nothing would change", "The command asks for what is so already.", "Nothing is left to do.")
        }
    }
}
