//! Appeals that wait are watched over: whoever must rule is told, and whoever leads when time is over.

use bihuan_app::appeals::watch_due;
use bihuan_app::users::User;
use bihuan_testkit::each_engine;
use serde_json::json;

use super::appeals::{late, officer, plea, raise, sealed};
use super::verdicts::verdict;
use super::{complaint, inspector};
use crate::people::{People, text};
use crate::requirements::{at, rows};

/// What somebody was told of appeals, in the order in which it happened.
async fn told(people: &People, who: &User) -> Vec<String> {
    let all = rows(&people.server.get(who, "/v1/notifications").await.good());
    all.iter().rev().filter(|one| one["code"] == "appeal").map(|one| text(&one["text"])).collect()
}

/// Time has told whom it may concern; answers how many appeals that was about.
async fn watch(people: &People, moment: &str) -> usize {
    at(people, moment).await;
    let mut watched = 0;
    while watch_due(&people.server.test.app).await.is_ok_and(|one| one) {
        watched += 1;
    }
    watched
}

#[actix_web::test]
async fn whoever_must_rule_is_told_and_reminded_and_whoever_leads_learns_that_time_is_over_each_once() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let (officer, inspector) = (officer(&people).await, inspector(&people).await);
        let manager = people.server.test.user("manager", "company", &["manager"]).await;
        let (ticket, clock) = late(&people).await;
        let raised = raise(&people, &officer, &ticket, &plea(&clock)).await.good();
        let waiting = told(&people, &inspector).await;
        assert_eq!(waiting.len(), 1, "{waiting:?}");
        assert!(waiting[0].contains("an appeal waits for a ruling (due 2026-06-06 00:00)"), "{waiting:?}");

        // Raised on Wednesday: a reminder when Thursday is over, and the limit when Friday is.
        assert_eq!(watch(&people, "2026-06-04T23:59:00+08:00").await, 0);
        assert_eq!(watch(&people, "2026-06-05T00:01:00+08:00").await, 1);
        assert_eq!(watch(&people, "2026-06-05T23:59:00+08:00").await, 0, "once");
        assert!(told(&people, &inspector).await[1].contains("the time to rule on an appeal is running out"));
        assert_eq!(told(&people, &manager).await, Vec::<String>::new());
        assert_eq!(watch(&people, "2026-06-06T00:01:00+08:00").await, 1);
        assert_eq!(watch(&people, "2026-06-08T08:00:00+08:00").await, 0, "once");
        let overdue = told(&people, &manager).await;
        assert_eq!(overdue.len(), 1, "{overdue:?}");
        assert!(overdue[0].contains("an appeal was not ruled on in time"), "{overdue:?}");

        let path = format!("/v1/appeals/{}", raised.text("id"));
        let seen = people.server.get(&inspector, &path).await.good();
        let no = json!({"upheld": false, "reason": "Other crews got through."});
        let dismissed = people.act(&inspector, "appeals", "rule", &seen, &no).await.good();
        assert!(told(&people, &officer).await[0].contains("an appeal was ruled on"), "whoever appealed is told");
        let again = json!({"reason": "Here is the order of the police.", "documents": sealed()});
        let again = people.act(&officer, "appeals", "raise-again", &dismissed, &again).await.good();
        assert_eq!(told(&people, &manager).await.len(), 2, "the last level is told");
        // Five working days, with a reminder after four.
        assert_eq!(watch(&people, "2026-06-13T00:01:00+08:00").await, 1, "a reminder");
        assert_eq!(watch(&people, "2026-06-16T00:01:00+08:00").await, 1, "overdue again, at the other level");
        let seen = people.server.get(&manager, &format!("/v1/appeals/{}", again.text("id"))).await.good();
        people.act(&manager, "appeals", "rule", &seen, &no).await.good();
        assert_eq!(watch(&people, "2026-08-01T00:00:00+08:00").await, 0, "nothing waits any more");
        let timeline = format!("/v1/tickets/{}/timeline?limit=200", ticket.text("id"));
        let timeline = people.server.get(&people.agent, &timeline).await.good();
        assert!(timeline.body.contains("appeal.reminded") && timeline.body.contains("appeal.overdue"));
    })
    .await;
}

#[actix_web::test]
async fn whoever_gave_a_verdict_rules_on_no_appeal_against_it() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let (officer, inspector) = (officer(&people).await, inspector(&people).await);
        let other = people.server.test.user("other", "centre", &["quality-inspector"]).await;
        let ticket = people.open(&complaint("13812345678")).await.good();
        people.act(&inspector, "tickets", "verdict", &ticket, &verdict("substantiated")).await.good();
        let plea = json!({
            "against": "verdict", "wanted": "unsubstantiated", "reason": "The recording is of another call.",
            "basis": "Rule 5.3", "category": "verdict", "documents": sealed()
        });
        let raised = raise(&people, &officer, &ticket, &plea).await.good();
        let ruling = json!({"upheld": false, "reason": "I said so."});
        let own = people.act(&inspector, "appeals", "rule", &raised, &ruling).await;
        assert_eq!(own.problem().as_deref(), Some("not_independent"));
        people.act(&other, "appeals", "rule", &raised, &ruling).await.good();
    })
    .await;
}

/// Notifications of one event go to each receiver once, however many nodes watch.
#[actix_web::test]
async fn two_nodes_that_watch_at_once_tell_once() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let (officer, inspector) = (officer(&people).await, inspector(&people).await);
        let (ticket, clock) = late(&people).await;
        raise(&people, &officer, &ticket, &plea(&clock)).await.good();
        at(&people, "2026-06-05T00:01:00+08:00").await;
        let app = &people.server.test.app;
        let both = futures_util::future::join(watch_due(app), watch_due(app)).await;
        assert!(both.0.is_ok() && both.1.is_ok());
        assert_eq!(told(&people, &inspector).await.len(), 2);
    })
    .await;
}
