//! Appeals (申诉), and raw and adjusted figures side by side.

use bihuan_app::users::User;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::{complaint, inspector};
use crate::people::People;
use crate::requirements::{at, receive, rows};
use crate::server::Answer;

pub(super) fn sealed() -> Value {
    json!([{"reference": "scan 7", "sealedBy": ["班组", "县公司", "市公司"]}])
}

/// Against a missed limit.
pub(super) fn plea(clock: &Value) -> Value {
    json!({
        "against": "overtime", "subject": clock.to_string(), "wanted": "excluded", "reason": "The road was flooded.",
        "basis": "Rule 6.8: force majeure", "category": "limits", "documents": sealed()
    })
}

/// A complaint whose department contacted the customer too late, and the number of that clock.
pub(super) async fn late(people: &People) -> (Answer, Value) {
    let ticket = people.open(&complaint("13812345678")).await.good();
    let order = receive(people, &ticket).await;
    at(people, "2026-06-03T09:00:00+08:00").await;
    people.work(&people.handler, "contact", &order, &json!({"note": "Called at last"})).await;
    let ticket = people.ticket(&people.agent, &ticket).await;
    let clocks = ticket.json()["clocks"].as_array().cloned().unwrap_or_default();
    let clock = clocks.into_iter().find(|clock| clock["code"] == "contact" && clock["late"] == true);
    (ticket, clock.map(|clock| clock["no"].clone()).unwrap_or_default())
}

pub(super) async fn officer(people: &People) -> User {
    people.server.test.user("officer", "repair", &["appeal-officer"]).await
}

pub(super) async fn raise(people: &People, who: &User, ticket: &Answer, plea: &Value) -> Answer {
    people.server.post(who, &format!("/v1/tickets/{}/appeals", ticket.text("id")), plea).await
}

#[actix_web::test]
async fn an_upheld_appeal_adjusts_figures_and_leaves_the_ticket_as_it_was() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let (officer, inspector) = (officer(&people).await, inspector(&people).await);
        let (ticket, clock) = late(&people).await;
        let raised = raise(&people, &officer, &ticket, &plea(&clock)).await.good();
        let form = raised.json();
        assert_eq!((&form["number"], &form["businessType"]), (&ticket.json()["number"], &json!("complaint.outage")));
        assert_eq!((&form["raw"], &form["unit"], &form["stage"]), (&json!("late"), &json!("repair"), &json!("raised")));
        // Two working days from Wednesday.
        assert_eq!(form["dueAt"], "2026-06-05T16:00:00.000Z");
        let again = raise(&people, &officer, &ticket, &plea(&clock)).await;
        assert_eq!(again.problem().as_deref(), Some("already_requested"));

        let waiting = rows(&people.server.get(&inspector, "/v1/appeals?stage=raised").await.good());
        assert_eq!(waiting.len(), 1);
        let ruling = json!({"upheld": true, "reason": "The road was closed by the police."});
        let upheld = people.act(&inspector, "appeals", "rule", &raised, &ruling).await.good();
        assert_eq!((&upheld.json()["stage"], &upheld.json()["rulings"][0]["late"]), (&json!("upheld"), &json!(false)));

        let path = format!("/v1/adjustments?ticketId={}", ticket.text("id"));
        let adjusted = rows(&people.server.get(&inspector, &path).await.good());
        assert_eq!(adjusted.len(), 1);
        assert_eq!(
            (&adjusted[0]["raw"], &adjusted[0]["adjusted"], &adjusted[0]["subject"]),
            (&json!("late"), &json!("excluded"), &json!(clock.to_string()))
        );
        let after = people.ticket(&people.agent, &ticket).await;
        assert_eq!(after.json()["clocks"], ticket.json()["clocks"], "the raw figure stays");
        let timeline = format!("/v1/tickets/{}/timeline?limit=200", ticket.text("id"));
        let timeline = people.server.get(&people.agent, &timeline).await.good();
        assert!(timeline.body.contains("appeal.raised") && timeline.body.contains("appeal.upheld"));
    })
    .await;
}

#[actix_web::test]
async fn the_last_level_is_called_upon_once_and_other_people_rule_there() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let (officer, inspector) = (officer(&people).await, inspector(&people).await);
        let manager = people.server.test.user("manager", "company", &["manager", "quality-inspector"]).await;
        let (ticket, clock) = late(&people).await;
        let raised = raise(&people, &officer, &ticket, &plea(&clock)).await.good();
        let own = people.server.test.user("own", "repair", &["quality-inspector"]).await;
        let no = json!({"upheld": false, "reason": "Other crews got through."});
        let by_own = people.act(&own, "appeals", "rule", &raised, &no).await;
        assert_eq!(by_own.problem().as_deref(), Some("not_independent"));
        // On Monday, one working day late.
        at(&people, "2026-06-08T09:00:00+08:00").await;
        let seen = people.server.get(&inspector, &format!("/v1/appeals/{}", raised.text("id"))).await.good();
        assert_eq!(seen.json()["overdue"], true);
        let dismissed = people.act(&inspector, "appeals", "rule", &seen, &no).await.good();
        assert_eq!(
            (&dismissed.json()["stage"], &dismissed.json()["rulings"][0]["late"]),
            (&json!("dismissed"), &json!(true))
        );
        let again = json!({"reason": "Here is the order of the police.", "documents": sealed()});
        let again = people.act(&officer, "appeals", "raise-again", &dismissed, &again).await.good();
        assert_eq!(
            (&again.json()["stage"], again.json()["documents"].as_array().map(Vec::len)),
            (&json!("raised_again"), Some(2))
        );
        let by_first = people.act(&inspector, "appeals", "rule", &again, &no).await;
        assert_eq!(by_first.problem().as_deref(), Some("not_performer"));
        let rejected = people.act(&manager, "appeals", "rule", &again, &no).await.good();
        assert_eq!(rejected.json()["stage"], "rejected");
        assert_eq!(rows(&people.server.get(&manager, "/v1/adjustments").await.good()), Vec::<Value>::new());
        let more = people.act(&manager, "appeals", "rule", &rejected, &no).await;
        assert_eq!(more.problem().as_deref(), Some("wrong_stage"));
    })
    .await;
}

#[actix_web::test]
async fn an_appeal_that_was_taken_back_may_be_raised_anew_and_strangers_see_none() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let officer = officer(&people).await;
        let (ticket, clock) = late(&people).await;
        let raised = raise(&people, &officer, &ticket, &plea(&clock)).await.good();
        let elsewhere = people.server.test.user("elsewhere", "metering", &["appeal-officer"]).await;
        let path = format!("/v1/appeals/{}", raised.text("id"));
        assert_eq!(people.server.get(&elsewhere, &path).await.problem().as_deref(), Some("not_found"));
        assert_eq!(raise(&people, &elsewhere, &ticket, &plea(&clock)).await.problem().as_deref(), Some("not_found"));
        people.act(&officer, "appeals", "withdraw", &raised, &json!({})).await.good();
        raise(&people, &officer, &ticket, &plea(&clock)).await.good();
    })
    .await;
}
