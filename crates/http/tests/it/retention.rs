//! What goes by itself, what stays of it, and what nobody sees who may not.

use bihuan_app::jobs::run;
use bihuan_app::maintenance;
use bihuan_app::users::User;
use bihuan_domain::record::RecordKind;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use crate::people::{People, text};
use crate::records::{closed, purge, records};
use crate::requirements::assessing::run_all;
use crate::requirements::{at, rows};

/// Longer than ended jobs are kept.
const JOBS_FORGOTTEN_SECONDS: i64 = 31 * 86_400;

async fn manager(people: &People) -> User {
    people.server.test.user("manager", "company", &["manager"]).await
}

/// An error of the agent, in this ticket, that he contests, in vain.
async fn contested(people: &People, manager: &User, ticket: Option<&str>) -> String {
    let inspector = people.server.test.user("inspector", "company", &["quality-inspector"]).await;
    let note = "She was rude to Mrs Wang";
    let error = json!({"personId": people.agent.id, "defect": "wrong-type", "note": note, "ticketId": ticket});
    let error = people.server.post(&inspector, "/v1/staff-errors", &error).await.good().text("id");
    let act = async |who: &User, action: &str, body: Value| {
        people.server.post(who, &format!("/v1/staff-errors/{error}/actions/{action}"), &body).await.good();
    };
    act(&people.agent, "contest", json!({"text": "Mrs Wang shouted first"})).await;
    act(manager, "rule", json!({"upheld": false, "reason": "The recording of Mrs Wang"})).await;
    error
}

#[actix_web::test]
async fn a_purge_runs_by_itself_every_month_and_its_report_stays_in_the_list_for_good() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let manager = manager(&people).await;
        closed(&people).await;
        at(&people, "2028-07-01T02:59:00+08:00").await;
        run_all(&people).await;
        let app = &people.server.test.app;
        assert!(run::finish_due(app).await.is_ok());
        let purges = async || rows(&people.server.get(&manager, "/v1/jobs?kind=record_purge").await.good());
        let settled = purges().await.len();
        at(&people, "2028-07-01T03:01:00+08:00").await;
        run_all(&people).await;
        run_all(&people).await;
        assert!(run::finish_due(app).await.is_ok());
        let all = purges().await;
        assert_eq!(all.len(), settled + 1, "once");
        let path = format!("/v1/jobs/{}", text(&all[0]["id"]));
        let report = people.server.get(&manager, &path).await.good().json();
        assert_eq!(report["state"], "succeeded");
        let kinds = report["result"]["byKind"].as_array().cloned().unwrap_or_default();
        let gone = kinds.iter().filter_map(|kind| kind["purged"].as_i64()).sum::<i64>();
        assert_eq!(gone, 5, "what is older than two years: {report}");

        people.server.test.pass_for_sessions(JOBS_FORGOTTEN_SECONDS);
        while maintenance::forget_old_jobs(app).await.is_ok_and(|gone| gone > 0) {}
        let manager = people.server.test.user("manager-2", "company", &["manager"]).await;
        assert_eq!(people.server.get(&manager, &path).await.good().json(), report, "the report is evidence");
    })
    .await;
}

#[actix_web::test]
async fn what_people_wrote_about_each_other_goes_with_the_records_about_it_and_points_stay() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let manager = manager(&people).await;
        let error = contested(&people, &manager, None).await;
        let leader = people.server.test.user("leader", "centre", &["shift-supervisor"]).await;
        at(&people, "2026-07-01T09:00:00+08:00").await;
        let month = json!({
            "scheme": "agent-monthly", "period": "2026-06", "personId": people.agent.id,
            "rating": {"points": 90, "note": "Mrs Wang praised her"}
        });
        let assessment = people.server.post(&leader, "/v1/assessments", &month).await.good().text("id");
        let read = async |path: &str| people.server.get(&manager, path).await.good().body;
        let both = async || {
            read(&format!("/v1/staff-errors/{error}")).await + &read(&format!("/v1/assessments/{assessment}")).await
        };
        at(&people, "2031-05-31T00:00:00+08:00").await;
        let early = purge(&people, &manager, false).await;
        assert_eq!((&early["errorsErased"], &early["assessmentsErased"]), (&json!(0), &json!(0)));
        assert_eq!(both().await.matches("Mrs Wang").count(), 4);
        at(&people, "2031-07-02T00:00:00+08:00").await;
        let dry = purge(&people, &manager, true).await;
        assert_eq!((&dry["errorsErased"], &dry["assessmentsErased"]), (&json!(1), &json!(1)));
        assert_eq!(both().await.matches("Mrs Wang").count(), 4, "a dry run takes nothing");
        let done = purge(&people, &manager, false).await;
        assert_eq!((&done["errorsErased"], &done["assessmentsErased"]), (&json!(1), &json!(1)));
        let left = both().await;
        assert!(!left.contains("Mrs Wang"), "{left}");
        assert!(left.contains("\"points\":90") && left.contains("\"errorPoints\":2"), "{left}");
        assert!(!read("/v1/records?limit=200").await.contains("Mrs Wang"));
        assert_eq!(purge(&people, &manager, false).await["errorsErased"], 0, "once");
    })
    .await;
}

