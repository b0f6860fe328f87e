//! Every code a problem can carry: documented, and reachable by the scenario given here.
//!
//! The matches are exhaustive: a new code without a scenario does not compile.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::http::{StatusCode, header};
use actix_web::test::TestRequest;
use actix_web::web::Bytes;
use bihuan_app::reply::{Reply, StoredReply};
use bihuan_app::{caller::Caller, tickets};
use bihuan_domain::refusal::RefusalCode;
use bihuan_http::auth::{ACCESS_TOKEN_SECONDS, CLOCK_LEEWAY_SECONDS};
use bihuan_http::extract::json::BODY_BYTES_MAX;
use bihuan_http::problem::Problem;
use bihuan_http::problem::code::ProblemCode;
use bihuan_testkit::app::{PASSWORD, START};
use bihuan_testkit::sqlite;
use futures_util::stream;
use serde_json::{Value, json};

use super::scene::{Scene, nothing, solved};
use super::{appealing, calling, outbound, records, surveying, waiting};
use crate::server::{Answer, post};

#[actix_web::test]
async fn every_problem_is_documented_under_the_address_of_its_type() {
    let scene = Scene::new(sqlite().open()).await;
    for code in ProblemCode::all() {
        let page = scene.server.ask(TestRequest::get().uri(&format!("/problems/{}", code.as_str()))).await.good();
        assert_eq!(page.text("type"), format!("/problems/{}", code.as_str()));
        assert_eq!(page.json()["status"], code.status().as_u16());
    }
}

#[actix_web::test]
async fn every_problem_can_be_met() {
    for code in ProblemCode::all().filter(|code| !matches!(code, ProblemCode::Refused(_))) {
        let scene = Scene::new(sqlite().open()).await;
        let (status, met) = match code {
            // The edge refuses as many units before the use case does, so that nobody meets it over HTTP.
            ProblemCode::LimitExceeded => too_many_units(&scene).await,
            general => seen(&provoke(&scene, general).await),
        };
        assert_eq!((met.as_str(), status), (code.as_str(), code.status()));
    }
}

#[actix_web::test]
async fn every_refusal_can_be_met() {
    for code in RefusalCode::ALL {
        let scene = Scene::new(sqlite().open()).await;
        let answer = refused(&scene, *code).await;
        assert_eq!(seen(&answer), (ProblemCode::Refused(*code).status(), code.as_str().to_owned()));
    }
}

fn seen(answer: &Answer) -> (StatusCode, String) {
    (answer.status, answer.problem().unwrap_or_else(|| format!("{} {}", answer.status, answer.body)))
}

async fn provoke(scene: &Scene, code: ProblemCode) -> Answer {
    match code {
        ProblemCode::BadRequest | ProblemCode::RequestTimeout => broken_transport(scene, code).await,
        ProblemCode::MalformedJson
        | ProblemCode::PayloadTooLarge
        | ProblemCode::UnsupportedMediaType
        | ProblemCode::InvalidBody => unreadable(scene, code).await,
        ProblemCode::Unauthenticated
        | ProblemCode::TokenInvalid
        | ProblemCode::TokenExpired
        | ProblemCode::InvalidCredentials
        | ProblemCode::SessionEnded => stranger(scene, code).await,
        ProblemCode::Internal | ProblemCode::Busy | ProblemCode::NotReady | ProblemCode::Stalled => {
            faulty(scene, code).await
        }
        ProblemCode::InvalidHeader
        | ProblemCode::PreconditionRequired
        | ProblemCode::VersionConflict
        | ProblemCode::IdempotencyKeyRequired
        | ProblemCode::IdempotencyMismatch => wrong_header(scene, code).await,
        ProblemCode::Forbidden
        | ProblemCode::AccountProtected
        | ProblemCode::NotFound
        | ProblemCode::MethodNotAllowed
        | ProblemCode::AlreadyExists
        | ProblemCode::ClockBackwards
        | ProblemCode::CursorInvalid
        | ProblemCode::PolicyRefused
        | ProblemCode::InvalidQuery => out_of_place(scene, code).await,
        ProblemCode::LimitExceeded | ProblemCode::Refused(_) => unreachable!("met in another way"),
    }
}

