//! Extending a limit (延期), and saying why it was missed.

use bihuan_testkit::each_engine;
use serde_json::json;

use super::{clock, people, received};
use crate::requirements::at;

#[actix_web::test]
async fn an_extension_is_approved_by_somebody_else_and_both_deadlines_are_kept() {
    each_engine(|database| async {
        let people = people(database).await;
        let (ticket, order) = received(&people).await;
        let before = clock(&people, &ticket, "handle").await;
        let body = json!({"clock": "handle", "by": 7, "reason": "The part is on its way"});
        let asked = people.work(&people.handler, "request-extension", &order, &body).await;
        assert_eq!((&asked.json()["extension"]["by"], &asked.json()["extensionCount"]), (&json!(7), &json!(0)));
        assert_eq!(clock(&people, &ticket, "handle").await["dueAt"], before["dueAt"], "asking moves nothing");

        let refused = people.work(&people.reviewer, "refuse-extension", &asked, &json!({"reason": "Hurry"})).await;
        assert_eq!(refused.json()["extension"], json!(null));
        let asked = people.work(&people.handler, "request-extension", &refused, &body).await;
        let approved = people.work(&people.reviewer, "approve-extension", &asked, &json!({})).await.json();
        assert_eq!((&approved["extension"], &approved["extensionCount"]), (&json!(null), &json!(1)));

        let after = clock(&people, &ticket, "handle").await;
        assert_eq!(
            (&before["dueAt"], &after["dueAt"]),
            (&json!("2026-06-05T07:00:00.000Z"), &json!("2026-06-08T07:00:00.000Z"))
        );
        assert_eq!((&after["firstDueAt"], &after["generation"]), (&before["dueAt"], &json!(2)));
        assert_eq!(after["budgetSeconds"], 39 * 3_600);
        let revision = &after["revisions"][0];
        assert_eq!((&revision["cause"], &revision["dueAt"]), (&json!("extended"), &before["dueAt"]));
    })
    .await;
}

#[actix_web::test]
async fn who_missed_a_limit_says_why_before_the_reply_is_taken() {
    each_engine(|database| async {
        let people = people(database).await;
        let (ticket, order) = received(&people).await;
        let order = people.work(&people.handler, "contact", &order, &json!({"note": "Called"})).await;
        at(&people, "2026-06-09T10:00:00+08:00").await;
        let reply = json!({"outcome": "resolved", "text": "Done"});
        let early = people.act(&people.handler, "work-orders", "reply", &order, &reply).await;
        assert_eq!(early.problem().as_deref(), Some("explanation_required"));
        let why = json!({"clock": "handle", "text": "The part came late"});
        let order = people.work(&people.handler, "explain", &order, &why).await;
        people.work(&people.handler, "reply", &order, &reply).await;
        let late = clock(&people, &ticket, "handle").await;
        assert_eq!(
            (&late["state"], &late["explainedAt"]),
            (&json!("stopped_late"), &json!("2026-06-09T02:00:00.000Z"))
        );
    })
    .await;
}