#[actix_web::test]
async fn a_legal_hold_keeps_what_the_register_of_errors_says_of_its_ticket_until_it_is_lifted() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let manager = manager(&people).await;
        let ticket = closed(&people).await;
        let error = contested(&people, &manager, Some(&ticket.text("id"))).await;
        let hold = json!({"ticketId": ticket.text("id"), "reason": "A suit at the county court"});
        let hold = people.server.post(&manager, "/v1/legal-holds", &hold).await.good();
        let words = async || {
            let error = people.server.get(&manager, &format!("/v1/staff-errors/{error}")).await.good().body;
            let records = people.server.get(&manager, "/v1/records?limit=200").await.good().body;
            (error.matches("Mrs Wang").count(), records.contains("Mrs Wang"))
        };
        let before = words().await;
        assert_eq!(before, (3, true));
        at(&people, "2040-07-02T00:00:00+08:00").await;
        let held = purge(&people, &manager, false).await;
        assert_eq!(held["errorsErased"], 0);
        assert_eq!(words().await, before);
        let lift = format!("/v1/legal-holds/{}/actions/lift", hold.text("id"));
        people.server.act(&manager, &lift, &hold, &json!({"reason": "Settled"})).await.good();
        let done = purge(&people, &manager, false).await;
        assert_eq!(done["errorsErased"], 1);
        assert_eq!(words().await, (0, false));
    })
    .await;
}

#[actix_web::test]
async fn a_call_names_its_customer_until_the_last_ticket_that_it_brought_is_erased() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let manager = manager(&people).await;
        let call = json!({"channel": "phone", "phone": "13812345678"});
        let call = people.server.post(&people.agent, "/v1/calls", &call).await.good().text("id");
        let bring = async || {
            let mut demand = crate::people::fault("dispatched");
            demand["callId"] = json!(call);
            let ticket = people.open(&demand).await.good();
            crate::requirements::finish(&people, &ticket).await;
            let callback = people.callback(&ticket).await;
            people.act(&people.caller, "callbacks", "attempt", &callback, &crate::people::content()).await.good();
            let answered = people.ticket(&people.caller, &ticket).await;
            people.act(&people.caller, "tickets", "archive", &answered, &json!({})).await.good()
        };
        let (_, held) = (bring().await, bring().await);
        let hold = json!({"ticketId": held.text("id"), "reason": "A suit at the county court"});
        let hold = people.server.post(&manager, "/v1/legal-holds", &hold).await.good();
        let phone = async || {
            people.server.get(&people.agent, &format!("/v1/calls/{call}")).await.good().json()["phone"].clone()
        };
        at(&people, "2040-07-02T00:00:00+08:00").await;
        let first = purge(&people, &manager, false).await;
        assert_eq!((&first["ticketsErased"], &first["ticketsHeld"]), (&json!(1), &json!(1)));
        assert_eq!(phone().await, "13812345678", "the other one is under a hold");
        let lift = format!("/v1/legal-holds/{}/actions/lift", hold.text("id"));
        people.server.act(&manager, &lift, &hold, &json!({"reason": "Settled"})).await.good();
        assert_eq!(purge(&people, &manager, false).await["ticketsErased"], 1);
        assert_eq!(phone().await, Value::Null);
    })
    .await;
}

