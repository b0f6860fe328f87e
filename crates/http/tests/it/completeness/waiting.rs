//! Refusals around suspensions (挂起), extensions (延期), missed limits and when the customer hears again.

use bihuan_domain::policy::Bundle;
use bihuan_domain::policy::clocks::ClockRule;
use bihuan_domain::refusal::RefusalCode;
use serde_json::{Value, json};

use super::scene::{Scene, nothing, solved};
use crate::server::Answer;
use crate::waiting::{self, REASON};

/// Under this policy a complaint may wait.
async fn scene_with_waiting(scene: &Scene) -> Answer {
    scene.reconfigure(waiting::allow).await;
    let order = scene.received("complaint", "marketing").await;
    scene.work(&order, "contact", &json!({"note": "Called"})).await
}

/// A suspension until a moment.
fn until(moment: &str) -> Value {
    json!({"reason": REASON, "until": moment})
}

/// An extension of the handling.
fn longer(by: u32) -> Value {
    json!({"clock": "handle", "by": by, "reason": "The part is on its way"})
}

/// Whoever is contacted is told when he hears again, within a day, and a clock stands over it.
fn tell_when_next(bundle: &mut Bundle) {
    bundle.kinds.iter_mut().for_each(|kind| kind.next_reply_days = Some(1));
    let clock = json!({
        "code": "next-reply", "name": {"zh": "再次答复", "en": "Next reply"}, "scope": "work_order", "start": ["contacted"],
        "stop": ["contacted", "replied"], "amount": {"value": 0, "unit": "next_reply"}, "on_breach": "flag",
        "confidence": "design",
    });
    let read = serde_json::from_value::<ClockRule>(clock).map_err(|error| error.to_string());
    assert_eq!(read.map(|clock| bundle.clocks.push(clock)), Ok(()));
}

/// Under this policy whoever complains is told when he hears again.
pub(super) async fn refused_contact(scene: &Scene, code: RefusalCode) -> Answer {
    scene.reconfigure(tell_when_next).await;
    let order = scene.received("complaint", "marketing").await;
    let said = match code {
        RefusalCode::NextReplyRequired => json!({"note": "Called"}),
        _ => json!({"note": "Called", "nextReplyAt": "2027-01-01T00:00:00Z"}),
    };
    scene.act("work-orders", &order, "contact", &said).await
}

pub(super) async fn refused_suspension(scene: &Scene, code: RefusalCode) -> Answer {
    let order = scene_with_waiting(scene).await;
    let act = async |order: &Answer, action: &str, body: Value| scene.act("work-orders", order, action, &body).await;
    let tomorrow = until("2026-06-02T01:00:00Z");
    match code {
        RefusalCode::SuspensionNotAllowed => {
            scene.reconfigure(|bundle| bundle.kinds.iter_mut().for_each(|kind| kind.suspension = None)).await;
            act(&scene.received("complaint", "marketing").await, "request-suspension", tomorrow).await
        }
        RefusalCode::SuspensionTooLong => act(&order, "request-suspension", until("2026-09-01T00:00:00Z")).await,
        RefusalCode::NothingRequested => act(&order, "approve-suspension", nothing()).await,
        RefusalCode::AlreadyRequested => {
            let order = scene.work(&order, "request-suspension", &tomorrow).await;
            act(&order, "request-suspension", tomorrow).await
        }
        RefusalCode::SamePerson => {
            let order = scene.work(&order, "request-suspension", &tomorrow).await;
            act(&order, "approve-suspension", nothing()).await
        }
        _ => {
            let head = scene.user("head", "company", &["manager"]).await;
            let order = scene.work(&order, "request-suspension", &tomorrow).await;
            let order = scene.act_as(&head, "work-orders", &order, "approve-suspension", &nothing()).await.good();
            let order = scene.work(&order, "resume", &nothing()).await;
            act(&order, "request-suspension", tomorrow).await
        }
    }
}

pub(super) async fn refused_extension(scene: &Scene, code: RefusalCode) -> Answer {
    let order = scene_with_waiting(scene).await;
    let act = async |order: &Answer, action: &str, body: Value| scene.act("work-orders", order, action, &body).await;
    match code {
        RefusalCode::ExtensionNotAllowed => {
            let other = json!({"clock": "accept", "by": 1, "reason": "More time"});
            act(&order, "request-extension", other).await
        }
        RefusalCode::ExtensionTooLong => act(&order, "request-extension", longer(17)).await,
        RefusalCode::ExtensionTooLate => {
            scene.pass(30 * 86_400);
            act(&order, "request-extension", longer(8)).await
        }
        _ => {
            let head = scene.user("head", "company", &["manager"]).await;
            let order = scene.work(&order, "request-extension", &longer(8)).await;
            let order = scene.act_as(&head, "work-orders", &order, "approve-extension", &nothing()).await.good();
            act(&order, "request-extension", longer(8)).await
        }
    }
}

pub(super) async fn refused_reply(scene: &Scene, code: RefusalCode) -> Answer {
    let order = scene_with_waiting(scene).await;
    if code == RefusalCode::NoSuchClock {
        let why = json!({"clock": "handle", "text": "It is not late"});
        return scene.act("work-orders", &order, "explain", &why).await;
    }
    scene.pass(30 * 86_400);
    scene.act("work-orders", &order, "reply", &solved()).await
}
