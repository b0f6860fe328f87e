//! English.

use bihuan_domain::refusal::RefusalCode;

use super::{Text, text};
use crate::problem::code::ProblemCode;

pub(super) const fn general(code: ProblemCode) -> Text {
    match code {
        ProblemCode::BadRequest => text(
            "The request cannot be read",
            "The request line, path or a header is malformed.",
            "Send a well-formed HTTP request.",
        ),
        ProblemCode::MalformedJson => text(
            "The body is not JSON",
            "The body stops being JSON at line {line}, column {column}.",
            "Send one complete JSON value in UTF-8.",
        ),
        ProblemCode::InvalidHeader => text(
            "A header is not valid",
            "The header {header} is not what it must be; see errors.",
            "Correct the header named in errors.",
        ),
        ProblemCode::CursorInvalid => text(
            "The cursor is not valid",
            "The cursor was not made by this list with these filters.",
            "Start again without a cursor, or keep the filters unchanged while paging.",
        ),
        ProblemCode::IdempotencyKeyRequired => text(
            "An idempotency key is required",
            "Service accounts must send the header Idempotency-Key here.",
            "Send a fresh Idempotency-Key, and the same one when you repeat the request.",
        ),
        ProblemCode::Unauthenticated => text(
            "A token is required",
            "The request carries no bearer token.",
            "Sign in with POST /v1/sessions and send Authorization: Bearer <accessToken>.",
        ),
        ProblemCode::TokenInvalid => text(
            "The token is not valid",
            "The bearer token was not issued by this server, or was changed.",
            "Sign in again.",
        ),
        ProblemCode::TokenExpired => text(
            "The token has expired",
            "The bearer token is too old.",
            "Exchange the refresh token at POST /v1/sessions/refresh.",
        ),
        ProblemCode::InvalidCredentials => text(
            "Login or password is wrong",
            "Login and password do not belong together, or the user is disabled.",
            "Check both and try again.",
        ),
        ProblemCode::SessionEnded => text(
            "The session has ended",
            "The session was signed out, or one of its old refresh tokens was used again.",
            "Sign in again.",
        ),
        ProblemCode::Forbidden => text(
            "A permission is missing",
            "None of your roles grants {permission}.",
            "Ask an administrator for a role with this permission.",
        ),
        ProblemCode::AccountProtected => text(
            "The account is protected",
            "Your roles may not give the role {what} or change the account {what}.",
            "Ask somebody whose role grants it; nobody can disable the own account.",
        ),
        ProblemCode::NotFound => text(
            "Not found",
            "There is nothing here that you can see.",
            "Check the address; things outside your unit are not shown either.",
        ),
        ProblemCode::MethodNotAllowed => text(
            "The method is not allowed",
            "This address answers only to {allowed}.",
            "Use one of the methods in the header Allow.",
        ),
        ProblemCode::RequestTimeout => text(
            "The body came too slowly",
            "The body did not arrive within {seconds} seconds.",
            "Send the request again over a better connection.",
        ),
        ProblemCode::AlreadyExists => {
            text("It exists already", "This {what} is taken.", "Use the existing one, or choose another.")
        }
        ProblemCode::ClockBackwards => text(
            "The clock never runs backwards",
            "The sandbox clock says {now} already.",
            "Send a later moment, or begin a new sandbox.",
        ),
        ProblemCode::VersionConflict => text(
            "Somebody else was faster",
            "The version is {current} by now.",
            "Read the resource again, and repeat the action with the new ETag if it still makes sense.",
        ),
        ProblemCode::PayloadTooLarge => {
            text("The body is too large", "The body is larger than {maximum} bytes.", "Send less.")
        }
        ProblemCode::UnsupportedMediaType => text(
            "The body must be JSON",
            "The Content-Type must be application/json, in UTF-8, without a Content-Encoding.",
            "Set Content-Type: application/json.",
        ),
        ProblemCode::InvalidBody => text(
            "The body is not valid",
            "Members of the body are wrong; see errors.",
            "Correct the members named in errors.",
        ),
        ProblemCode::InvalidQuery => text(
            "The query is not valid",
            "Query parameters are wrong; see errors.",
            "Correct the parameters named in errors.",
        ),
        ProblemCode::IdempotencyMismatch => text(
            "The idempotency key was used for another request",
            "The same Idempotency-Key came with a different body or address before.",
            "Use a fresh key for a new request.",
        ),
        ProblemCode::PolicyRefused => text(
            "The bundle makes no sense",
            "The bundle has {count} problem(s); see errors.",
            "Correct the files at the lines named in errors.",
        ),
        ProblemCode::LimitExceeded => {
            text("A limit would be passed", "The limit {limit} is {maximum}.", "Stay within the limit.")
        }
        ProblemCode::PreconditionRequired => text(
            "The version is required",
            "The header If-Match is missing.",
            "Read the resource and send its ETag as If-Match.",
        ),
        ProblemCode::Internal => text(
            "A fault of ours",
            "Something went wrong on the server; the traceId leads us to it.",
            "Try again; if it stays, report the traceId.",
        ),
        ProblemCode::Busy => text(
            "The server is busy",
            "The server cannot do this at the moment.",
            "Wait for the seconds in Retry-After and try again.",
        ),
        ProblemCode::NotReady => text(
            "The server is not ready",
            "The server is starting, stopping, or has lost its database.",
            "Wait and ask again.",
        ),
        ProblemCode::Stalled => text(
            "The clocks of the server stand still",
            "The server answers, but it has not looked for a minute whether the time of a ticket has come.",
            "Restart the process. Nothing is lost: what is due is done by another node, or when it is back.",
        ),
        ProblemCode::Refused(code) => refusal(code),
    }
}

pub(super) const fn refusal(code: RefusalCode) -> Text {
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
        RefusalCode::EstimateInPast => {
            text("The estimate lies in the past", "An estimate must lie in the future.", "Give a later time.")
        }
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
            "Give the verdict, then archive.",
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
        RefusalCode::NothingChanges => {
            text("Nothing would change", "The command asks for what is so already.", "Nothing is left to do.")
        }
    }
}

pub(super) fn field(code: &str) -> &'static str {
    match code {
        "required" => "is required",
        "unknown_member" => "is not known here",
        "duplicate_member" => "is given more than once",
        "invalid_type" => "has the wrong type; expected {expected}",
        "unknown_value" => "is not one of the known values; expected {expected}",
        "length" => "has the wrong length; from {min} to {max} are allowed",
        "range" => "is out of range; from {min} to {max} are allowed",
        "nul_character" => "must not contain the character U+0000",
        "wildcard_refused" => "must name one version; the wildcard * is not accepted",
        "strong_etag_required" => "must be a strong entity tag such as \"v12\"",
        "single_etag_required" => "must name exactly one entity tag",
        "etag_unknown" => "is not an entity tag of this server, such as \"v12\"",
        "visible_ascii" => "must be {min} to {max} visible ASCII characters",
        "not_found" | "unknown" => "names something that does not exist",
        "in_future" => "must not lie in the future",
        "in_past" => "must not lie in the past",
        "conflict" => "contradicts {other}",
        "bundle_line" => "line {line}, column {column}: {reason}",
        "bundle" => "{reason}",
        "files_not_kept" => "the files of the policy in force were not kept; send all files instead",
        _ => "is not valid",
    }
}