type BoxedPayloadStream = std::pin::Pin<Box<dyn stream::Stream<Item = Result<Bytes, PayloadError>>>>;

async fn broken_transport(scene: &Scene, code: ProblemCode) -> Answer {
    let request = post("/v1/sessions", &nothing());
    let body: BoxedPayloadStream = if code == ProblemCode::BadRequest {
        Box::pin(stream::once(async { Err(PayloadError::Incomplete(None)) }))
    } else {
        // The clock jumps ahead as soon as everything waits.
        tokio::time::pause();
        Box::pin(stream::pending())
    };
    let payload = Payload::Stream { payload: body };
    let answer = scene.server.ask_streaming(request, payload).await;
    if code == ProblemCode::RequestTimeout {
        tokio::time::resume();
    }
    answer
}

async fn unreadable(scene: &Scene, code: ProblemCode) -> Answer {
    let (media_type, body) = match code {
        ProblemCode::MalformedJson => ("application/json", "{".to_owned()),
        ProblemCode::PayloadTooLarge => ("application/json", " ".repeat(BODY_BYTES_MAX + 1)),
        ProblemCode::UnsupportedMediaType => ("text/plain", "{}".to_owned()),
        _ => ("application/json", "{}".to_owned()),
    };
    let request = TestRequest::post().uri("/v1/sessions").insert_header((header::CONTENT_TYPE, media_type));
    scene.server.ask(request.set_payload(body)).await
}

async fn stranger(scene: &Scene, code: ProblemCode) -> Answer {
    let me = TestRequest::get().uri("/v1/me");
    match code {
        ProblemCode::Unauthenticated => scene.server.ask(me).await,
        ProblemCode::TokenInvalid => scene.server.ask_as("nonsense", me).await,
        ProblemCode::TokenExpired => {
            let token = scene.server.token(&scene.chief);
            scene.server.test.pass_for_sessions(ACCESS_TOKEN_SECONDS + CLOCK_LEEWAY_SECONDS + 1);
            scene.server.ask_as(&token, me).await
        }
        ProblemCode::InvalidCredentials => sign_in(scene, "nobody").await,
        _ => scene.server.ask(post("/v1/sessions/refresh", &json!({"refreshToken": "nonsense"}))).await,
    }
}

async fn sign_in(scene: &Scene, login: &str) -> Answer {
    scene.server.ask(post("/v1/sessions", &json!({"login": login, "password": PASSWORD}))).await
}

async fn faulty(scene: &Scene, code: ProblemCode) -> Answer {
    let database = &scene.server.test.app.database;
    match code {
        ProblemCode::Internal => {
            let mut broken = scene.chief.clone();
            broken.password_hash = "no hash".to_owned();
            let write = move |tx: &mut bihuan_persistence::Tx<'_>| bihuan_persistence::users::update(tx, &broken);
            database.write(write).await.unwrap();
            sign_in(scene, "chief").await
        }
        ProblemCode::Busy => {
            database.close().await;
            scene.get("/v1/calls").await
        }
        ProblemCode::Stalled => {
            scene.server.stall();
            scene.server.ask(TestRequest::get().uri("/healthz")).await
        }
        _ => {
            scene.server.stop();
            scene.server.ask(TestRequest::get().uri("/readyz")).await
        }
    }
}

async fn wrong_header(scene: &Scene, code: ProblemCode) -> Answer {
    let call = scene.post("/v1/calls", &json!({"channel": "phone"})).await.good();
    let end = format!("/v1/calls/{}/actions/end", call.text("id"));
    let with = |tag: &'static str| post(&end, &nothing()).insert_header((header::IF_MATCH, tag));
    let token = scene.server.token(&scene.chief);
    match code {
        ProblemCode::InvalidHeader => scene.server.ask_as(&token, with("*")).await,
        ProblemCode::VersionConflict => scene.server.ask_as(&token, with("\"v7\"")).await,
        ProblemCode::PreconditionRequired => scene.post(&end, &nothing()).await,
        ProblemCode::IdempotencyKeyRequired => {
            let program = scene.user("feed", "centre", &["integrator"]).await;
            scene.server.post(&program, "/v1/customers", &json!({"name": "Li Lei"})).await
        }
        _ => {
            let ask = |name: &str| {
                let request = post("/v1/customers", &json!({"name": name}));
                scene.server.ask_as(&token, request.insert_header(("Idempotency-Key", "same")))
            };
            ask("Li Lei").await.good();
            ask("Han Meimei").await
        }
    }
}

