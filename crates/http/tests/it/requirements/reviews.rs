//! Replies that are looked at before the customer hears of them.

use bihuan_testkit::each_engine;
use serde_json::json;

use super::receive;
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
