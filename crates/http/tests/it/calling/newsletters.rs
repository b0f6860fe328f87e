//! Asking subscribers after each issue whether it came, and where it should have gone.

use bihuan_domain::refusal::RefusalCode;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::campaigns::open;
use super::industries::Industry;
use crate::people::text;
use crate::requirements::{at, rows};
use crate::server::Answer;

/// The ticket by which the subscriber is called after an issue.
async fn issue(information: &Industry, key: &str, customer: &Answer) -> Answer {
    let (people, lead) = (&information.people, &information.supervisor);
    let campaign = open(people, lead, "newsletter").await;
    let path = format!("/v1/campaigns/{}/members", campaign.text("id"));
    let members = json!({"members": [{"reference": "subscriber-1", "customerId": customer.text("id")}]});
    let filled = people.post_once(lead, key, &path, &members).await.good().json();
    let ticket = format!("/v1/tickets/{}", text(&filled["members"][0]["ticketId"]));
    people.server.get(lead, &ticket).await.good()
}

async fn call(information: &Industry, ticket: &Answer, report: &Value) -> Answer {
    let people = &information.people;
    let seen = people.ticket(&information.steward, ticket).await.json();
    let path = format!("/v1/callbacks/{}", text(&seen["callback"]["id"]));
    let call = people.server.get(&information.steward, &path).await.good();
    people.act(&information.steward, "callbacks", "attempt", &call, report).await
}

/// What was put right in the file of a customer: from, to.
async fn corrected(information: &Industry, customer: &Answer) -> Vec<(Value, Value)> {
    let path = format!("/v1/customers/{}/timeline", customer.text("id"));
    let entries = rows(&information.people.server.get(&information.steward, &path).await.good());
    entries
        .iter()
        .filter(|entry| entry["type"] == "customer.address_corrected")
        .map(|entry| (entry["data"]["from"].clone(), entry["data"]["to"].clone()))
        .collect()
}

/// shows: C-01
#[actix_web::test]
async fn who_did_not_receive_an_issue_has_his_address_put_right_and_each_issue_keeps_its_record() {
    each_engine(|database| async {
        let information = Industry::new(database, "information").await;
        let people = &information.people;
        let file = json!({"name": "李雷", "phone": "13800000001", "address": "和平路1号"});
        let customer = people.server.post(&people.agent, "/v1/customers", &file).await.good();
        at(people, "2026-06-01T03:30:00Z").await;
        let twelve = issue(&information, "twelve", &customer).await;
        let mut report = json!({
            "result": "answered", "answers": {"received": "no", "satisfied": "not-rated", "address": "胜利路2号"},
            "talkSeconds": 100, "outcome": "opinion", "address": "胜利路2号"
        });
        let refused = call(&information, &twelve, &report).await;
        assert_eq!(refused.problem().as_deref(), Some(RefusalCode::NotInPlan.as_str()), "an opinion moves nobody");
        assert_eq!(corrected(&information, &customer).await, []);
        report["outcome"] = json!("not-received");
        let called = call(&information, &twelve, &report).await.good();
        assert_eq!(corrected(&information, &customer).await, [(json!("和平路1号"), json!("胜利路2号"))]);
        let path = format!("/v1/customers/{}", customer.text("id"));
        let file = people.server.get(&people.agent, &path).await.good().json();
        assert_eq!((&file["address"], &file["version"]), (&json!("胜利路2号"), &json!(2)));
        let again = people.ticket(&information.supervisor, &twelve).await.json();
        assert_eq!(again["contact"]["address"], "胜利路2号", "the issue is sent there: {again}");

        let survey = format!("/v1/surveys/{}", text(&called.json()["surveyId"]));
        let kept = people.server.get(&information.steward, &survey).await.good().json();
        let records = format!("/v1/records?ticketId={}", twelve.text("id"));
        let written = rows(&people.server.get(&information.supervisor, &records).await.good());
        assert!(!written.is_empty());
        let thirteen = issue(&information, "thirteen", &customer).await;
        assert_eq!(thirteen.json()["contact"]["address"], "胜利路2号");
        let content = json!({"result": "answered", "answers": {"received": "yes", "satisfied": "satisfied"}});
        call(&information, &thirteen, &content).await.good();
        assert_eq!(people.server.get(&information.steward, &survey).await.good().json(), kept);
        assert_eq!(rows(&people.server.get(&information.supervisor, &records).await.good()), written);
        assert_eq!(corrected(&information, &customer).await.len(), 1);
    })
    .await;
}