async fn out_of_place(scene: &Scene, code: ProblemCode) -> Answer {
    match code {
        ProblemCode::Forbidden => {
            let newcomer = scene.user("newcomer", "centre", &[]).await;
            scene.server.get(&newcomer, "/v1/calls").await
        }
        ProblemCode::NotFound => scene.get("/v1/units/nowhere").await,
        ProblemCode::MethodNotAllowed => scene.server.ask(TestRequest::delete().uri("/v1/me")).await,
        ProblemCode::AlreadyExists => {
            let body = json!({"name": "Li Lei", "account": "3301"});
            scene.post("/v1/customers", &body).await.good();
            scene.post("/v1/customers", &body).await
        }
        ProblemCode::AccountProtected => {
            let own = scene.get(&format!("/v1/users/{}", scene.chief.id)).await.good();
            scene.act("users", &own, "disable", &nothing()).await
        }
        ProblemCode::ClockBackwards => {
            let request = TestRequest::put().uri("/v1/sandbox/clock").set_json(json!({"now": "2020-01-01T00:00:00Z"}));
            scene.server.ask_as(&scene.server.token(&scene.chief), request).await
        }
        ProblemCode::PolicyRefused => scene.post("/v1/policy/versions", &nothing()).await,
        ProblemCode::CursorInvalid => scene.get("/v1/calls?cursor=nonsense").await,
        _ => scene.get("/v1/calls?colour=red").await,
    }
}

async fn too_many_units(scene: &Scene) -> (StatusCode, String) {
    let ticket = scene.ticket("fault").await.text("id").parse().unwrap();
    let app = &scene.server.test.app;
    let principal = app.directory.principal(scene.chief.id, scene.chief.version, None).unwrap();
    let caller = Caller { principal, request_id: None };
    let units = vec!["repair".parse().unwrap(); tickets::DISPATCH_UNITS_MAX + 1];
    let reply = Reply::unkeyed(|_| StoredReply { status: 200, headers: Vec::new(), body: String::new() });
    let problem = Problem::from(tickets::dispatch(app, &caller, ticket, 1, units, reply).await.unwrap_err());
    (problem.code().status(), problem.code().as_str().to_owned())
}

