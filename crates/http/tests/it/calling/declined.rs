//! Customers who want no calls at all (请勿再致电): every ticket heeds it, says so, and counts as declined.

use bihuan_app::users::User;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::campaigns::{Lists, reconciled, standing};
use super::{ask, done};
use crate::figures::{all, day, follow};
use crate::people::{People, content, fault, text};
use crate::requirements::{at, finish};
use crate::server::Answer;

const PHONE: &str = "+86 138 1234 5678";

/// The customer whose phone all faults of these tests bear.
async fn customer(people: &People) -> Answer {
    let body = json!({"name": "王女士", "phone": PHONE});
    people.server.post(&people.agent, "/v1/customers", &body).await.good()
}

async fn supervisor(people: &People) -> User {
    people.server.test.user("supervisor", "centre", &["shift-supervisor"]).await
}

async fn says(people: &People, who: &User, action: &str, seen: &Answer) -> Answer {
    people.act(who, "customers", action, seen, &json!({"reason": "你们别再打电话了"})).await
}

/// Stage, answer, and whether the ticket says that its customer wants no calls.
async fn state(people: &People, ticket: &Answer) -> (String, Value, bool) {
    let ticket = people.ticket(&people.caller, ticket).await;
    (ticket.text("stage"), ticket.json()["answered"].clone(), ticket.json()["neverCall"] == true)
}

fn declined() -> (String, Value, bool) {
    ("answered".to_owned(), json!("declined"), true)
}

#[actix_web::test]
async fn a_customer_who_wants_no_calls_at_all_is_called_about_none_of_his_tickets_until_he_may_be_again() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let known = customer(&people).await;
        let (waiting, working) = (done(&people).await, people.fault().await);
        let mut another = fault("dispatched");
        another["contact"]["phone"] = json!("13900000000");
        let stranger = people.open(&another).await.good();
        let forbidden = says(&people, &people.handler, "decline-calls", &known).await;
        assert_eq!(forbidden.problem().as_deref(), Some("forbidden"));
        let told = says(&people, &people.agent, "decline-calls", &known).await.good();
        assert_eq!(told.json()["callsDeclined"]["reason"], "你们别再打电话了");
        let again = says(&people, &people.agent, "decline-calls", &known).await;
        assert_eq!(again.problem().as_deref(), Some("version_conflict"));

        assert_eq!(state(&people, &waiting).await, declined(), "the call that was planned is dropped");
        let call = format!("/v1/callbacks/{}", text(&waiting.json()["callback"]["id"]));
        assert_eq!(people.server.get(&people.caller, &call).await.good().text("stage"), "dropped");
        finish(&people, &working).await;
        assert_eq!(state(&people, &working).await, declined(), "and none is planned for what is under way");
        let later = people.open(&fault("dispatched")).await.good();
        finish(&people, &later).await;
        assert_eq!(
            state(&people, &later).await,
            declined(),
            "nor for what he demands later, whatever is written there"
        );
        finish(&people, &stranger).await;
        assert_eq!(state(&people, &stranger).await.0, "callback_due", "another is called");

        let open = people.fault().await;
        let own = says(&people, &people.agent, "allow-calls", &told).await;
        assert_eq!(own.problem().as_deref(), Some("forbidden"), "not whoever writes it down takes it back");
        let supervisor = supervisor(&people).await;
        let allowed = says(&people, &supervisor, "allow-calls", &told).await.good();
        assert_eq!(allowed.json().get("callsDeclined"), None);
        finish(&people, &open).await;
        assert_eq!(state(&people, &open).await, ("callback_due".to_owned(), Value::Null, false));
        assert_eq!(state(&people, &later).await.1, "declined", "what was answered stays as it was");
    })
    .await;
}

