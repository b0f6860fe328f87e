//! Refusals around callbacks (回访): who may call, and what a record needs.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use bihuan_domain::policy::callbacks::{Outcome, Performer, PerformerPlace, PerformerRule};
use bihuan_domain::refusal::RefusalCode;
use serde_json::json;

use super::scene::{Scene, nothing};
use crate::server::Answer;

/// What the customer must agree to.
fn told_of() -> Outcome {
    let told = json!({"code": "told-of", "name": {"zh": "宣传", "en": "Told of"}, "consent": true});
    serde_json::from_value(told).unwrap()
}

pub(super) async fn refused(scene: &Scene, code: RefusalCode) -> Answer {
    scene
        .reconfigure(|bundle| {
            for plan in &mut bundle.callback_plans {
                plan.reviewed = matches!(code, RefusalCode::OpinionRequired);
                plan.outcomes = vec![told_of()];
                plan.customer_confirms = matches!(code, RefusalCode::SignatureMissing);
                if code == RefusalCode::NotPerformer {
                    let by = vec![Performer { role: "manager".parse().unwrap(), at: PerformerPlace::Centre }];
                    plan.performers = vec![PerformerRule { applies_to: Default::default(), by }];
                }
            }
        })
        .await;
    let callback = scene.callback().await;
    let answered = json!({"result": "answered", "answers": {"solved": "yes", "satisfied": "satisfied"}});
    let act = async |seen: &Answer, action: &str, body| scene.act("callbacks", seen, action, &body).await;
    match code {
        RefusalCode::ClaimedByOther => {
            let claimed = act(&callback, "claim", nothing()).await.good();
            scene.act_as(&scene.chief, "callbacks", &claimed, "attempt", &answered).await
        }
        RefusalCode::NotIndependent => scene.act_as(&scene.chief, "callbacks", &callback, "attempt", &answered).await,
        RefusalCode::NotInPlan => act(&callback, "attempt", json!({"result": "busy", "outcome": "moon"})).await,
        RefusalCode::ConsentRequired => {
            act(&callback, "attempt", json!({"result": "busy", "outcome": "told-of"})).await
        }
        RefusalCode::PostsNotReached => act(&callback, "attempt", json!({"result": "partly"})).await,
        RefusalCode::SignatureMissing | RefusalCode::OpinionRequired => {
            let answered = act(&callback, "attempt", answered).await.good();
            // The chief has signed nothing.
            let chief = scene.server.test.user("reviewing", "company", &["shift-supervisor"]).await;
            scene.act_as(&chief, "callbacks", &answered, "review", &json!({"qualified": false})).await
        }
        RefusalCode::NotSampled => act(&callback, "remove", json!({"reason": "moved"})).await,
        _ => act(&callback, "attempt", answered).await,
    }
}