#[actix_web::test]
async fn a_call_that_brought_no_ticket_goes_by_its_age_unless_it_was_about_a_ticket_under_a_hold() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let manager = manager(&people).await;
        let begin = async |phone: &str| {
            let call = json!({"channel": "phone", "phone": phone});
            people.server.post(&people.agent, "/v1/calls", &call).await.good().text("id")
        };
        let (asked, wrong) = (begin("13812345678").await, begin("13987654321").await);
        let ticket = people.fault().await;
        let contact = json!({"channel": "phone", "text": "When do they come?", "callId": asked});
        let contacted = people.ticket(&people.agent, &ticket).await;
        people.act(&people.agent, "tickets", "contact", &contacted, &contact).await.good();
        let hold = json!({"ticketId": ticket.text("id"), "reason": "A suit at the county court"});
        let hold = people.server.post(&manager, "/v1/legal-holds", &hold).await.good();
        let phone = async |call: &str| {
            people.server.get(&people.agent, &format!("/v1/calls/{call}")).await.good().json()["phone"].clone()
        };
        at(&people, "2026-06-02T09:00:00+08:00").await;
        assert_eq!(purge(&people, &manager, false).await["callsErased"], 0, "not yet");
        at(&people, "2040-07-02T00:00:00+08:00").await;
        assert_eq!(purge(&people, &manager, true).await["callsErased"], 1);
        assert_eq!(phone(&wrong).await, "13987654321", "only said");
        assert_eq!(purge(&people, &manager, false).await["callsErased"], 1);
        assert_eq!((phone(&wrong).await, phone(&asked).await), (Value::Null, json!("13812345678")));
        let lift = format!("/v1/legal-holds/{}/actions/lift", hold.text("id"));
        people.server.act(&manager, &lift, &hold, &json!({"reason": "Settled"})).await.good();
        assert_eq!(purge(&people, &manager, false).await["callsErased"], 1);
        assert_eq!(phone(&asked).await, Value::Null);
    })
    .await;
}

#[actix_web::test]
async fn what_customers_wrote_in_a_survey_round_goes_after_its_time_and_what_is_counted_stays() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let manager = manager(&people).await;
        let customer = people.server.post(&people.agent, "/v1/customers", &json!({"name": "Li Lei"})).await.good();
        let asked = json!({
            "name": "2026", "questionnaire": "handling", "until": "2026-07-01T00:00:00Z",
            "customerIds": [customer.text("id")]
        });
        let round = people.server.post(&manager, "/v1/survey-rounds", &asked).await.good().text("id");
        let said = json!({
            "customerId": customer.text("id"),
            "answers": {"solved": "yes", "satisfied": "very-satisfied", "remarks": "Mr Zhao from No. 7 helped"}
        });
        let path = format!("/v1/survey-rounds/{round}");
        people.server.post(&manager, &format!("{path}/answers"), &said).await.good();
        let everything = async || {
            let log = people.server.get(&manager, "/v1/events?limit=200").await.good().body;
            people.server.get(&manager, &format!("{path}/results")).await.good().body + &log
        };
        people.server.test.feed_is_complete().await;
        let before = everything().await;
        assert!(before.contains("Mr Zhao"), "{before}");
        at(&people, "2029-06-30T00:00:00+08:00").await;
        assert_eq!(purge(&people, &manager, false).await["roundAnswersErased"], 0, "three years after its end");
        at(&people, "2029-07-02T00:00:00+08:00").await;
        assert_eq!(purge(&people, &manager, false).await["roundAnswersErased"], 1);
        people.server.test.feed_is_complete().await;
        let after = everything().await;
        assert!(!after.contains("Mr Zhao"), "{after}");
        let results = people.server.get(&manager, &format!("{path}/results")).await.good().body;
        assert!(results.contains("very-satisfied"), "{results}");
        assert_eq!(purge(&people, &manager, false).await["roundAnswersErased"], 0, "once");
    })
    .await;
}

