//! Classes of customer (客户细分): what is known of a customer decides what his tickets are promised.

use actix_web::http::StatusCode;
use bihuan_domain::policy::callbacks::CallbackPlan;
use bihuan_domain::policy::customers::Segment;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::{at, clock, entries, finish, reconfigure, rows};
use crate::people::{People, fault, text};
use crate::server::Answer;

/// A customer of whom this is known.
async fn customer(people: &People, known: Value) -> Answer {
    let mut file = json!({"name": "市医院", "phone": "138 1234 5678"});
    file.as_object_mut().into_iter().for_each(|file| file.extend(known.as_object().cloned().unwrap_or_default()));
    people.server.post(&people.agent, "/v1/customers", &file).await
}

async fn classify(people: &People, customer: &Answer, known: Value) -> Answer {
    people.act(&people.agent, "customers", "classify", customer, &known).await
}

/// The class of a customer, and the one that his file names.
fn segments(customer: &Answer) -> (Value, Value) {
    let file = customer.json();
    (file["segment"].clone(), file["namedSegment"].clone())
}

/// A fault of this customer, in the city.
async fn fault_of(people: &People, customer: &Answer) -> Answer {
    let mut demand = fault("dispatched");
    demand["customerId"] = json!(customer.text("id"));
    people.open(&demand).await.good()
}

/// Whoever is of the class is called a second time, a day after the archive.
async fn with_an_extra_call(people: &People, class: &str) {
    let plan = json!({
        "code": "extra-care", "name": {"zh": "重要客户关怀", "en": "Care for key customers"},
        "trigger": {"milestone": "archived"}, "applies_to": {"segments": [class]},
        "occasion": [{"from": {"value": 1, "unit": "days"}, "until": {"value": 3, "unit": "days"}}],
        "outcome": [{"code": "more", "name": {"zh": "另有诉求", "en": "Something else"}, "opens": {"kind": "opinion"}}],
        "attempts_max": 3, "spacing_minutes": 120, "quiet": [], "confidence": "design"
    });
    reconfigure(people, |bundle| {
        let mut plan = plan;
        let closing = bundle.callback_plans.iter().find(|plan| plan.code.as_str() == "fault");
        plan["questionnaire"] = json!(closing.map(|plan| plan.questionnaire.clone()));
        let read = serde_json::from_value::<CallbackPlan>(plan).map_err(|error| error.to_string());
        assert_eq!(read.map(|plan| bundle.callback_plans.push(plan)), Ok(()));
    })
    .await;
}

/// The calls that a ticket has brought, once its customer is content and it is archived.
async fn calls_of(people: &People, ticket: &Answer) -> Vec<Value> {
    finish(people, ticket).await;
    let callback = people.callback(ticket).await;
    let content = crate::people::content();
    people.act(&people.caller, "callbacks", "attempt", &callback, &content).await.good();
    let answered = people.ticket(&people.caller, ticket).await;
    people.act(&people.caller, "tickets", "archive", &answered, &json!({})).await.good();
    let path = format!("/v1/callbacks?ticketId={}", ticket.text("id"));
    rows(&people.server.get(&people.caller, &path).await.good())
}

/// shows: P-39
#[actix_web::test]
async fn whoever_is_important_or_supplied_at_high_voltage_is_of_another_class_with_limits_and_calls_of_its_own() {
    each_engine(|database| async {
        let people = People::new(database).await;
        with_an_extra_call(&people, "key").await;
        let hospital =
            customer(&people, json!({"attributes": {"importance": "first", "voltage-v": 10000}})).await.good();
        let works = customer(&people, json!({"attributes": {"voltage-v": 35000}})).await.good();
        let flat = customer(&people, json!({"attributes": {"voltage-v": 220}})).await.good();
        let both = json!({"attributes": {"importance": "second", "voltage-v": 35000}});
        let both = customer(&people, both).await.good();
        assert_eq!(segments(&hospital), (json!("key"), Value::Null));
        assert_eq!(segments(&works), (json!("large"), Value::Null));
        assert_eq!(segments(&both), (json!("key"), Value::Null), "the first that he meets");
        assert_eq!(segments(&flat), (Value::Null, Value::Null));

        let (of_hospital, of_works, of_flat) =
            (fault_of(&people, &hospital).await, fault_of(&people, &works).await, fault_of(&people, &flat).await);
        assert_eq!(of_hospital.json()["segment"], "key");
        assert_eq!(of_works.json()["segment"], "large");
        assert_eq!(of_flat.json().get("segment"), None);
        // 30 minutes to a key customer in the city, 45 to others.
        let arrive = |ticket: &Answer| text(&clock(&ticket.json(), "arrive")["dueAt"]);
        assert_eq!(arrive(&of_hospital), "2026-06-01T01:30:00.000Z");
        assert_eq!(arrive(&of_works), "2026-06-01T01:45:00.000Z");
        assert_eq!(arrive(&of_flat), "2026-06-01T01:45:00.000Z");
        assert_eq!(calls_of(&people, &of_hospital).await.len(), 2, "one closes the loop, one cares");
        assert_eq!(calls_of(&people, &of_flat).await.len(), 1);
    })
    .await;
}