async fn refused(scene: &Scene, code: RefusalCode) -> Answer {
    match code {
        RefusalCode::WrongStage
        | RefusalCode::NotOnTheSpot
        | RefusalCode::NothingToDispatch
        | RefusalCode::NoUnit
        | RefusalCode::LeadRequired
        | RefusalCode::ReplyRequired
        | RefusalCode::AlreadyWithdrawn
        | RefusalCode::NothingChanges
        | RefusalCode::VerdictRequired
        | RefusalCode::ReopenWindowClosed => refused_ticket(scene, code).await,
        RefusalCode::FinallyDetermined | RefusalCode::ReturnsExhausted | RefusalCode::UnknownReason => {
            refused_return(scene, code).await
        }
        RefusalCode::SameUnit
        | RefusalCode::LeadOrder
        | RefusalCode::NotACrew
        | RefusalCode::NotRestored
        | RefusalCode::ContactRequired
        | RefusalCode::ReplyIncomplete
        | RefusalCode::EstimateInPast
        | RefusalCode::NotHeld => refused_order(scene, code).await,
        RefusalCode::NextReplyRequired | RefusalCode::NextReplyOutOfRange => {
            waiting::refused_contact(scene, code).await
        }
        RefusalCode::SuspensionNotAllowed
        | RefusalCode::SuspensionTooLong
        | RefusalCode::SuspensionsExhausted
        | RefusalCode::NothingRequested
        | RefusalCode::AlreadyRequested
        | RefusalCode::SamePerson => waiting::refused_suspension(scene, code).await,
        RefusalCode::ExtensionNotAllowed
        | RefusalCode::ExtensionTooLong
        | RefusalCode::ExtensionTooLate
        | RefusalCode::ExtensionsExhausted => waiting::refused_extension(scene, code).await,
        RefusalCode::NoSuchClock | RefusalCode::ExplanationRequired => waiting::refused_reply(scene, code).await,
        RefusalCode::ClaimedByOther
        | RefusalCode::NotPerformer
        | RefusalCode::NotIndependent
        | RefusalCode::NotInPlan
        | RefusalCode::ConsentRequired
        | RefusalCode::PostsNotReached
        | RefusalCode::SignatureMissing
        | RefusalCode::OpinionRequired
        | RefusalCode::NotSampled => calling::refused(scene, code).await,
        RefusalCode::NoSignatureAwaited | RefusalCode::NotTheSigner | RefusalCode::SignedAlready => {
            records::refused_signature(scene, code).await
        }
        RefusalCode::RecordVoided
        | RefusalCode::NotConcerned
        | RefusalCode::AssessmentIncomplete
        | RefusalCode::PeriodNotOver
        | RefusalCode::ContestTooLate => records::refused(scene, code).await,
        RefusalCode::Merged | RefusalCode::MainUnfit | RefusalCode::OthersWait | RefusalCode::TooLateToMerge => {
            refused_merge(scene, code).await
        }
        RefusalCode::NothingToContest | RefusalCode::AppealTooLate | RefusalCode::SealsMissing => {
            appealing::refused_appeal(scene, code).await
        }
        RefusalCode::SurveyEnded | RefusalCode::SurveyExpired | RefusalCode::NotTheCustomer => {
            surveying::refused(scene, code).await
        }
        RefusalCode::OutboundKind | RefusalCode::CampaignClosed => outbound::refused(scene, code).await,
        RefusalCode::TooEarlyToCall => {
            let callback = scene.callback().await;
            // One o'clock: the customer rests.
            scene.pass(4 * 3600);
            scene.act("callbacks", &callback, "attempt", &json!({"result": "no_answer"})).await
        }
        RefusalCode::AnswersInvalid => {
            let body = json!({"result": "answered", "answers": {"solved": "perhaps"}});
            scene.act("callbacks", &scene.callback().await, "attempt", &body).await
        }
    }
}

async fn refused_ticket(scene: &Scene, code: RefusalCode) -> Answer {
    let act = async |ticket: &Answer, action: &str, body: Value| scene.act("tickets", ticket, action, &body).await;
    match code {
        RefusalCode::NotOnTheSpot => act(&scene.ticket("complaint").await, "answer", json!({"text": "No"})).await,
        RefusalCode::NothingToDispatch => {
            act(&scene.ticket("query").await, "dispatch", json!({"units": ["repair"]})).await
        }
        RefusalCode::NoUnit => act(&scene.ticket("fault").await, "dispatch", json!({"units": ["centre"]})).await,
        // The route would give the ticket a second leading work order.
        RefusalCode::LeadRequired => act(&scene.dispatched("fault", "repair").await, "dispatch", nothing()).await,
        RefusalCode::NothingChanges => {
            let same = json!({"kind": "fault", "reason": "It is a fault"});
            act(&scene.ticket("fault").await, "reclassify", same).await
        }
        RefusalCode::ReplyRequired => act(&scene.ticket("fault").await, "archive", nothing()).await,
        RefusalCode::AlreadyWithdrawn => {
            let proof = json!({"proof": {"kind": "recording", "reference": "17"}});
            let withdrawn = act(&scene.dispatched("complaint", "marketing").await, "withdraw", proof.clone()).await;
            act(&withdrawn.good(), "withdraw", proof).await
        }
        RefusalCode::VerdictRequired => {
            scene.reconfigure(|bundle| bundle.kinds.iter_mut().for_each(|kind| kind.verdict_required = true)).await;
            act(&scene.done("praise").await, "archive", nothing()).await
        }
        RefusalCode::ReopenWindowClosed => {
            let archived = act(&scene.done("praise").await, "archive", nothing()).await.good();
            scene.pass(31 * 86_400);
            act(&archived, "reopen", json!({"reason": "Again"})).await
        }
        _ => act(&scene.ticket("fault").await, "accept", nothing()).await,
    }
}