#[actix_web::test]
async fn records_about_people_are_open_to_nobody_who_may_not_read_about_them() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let manager = manager(&people).await;
        contested(&people, &manager, None).await;
        let leader = people.server.test.user("leader", "centre", &["shift-supervisor"]).await;
        at(&people, "2026-07-01T09:00:00+08:00").await;
        let month = json!({"scheme": "agent-monthly", "period": "2026-06", "personId": people.agent.id});
        people.server.post(&leader, "/v1/assessments", &month).await.good();
        let inspector = people.server.test.user("inspector-2", "company", &["quality-inspector"]).await;
        let seen = async |who: &User, kind: RecordKind| records(&people, who, &format!("kind={}", kind.as_str())).await;
        assert_eq!(seen(&inspector, RecordKind::Error).await.len(), 1, "he inspects");
        let hidden = seen(&manager, RecordKind::Assessment).await;
        assert_eq!(hidden.len(), 1);
        for kind in [RecordKind::Assessment, RecordKind::Contest] {
            assert_eq!(seen(&inspector, kind).await, Vec::<Value>::new(), "{}", kind.as_str());
        }
        let path = format!("/v1/records/{}", text(&hidden[0]["id"]));
        assert_eq!(people.server.get(&inspector, &path).await.problem().as_deref(), Some("not_found"));
        let correct = format!("{path}/actions/correct");
        let corrected = people.server.post(&inspector, &correct, &json!({"text": "It was better"})).await;
        assert_eq!(corrected.problem().as_deref(), Some("not_found"));
    })
    .await;
}

#[actix_web::test]
async fn what_voids_another_record_is_not_voided_itself_and_of_two_who_void_at_once_one_does() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let manager = manager(&people).await;
        closed(&people).await;
        let record = text(&records(&people, &manager, "kind=reply").await[0]["id"]);
        let void = async |id: &str| {
            let body = json!({"reason": "entered twice"});
            people.server.post(&manager, &format!("/v1/records/{id}/actions/void"), &body).await
        };
        let (one, other) = futures_util::future::join(void(&record), void(&record)).await;
        let refused = [one.problem(), other.problem()];
        assert_eq!(refused.iter().flatten().collect::<Vec<_>>(), ["record_voided"], "one of the two");
        let voiding = if one.problem().is_none() { one.text("id") } else { other.text("id") };
        assert_eq!(void(&voiding).await.problem().as_deref(), Some("record_voided"));
    })
    .await;
}

#[actix_web::test]
async fn what_was_put_right_in_the_file_of_a_customer_goes_with_him_from_the_log_too() {
    each_engine(|database| async move {
        let people = People::new(database.clone()).await;
        let manager = manager(&people).await;
        let known = json!({"name": "Li Lei", "phone": "13812345678", "attributes": {"voltage-v": 220}});
        let known = people.server.post(&people.agent, "/v1/customers", &known).await.good();
        let mut demand = crate::people::fault("dispatched");
        demand["customerId"] = known.json()["id"].clone();
        let ticket = people.open(&demand).await.good();
        crate::requirements::finish(&people, &ticket).await;
        let attempt = async |report: Value| {
            let callback = people.callback(&ticket).await;
            people.act(&people.caller, "callbacks", "attempt", &callback, &report).await.good();
        };
        attempt(json!({"result": "wrong_number"})).await;
        let searching = people.callback(&ticket).await;
        let right = json!({"phone": "13911112222", "source": "the marketing system"});
        people.act(&people.caller, "callbacks", "correct-number", &searching, &right).await.good();
        at(&people, "2026-06-02T09:00:00+08:00").await;
        attempt(crate::people::content()).await;
        let answered = people.ticket(&people.caller, &ticket).await;
        people.act(&people.caller, "tickets", "archive", &answered, &json!({})).await.good();

        let timeline = format!("/v1/customers/{}/timeline", known.text("id"));
        let told = async || rows(&people.server.get(&people.agent, &timeline).await.good());
        assert_eq!((told().await.len(), &told().await[1]["data"]["from"]), (2, &json!("13812345678")));
        at(&people, "2029-06-10T01:00:00Z").await;
        assert_eq!(purge(&people, &manager, false).await["ticketsErased"], 1);
        let file = people.server.get(&people.agent, &format!("/v1/customers/{}", known.text("id"))).await.good();
        assert_eq!((&file.json()["name"], file.json().get("attributes")), (&json!("erased"), None));
        let left = told().await;
        assert_eq!(left[0]["data"]["to"]["attributes"], json!({}), "what was known of him");
        assert_eq!((&left[1]["data"]["from"], &left[1]["data"]["to"]), (&json!("erased"), &json!("erased")));
        let named = "SELECT CAST(COUNT(*) AS TEXT) AS text FROM events WHERE CAST(data AS TEXT) LIKE '%13911112222%' \
                     OR CAST(data AS TEXT) LIKE '%13812345678%'";
        assert_eq!(database.read(move |tx| tx.texts(named)).await.unwrap(), ["0"]);
    })
    .await;
}
