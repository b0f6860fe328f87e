//! Signing reports: in their order, each by another person, for good.

use bihuan_app::users::User;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::{read, run};
use crate::calling::industries::Industry;
use crate::figures::follow;
use crate::people::People;
use crate::server::Answer;

const SUMMARY: &str = "quarterly-callbacks";

/// Who signs the quarterly analysis, in their order.
struct Signers {
    inspector: User,
    leader: User,
    manager: User,
}

async fn signers(people: &People) -> Signers {
    let user = async |login: &str, role: &str| people.server.test.user(login, "company", &[role]).await;
    Signers {
        inspector: user("inspector", "quality-inspector").await,
        leader: user("leader", "shift-supervisor").await,
        manager: user("manager", "manager").await,
    }
}

async fn sign(people: &People, who: &User, run: &Answer, body: &Value) -> Answer {
    people.server.post(who, &format!("/v1/report-runs/{}/actions/sign", run.text("id")), body).await
}

fn statements() -> Value {
    json!({"approves": true, "statements": {"problem": "迟到", "cause": "<人手不足>", "result": "已增派"}})
}

/// What an inbox says of signatures, latest first.
async fn told(people: &People, who: &User) -> Vec<String> {
    let inbox = people.server.get(who, "/v1/notifications?limit=200").await.good().json();
    let rows = inbox["data"].as_array().cloned().unwrap_or_default();
    let signing = rows.iter().filter(|row| row["code"] == "report_signing");
    signing.map(|row| row["text"].as_str().unwrap_or_default().to_owned()).collect()
}

#[actix_web::test]
async fn a_report_is_signed_in_its_order_each_time_by_another_person_and_then_for_good() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let Signers { inspector, leader, manager } = signers(&people).await;
        let every_role = ["quality-inspector", "shift-supervisor", "manager"];
        let everybody = people.server.test.user("everybody", "company", &every_role).await;
        follow(&people).await;
        let run = run(&people, &manager, SUMMARY, "2026-06-01").await;
        let before = read(&people, &manager, &run, "json").await.good().body;
        assert_eq!(run.json()["approval"]["awaits"], "quality-inspector");
        assert!(told(&people, &inspector).await[0].contains("waits for your signature"));

        let early = sign(&people, &manager, &run, &json!({"approves": true})).await;
        assert_eq!(early.problem().as_deref(), Some("not_the_signer"));
        let silent = sign(&people, &inspector, &run, &json!({"approves": true, "statements": {"cause": "C"}})).await;
        assert_eq!(silent.pointers(), ["/statements/problem", "/statements/result"]);
        let mut more = statements();
        more["statements"]["weather"] = json!("rain");
        let unasked = sign(&people, &inspector, &run, &more).await;
        assert_eq!(unasked.pointers(), ["/statements/weather"]);
        sign(&people, &everybody, &run, &statements()).await.good();
        let again = sign(&people, &everybody, &run, &json!({"approves": true})).await;
        assert_eq!(again.problem().as_deref(), Some("signed_already"));
        sign(&people, &leader, &run, &json!({"approves": true, "remark": "属实"})).await.good();
        assert!(told(&people, &manager).await[0].contains("waits for your signature"));
        let done = sign(&people, &manager, &run, &json!({"approves": true})).await.good().json();
        assert_eq!(done["approval"]["state"], "approved");
        let late = sign(&people, &manager, &run, &json!({"approves": false, "remark": "No"})).await;
        assert_eq!(late.problem().as_deref(), Some("no_signature_awaited"));
        for who in [&everybody, &leader, &manager] {
            assert!(told(&people, who).await[0].contains("signed by everybody"));
        }

        let path = format!("/v1/report-runs/{}/approval", run.text("id"));
        let trail = people.server.get(&inspector, &path).await.good().json();
        let by: Vec<&Value> = (0..3).map(|step| &trail["approval"]["steps"][step]["signature"]["by"]).collect();
        assert_eq!(
            by,
            [&everybody, &leader, &manager].map(|user| json!(user.id.to_string())).iter().collect::<Vec<_>>()
        );
        assert_eq!(trail["approval"]["steps"][0]["statements"][1]["text"], "<人手不足>");
        assert_eq!(read(&people, &manager, &run, "json").await.good().body, before, "signatures change no figure");
        let page = read(&people, &manager, &run, "html").await.good().body;
        assert!(page.contains("&lt;人手不足&gt;") && page.contains("everybody"), "{page}");
        let records = people.server.get(&inspector, "/v1/records?kind=report_signature").await.good().json();
        assert_eq!(records["data"].as_array().map(Vec::len), Some(3), "each signature is a record: {records}");
    })
    .await;
}