#[actix_web::test]
async fn who_wrote_it_down_and_who_took_it_back_stands_in_the_log() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let known = customer(&people).await;
        let (ticket, supervisor) = (people.fault().await, supervisor(&people).await);
        let told = says(&people, &people.agent, "decline-calls", &known).await.good();
        says(&people, &supervisor, "allow-calls", &told).await.good();
        let integrator = people.server.test.user("integrator", "company", &["integrator"]).await;
        let feed = people.server.get(&integrator, "/v1/events?limit=200").await.good().json();
        let by = |what: &str| -> Vec<Value> {
            let events = feed["data"].as_array().into_iter().flatten();
            events.filter(|event| event["type"] == what).map(|event| event["actor"]["id"].clone()).collect()
        };
        for subject in ["customer", "ticket"] {
            assert_eq!(by(&format!("{subject}.calls_declined")), [json!(people.agent.id)]);
            assert_eq!(by(&format!("{subject}.calls_allowed")), [json!(supervisor.id)]);
        }
        let timeline = format!("/v1/tickets/{}/timeline?limit=200", ticket.text("id"));
        assert!(people.server.get(&people.agent, &timeline).await.good().body.contains("calls_declined"));
    })
    .await;
}

#[actix_web::test]
async fn what_a_customer_says_in_a_call_holds_for_all_his_tickets_also_when_he_was_not_known() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let (first, second) = (done(&people).await, done(&people).await);
        at(&people, "2026-06-01T01:10:00Z").await;
        let callback = people.callback(&first).await;
        let mut said = content();
        said["neverCall"] = json!(true);
        said["note"] = json!("no more calls");
        people.act(&people.caller, "callbacks", "attempt", &callback, &said).await.good();
        assert_eq!(state(&people, &first).await, ("answered".to_owned(), json!("satisfied"), true), "this one counts");
        assert_eq!(state(&people, &second).await, declined());
        let known = people.server.get(&people.agent, "/v1/customers?phone=13812345678").await.good().json();
        assert_eq!(known["data"][0]["callsDeclined"]["reason"], "no more calls", "{known}");
        assert_eq!(ask(&people, "/v1/callbacks/claim-next").await.good().json()["callback"], Value::Null);
    })
    .await;
}

#[actix_web::test]
async fn figures_count_who_declined_apart_from_who_could_not_be_reached() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let known = customer(&people).await;
        let chief = day::readers(&people).await.chief;
        let (declines, out_of_reach) = (done(&people).await, done(&people).await);
        let callback = people.callback(&out_of_reach).await;
        people.act(&people.caller, "callbacks", "attempt", &callback, &json!({"result": "refused"})).await.good();
        says(&people, &people.agent, "decline-calls", &known).await.good();
        for ticket in [&declines, &out_of_reach] {
            let seen = people.ticket(&people.caller, ticket).await;
            people.act(&people.caller, "tickets", "archive", &seen, &json!({})).await.good();
        }
        follow(&people).await;
        let share = async |indicator: &str| {
            let path = format!("/v1/figures?indicator={indicator}&from=2026-06-01&to=2026-06-30");
            let figure = all(&people, &chief, &path).await.remove(0);
            (figure["numerator"].clone(), figure["denominator"].clone())
        };
        assert_eq!(share("declined_callback_rate").await, (json!(1), json!(2)));
        assert_eq!(
            share("callback_success_rate").await,
            (json!(0), json!(1)),
            "only who was called can be out of reach"
        );
    })
    .await;
}

#[actix_web::test]
async fn no_list_gets_a_customer_called_who_wants_no_calls() {
    each_engine(|database| async {
        let lists = Lists::new(database).await;
        let (people, lead) = (&lists.people, &lists.lead);
        let known = customer(people).await;
        says(people, &people.agent, "decline-calls", &known).await.good();
        let body = json!({"name": "李先生", "phone": "13900000000"});
        let other = people.server.post(&people.agent, "/v1/customers", &body).await.good();
        let campaign = lists.open().await;
        let line = |reference: &str, phone: &str| json!({"reference": reference, "area": "urban", "phone": phone});
        let members = json!([line("first", PHONE), line("second", "13900000000")]);
        lists.fill(&campaign, "once", &members).await.good();
        let excluded = async || {
            let told = reconciled(people, lead, &campaign).await;
            let counts: Vec<&Value> = ["members", "called"].iter().map(|name| &told[*name]).collect();
            assert_eq!(counts, [&json!(2), &json!(0)], "{told}");
            standing(&told, "excluded")
        };
        assert_eq!(excluded().await, json!(1), "he stands on the list, and is not called");
        says(people, &people.agent, "decline-calls", &other).await.good();
        assert_eq!(excluded().await, json!(2), "nor is whoever says so before it is his turn");
    })
    .await;
}