async fn refused_merge(scene: &Scene, code: RefusalCode) -> Answer {
    let into = |main: &Answer| json!({"mainId": main.text("id"), "reason": "One line is down"});
    let (main, other) = (scene.dispatched("fault", "repair").await, scene.dispatched("fault", "repair").await);
    match code {
        RefusalCode::MainUnfit => scene.act("tickets", &main, "merge", &into(&main)).await,
        RefusalCode::TooLateToMerge => {
            let order = scene.order(&other).await;
            let order = scene.work(&order, "receive", &nothing()).await;
            let order = scene.work(&order, "assign", &json!({"crew": "repair-crew-1"})).await;
            let order = scene.work(&order, "crew-accept", &nothing()).await;
            let order = scene.work(&order, "arrive", &nothing()).await;
            let ticket = scene.get(&format!("/v1/tickets/{}", order.text("ticketId"))).await.good();
            scene.act("tickets", &ticket, "merge", &into(&main)).await
        }
        RefusalCode::OthersWait => {
            scene.act("tickets", &other, "merge", &into(&main)).await.good();
            let third = scene.dispatched("fault", "repair").await;
            let main = scene.get(&format!("/v1/tickets/{}", main.text("id"))).await.good();
            scene.act("tickets", &main, "merge", &into(&third)).await
        }
        _ => {
            let merged = scene.act("tickets", &other, "merge", &into(&main)).await.good();
            scene.act("tickets", &merged, "dispatch", &json!({"units": ["metering"]})).await
        }
    }
}

async fn refused_return(scene: &Scene, code: RefusalCode) -> Answer {
    let order = scene.order(&scene.dispatched("fault", "repair").await).await;
    let give_back = json!({"reason": "wrong-area"});
    match code {
        RefusalCode::FinallyDetermined => {
            let order = scene.work(&order, "return", &give_back).await;
            let order = scene.work(&order, "refuse-return", &json!({"reason": "It is yours"})).await;
            scene.act("work-orders", &order, "return", &give_back).await
        }
        RefusalCode::ReturnsExhausted => {
            let mut order = order;
            for unit in ["marketing", "metering", "repair"] {
                order = scene.work(&order, "return", &give_back).await;
                order = scene.work(&order, "transfer", &json!({"to": unit, "reason": "Theirs"})).await;
            }
            scene.act("work-orders", &order, "return", &give_back).await
        }
        _ => scene.act("work-orders", &order, "return", &json!({"reason": "no-such-reason"})).await,
    }
}

async fn refused_order(scene: &Scene, code: RefusalCode) -> Answer {
    let act = async |order: &Answer, action: &str, body: Value| scene.act("work-orders", order, action, &body).await;
    let order = scene.received("fault", "repair").await;
    match code {
        RefusalCode::SameUnit => act(&order, "transfer", json!({"to": "repair", "reason": "Ours"})).await,
        RefusalCode::LeadOrder => act(&order, "cancel", json!({"reason": "No need"})).await,
        RefusalCode::NotACrew => act(&order, "assign", json!({"crew": "marketing"})).await,
        RefusalCode::NotRestored => act(&order, "reply", solved()).await,
        RefusalCode::ReplyIncomplete => {
            act(&order, "reply", json!({"outcome": "refused", "text": "No such duty"})).await
        }
        RefusalCode::EstimateInPast => {
            let order = scene.work(&order, "assign", &json!({"crew": "repair-crew-1"})).await;
            act(&order, "estimate", json!({"at": START})).await
        }
        RefusalCode::NotHeld => {
            let order_ticket = order.text("ticketId");
            let ticket = scene.get(&format!("/v1/tickets/{order_ticket}")).await.good();
            let handler = scene.user("handler", "repair", &["dispatcher"]).await;
            scene.act_as(&handler, "tickets", &ticket, "dispatch", &json!({"units": ["metering"]})).await
        }
        _ => act(&scene.received("complaint", "marketing").await, "reply", solved()).await,
    }
}