#[actix_web::test]
async fn a_report_that_was_sent_back_is_run_again_and_one_step_takes_one_signature() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let Signers { inspector, leader, manager } = signers(&people).await;
        let second = people.server.test.user("second", "company", &["quality-inspector"]).await;
        follow(&people).await;
        let first = run(&people, &manager, SUMMARY, "2026-06-01").await;
        let body = statements();
        let both = (sign(&people, &inspector, &first, &body), sign(&people, &second, &first, &body));
        let both = futures_util::future::join(both.0, both.1).await;
        let refused: Vec<_> = [both.0.problem(), both.1.problem()].into_iter().flatten().collect();
        assert_eq!(refused, ["not_the_signer"], "of two at once one signs the step");

        let unexplained = sign(&people, &leader, &first, &json!({"approves": false})).await;
        assert_eq!(unexplained.pointers(), ["/remark"]);
        let back = json!({"approves": false, "remark": "五月的数据不对"});
        let back = sign(&people, &leader, &first, &back).await.good().json();
        assert_eq!((&back["approval"]["state"], back["approval"].get("awaits")), (&json!("sent_back"), None));
        let over = sign(&people, &manager, &first, &json!({"approves": true})).await;
        assert_eq!(over.problem().as_deref(), Some("no_signature_awaited"));
        assert!(told(&people, &manager).await[0].contains("was sent back"), "who ran it is told");
        let next = run(&people, &manager, SUMMARY, "2026-06-01").await;
        assert_eq!(next.json()["approval"]["awaits"], "quality-inspector", "it begins anew");
        let listed = people.server.get(&leader, "/v1/report-runs").await.good().json();
        let states: Vec<&Value> = (0..2).map(|row| &listed["data"][row]["approval"]["state"]).collect();
        assert_eq!(states, ["waiting", "sent_back"]);
        let unsigned = run(&people, &manager, "daily-operations", "2026-06-01").await;
        assert_eq!(unsigned.json().get("approval"), None);
        let nobody = sign(&people, &manager, &unsigned, &json!({"approves": true})).await;
        assert_eq!(nobody.problem().as_deref(), Some("no_signature_awaited"));
        let outsider = people.server.test.user("outsider", "repair", &["shift-supervisor"]).await;
        let hidden = sign(&people, &outsider, &next, &json!({"approves": true})).await;
        assert_eq!(hidden.problem().as_deref(), Some("not_found"));
    })
    .await;
}

/// shows: M-16
#[actix_web::test]
async fn the_summary_of_callbacks_tells_the_rate_and_is_signed_by_three() {
    each_engine(|database| async {
        let property = Industry::new(database, "property").await;
        let people = &property.people;
        let chief = people.server.test.user("chief", "company", &["project-manager"]).await;
        let steward = people.server.test.user("keeper", "company", &["steward"]).await;
        let head = people.server.test.user("first", "company", &["supervisor"]).await;
        let called = property.done("complaint").await;
        property.done("complaint").await;
        let path = format!("/v1/callbacks/{}", called.json()["callback"]["id"].as_str().unwrap());
        let callback = people.server.get(&property.steward, &path).await.good();
        let said = json!({
            "quality": "good", "effect": "it runs", "satisfied": "satisfied", "shortcomings": "none", "suggestions": "none"
        });
        let answers = json!({"result": "answered", "methods": ["phone"], "answers": said});
        people.act(&property.head, "callbacks", "attempt", &callback, &answers).await.good();
        follow(people).await;
        let run = run(people, &head, "callback-summary", "2026-06-01").await;
        let report = read(people, &head, &run, "json").await.good().json();
        let rate = &report["sections"][0]["rows"][0]["cells"][1];
        assert_eq!((&rate["numerator"], &rate["denominator"]), (&json!(1), &json!(2)), "done of planned: {report}");
        sign(people, &steward, &run, &statements()).await.good();
        sign(people, &head, &run, &json!({"approves": true})).await.good();
        let signed = sign(people, &chief, &run, &json!({"approves": true})).await.good().json();
        assert_eq!(signed["approval"]["state"], "approved");
        assert_eq!(signed["approval"]["steps"].as_array().map(Vec::len), Some(3));
    })
    .await;
}
