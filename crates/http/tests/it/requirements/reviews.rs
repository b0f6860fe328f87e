//! Replies that are looked at before the customer hears of them.

use bihuan_testkit::each_engine;
use serde_json::json;

use super::{at, receive};
use crate::people::People;

/// shows: I-25
#[actix_web::test]
async fn a_badly_written_reply_goes_back_must_be_written_again_and_is_counted() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let opened = people.fault().await;
        let order = receive(&people, &opened).await;
        let reply = |text: &str| json!({"outcome": "not_ours", "text": text});
        let order = people.work(&people.handler, "reply", &order, &reply("teh cutsomers fuse")).await;
        let text = json!({"decision": "refill", "reason": "text: full of slips"});
        let order = people.work(&people.reviewer, "review", &order, &text).await;
        assert_eq!((&order.json()["stage"], &order.json()["reworkCount"]), (&json!("refill"), &json!(1)));
        let approve = json!({"decision": "approve"});
        let unchanged = people.act(&people.reviewer, "work-orders", "review", &order, &approve).await;
        assert_eq!(unchanged.problem().as_deref(), Some("wrong_stage"));
        let order = people.work(&people.handler, "reply", &order, &reply("the customer's own fuse")).await;
        let order = people.work(&people.reviewer, "review", &order, &approve).await;
        assert_eq!((&order.json()["stage"], &order.json()["reworkCount"]), (&json!("approved"), &json!(1)));
    })
    .await;
}

/// shows: P-46
#[actix_web::test]
async fn work_that_was_sent_back_tells_the_code_of_what_was_wrong_and_when_it_came_again() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let opened = people.fault().await;
        let order = receive(&people, &opened).await;
        let reply = |text: &str| json!({"outcome": "not_ours", "text": text});
        let order = people.work(&people.handler, "reply", &order, &reply("done")).await;
        let back = |defect: &str| json!({"decision": "refill", "reason": "no photograph", "defect": defect});
        let unknown = people.act(&people.reviewer, "work-orders", "review", &order, &back("no-such-defect")).await;
        assert_eq!(unknown.problem().as_deref(), Some("unknown_reason"));
        let pointless = json!({"decision": "approve", "defect": "no-evidence"});
        let pointless = people.act(&people.reviewer, "work-orders", "review", &order, &pointless).await;
        assert_eq!(pointless.pointers(), ["/defect"]);
        at(&people, "2026-06-01T09:10:00+08:00").await;
        let order = people.order(&people.reviewer, &opened).await;
        let order = people.work(&people.reviewer, "review", &order, &back("no-evidence")).await;
        let ordered = "2026-06-01T01:10:00.000Z";
        let wanted = json!({"reason": "no photograph", "defect": "no-evidence", "orderedAt": ordered});
        assert_eq!(order.json()["correction"], wanted, "it has not come again");
        at(&people, "2026-06-01T09:20:00+08:00").await;
        let order = people.order(&people.handler, &opened).await;
        let order = people.work(&people.handler, "reply", &order, &reply("done, see photograph 3")).await;
        let again = &order.json()["correction"];
        assert_eq!(
            (&again["defect"], &again["resubmittedAt"]),
            (&json!("no-evidence"), &json!("2026-06-01T01:20:00.000Z"))
        );
        let order = people.work(&people.reviewer, "review", &order, &json!({"decision": "approve"})).await;
        assert_eq!(order.json()["correction"], *again, "what was corrected stays told");
    })
    .await;
}