/// shows: P-39
#[actix_web::test]
async fn a_class_that_the_file_names_goes_before_what_follows_from_it_and_holds_for_what_is_opened_later() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let flat = customer(&people, json!({"attributes": {"voltage-v": 220}})).await.good();
        let before = fault_of(&people, &flat).await;
        let path = format!("/v1/customers/{}/actions/classify", flat.text("id"));
        let forbidden =
            people.server.act(&people.handler, &path, &flat, &json!({"segment": "key", "attributes": {}})).await;
        assert_eq!(forbidden.status, StatusCode::FORBIDDEN);
        let known = json!({"segment": "vulnerable", "attributes": {"importance": "first"}});
        let named = classify(&people, &flat, known.clone()).await.good();
        assert_eq!(segments(&named), (json!("vulnerable"), json!("vulnerable")));
        assert_eq!(named.json()["attributes"], json!({"importance": "first"}), "what was known before is gone");
        assert_eq!(classify(&people, &flat, known).await.problem().as_deref(), Some("version_conflict"));

        let after = fault_of(&people, &flat).await;
        assert_eq!(after.json()["segment"], "vulnerable");
        assert_eq!(people.ticket(&people.caller, &before).await.json().get("segment"), None, "promised as it was");
        let mut demand = fault("accepted");
        demand["customerId"] = json!(flat.text("id"));
        demand["segment"] = json!("sensitive");
        assert_eq!(people.open(&demand).await.good().json()["segment"], "sensitive", "the caller knows better");

        let path = format!("/v1/customers/{}/timeline", flat.text("id"));
        let timeline = people.server.get(&people.agent, &path).await.good();
        let told = entries(&timeline, "customer.classified");
        let said = |nth: usize| told[nth]["data"]["to"]["segment"].clone();
        assert_eq!((told.len(), said(0), said(1)), (2, Value::Null, json!("vulnerable")), "{}", timeline.body);
        let found = classify(&people, &named, json!({"attributes": {"importance": "first"}})).await.good();
        assert_eq!(found.json()["segment"], "key", "nothing is named any more");
    })
    .await;
}

#[actix_web::test]
async fn what_a_call_brings_about_is_of_the_class_that_the_customer_has_by_then() {
    each_engine(|database| async {
        let people = People::new(database).await;
        with_an_extra_call(&people, "key").await;
        let hospital = customer(&people, json!({"attributes": {"importance": "first"}})).await.good();
        let ticket = fault_of(&people, &hospital).await;
        let calls = calls_of(&people, &ticket).await;
        let care = calls.iter().find(|call| call["plan"] == "extra-care").map(|call| text(&call["id"]));
        classify(&people, &hospital, json!({"attributes": {"voltage-v": 35000}})).await.good();
        at(&people, "2026-06-02T10:00:00+08:00").await;
        let path = format!("/v1/callbacks/{}", care.unwrap_or_default());
        let call = people.server.get(&people.caller, &path).await.good();
        let mut report = crate::people::content();
        (report["outcome"], report["note"]) = (json!("more"), json!("The meter hums"));
        let called = people.act(&people.caller, "callbacks", "attempt", &call, &report).await.good().json();
        let path = format!("/v1/tickets/{}", text(&called["followOn"]["ticketId"]));
        assert_eq!(people.server.get(&people.agent, &path).await.good().json()["segment"], "large");
    })
    .await;
}

#[actix_web::test]
async fn a_class_that_a_later_policy_lacks_counts_no_more_and_is_not_forgotten_nor_is_what_was_acknowledged() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let royal = json!({"code": "royal", "name": {"zh": "王室", "en": "Royal"}});
        reconfigure(&people, |bundle| bundle.segments.extend(serde_json::from_value::<Segment>(royal))).await;
        let file = json!({"name": "The palace", "segment": "royal", "attributes": {"importance": "first"}});
        let create = async || people.post_once(&people.agent, "once", "/v1/customers", &file).await;
        let palace = create().await.good();
        assert_eq!(segments(&palace), (json!("royal"), json!("royal")));
        reconfigure(&people, |_| ()).await;
        let path = format!("/v1/customers/{}", palace.text("id"));
        let seen = people.server.get(&people.agent, &path).await.good();
        assert_eq!(segments(&seen), (json!("key"), json!("royal")));
        assert_eq!(fault_of(&people, &palace).await.json()["segment"], "key");
        let again = create().await;
        assert_eq!((again.status, again.text("id")), (StatusCode::CREATED, palace.text("id")));
    })
    .await;
}

#[actix_web::test]
async fn a_class_an_attribute_or_a_value_that_the_policy_lacks_is_refused_where_it_stands() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let good = customer(&people, json!({})).await.good();
        let bad = json!({
            "segment": "royal",
            "attributes": {"colour": "red", "importance": 1, "voltage-v": "high"}
        });
        for refused in [customer(&people, bad.clone()).await, classify(&people, &good, bad).await] {
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            let pointers = ["/segment", "/attributes/colour", "/attributes/importance", "/attributes/voltage-v"];
            assert_eq!(refused.pointers(), pointers);
        }
        let value = classify(&people, &good, json!({"attributes": {"importance": "third"}})).await;
        assert_eq!(value.pointers(), ["/attributes/importance"]);
        let nothing = classify(&people, &good, json!({})).await;
        assert_eq!(nothing.pointers(), ["/attributes"], "nothing is forgotten by mistake");
        let many: serde_json::Map<String, Value> = (0..=100).map(|nth| (format!("a{nth}"), json!(1))).collect();
        assert_eq!(classify(&people, &good, json!({"attributes": many})).await.pointers(), ["/attributes"]);
        let fraction = classify(&people, &good, json!({"attributes": {"voltage-v": 0.4}})).await;
        assert_eq!(fraction.pointers(), ["/attributes/voltage-v"]);
    })
    .await;
}
