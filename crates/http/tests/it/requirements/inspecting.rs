//! Sheets with items that are looked at every time, words that are not said, and what somebody answers for.

use bihuan_app::users::User;
use bihuan_domain::policy::assessments::CountedIndicator;
use bihuan_domain::policy::quality::{GamingCheck, InspectionPlan};
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::{at, finish, receive, reconfigure, rows};
use crate::people::{People, text};
use crate::server::Answer;

/// Six things that are unified at every counter, and the clothes of whoever works there.
const ITEMS: [&str; 6] = ["standard", "facilities", "appearance", "flow", "behaviour", "polite-words"];

#[expect(clippy::panic, reason = "a test without its rule must fail")]
fn read<T: serde::de::DeserializeOwned>(rule: Value) -> T {
    serde_json::from_value(rule).unwrap_or_else(|error| panic!("no such rule: {error}"))
}

/// An inspection with a sheet of six items, drawn from all tickets of the month.
async fn with_sheet(people: &People) -> User {
    let inspector = people.server.test.user("inspector", "company", &["quality-inspector"]).await;
    reconfigure(people, |bundle| {
        for item in ITEMS {
            bundle.defects.push(read(json!({
                "code": format!("bad-{item}"), "name": {"zh": item, "en": item}, "side": "agent", "points": 5,
                "confidence": "design"
            })));
        }
        let item =
            |code: &str| json!({"code": code, "name": {"zh": code, "en": code}, "defect": format!("bad-{code}")});
        let plan: InspectionPlan = read(json!({
            "code": "counter", "name": {"zh": "柜面检查", "en": "Counter"}, "percent": 100, "full_score": 100,
            "item": ITEMS.map(item), "confidence": "sure"
        }));
        bundle.inspection_plans = vec![plan];
    })
    .await;
    inspector
}

/// The only inspection of June, of a question that the agent answered at the counter.
async fn drawn(people: &People, inspector: &User) -> Answer {
    let consult = json!({
        "kind": "consult", "channel": "walk-in", "topic": "T", "description": "D", "until": "accepted"
    });
    let opened = people.open(&consult).await.good();
    people.act(&people.agent, "tickets", "answer", &opened, &json!({"text": "told"})).await.good();
    at(people, "2026-07-01T09:00:00+08:00").await;
    let round = json!({"plan": "counter", "period": "2026-06"});
    people.server.post(inspector, "/v1/inspection-rounds", &round).await.good();
    let list = rows(&people.server.get(inspector, "/v1/inspections").await.good());
    people.server.get(inspector, &format!("/v1/inspections/{}", text(&list[0]["id"]))).await.good()
}

async fn inspect(people: &People, inspector: &User, seen: &Answer, sheet: &Value) -> Answer {
    let path = format!("/v1/inspections/{}/actions/inspect", seen.text("id"));
    people.server.act(inspector, &path, seen, sheet).await
}

fn met(items: &[&str]) -> Vec<Value> {
    items.iter().map(|item| json!({"item": item, "met": true})).collect()
}

/// shows: I-06, A-15, A-26
#[actix_web::test]
async fn a_sheet_says_of_each_item_once_how_it_was_found_or_is_refused() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let inspector = with_sheet(&people).await;
        let seen = drawn(&people, &inspector).await;
        let five = inspect(&people, &inspector, &seen, &json!({"defects": [], "items": met(&ITEMS[..5])})).await;
        assert_eq!(five.status.as_u16(), 422);
        let error = &five.json()["errors"][0];
        assert_eq!(
            (&error["pointer"], &error["message"]),
            (&json!("/items"), &json!("says nothing of the item polite-words"))
        );
        let twice = [met(&ITEMS), met(&ITEMS[..1])].concat();
        let twice = inspect(&people, &inspector, &seen, &json!({"defects": [], "items": twice})).await;
        assert_eq!(twice.json()["errors"][0]["pointer"], "/items/6/item");
        let mut items = met(&ITEMS);
        items[2]["met"] = json!(false);
        let nobodys = inspect(&people, &inspector, &seen, &json!({"defects": [], "items": items})).await;
        assert_eq!(nobodys.json()["errors"][0]["pointer"], "/items/2/met", "whose defect is it?");
        let defect = json!({"defect": "bad-appearance", "personId": people.agent.id, "note": "no badge"});
        let contradicted =
            inspect(&people, &inspector, &seen, &json!({"defects": [defect], "items": met(&ITEMS)})).await;
        assert_eq!(contradicted.json()["errors"][0]["code"], "conflict");
        let done =
            inspect(&people, &inspector, &seen, &json!({"defects": [defect], "items": items})).await.good().json();
        assert_eq!((&done["score"], done["sheet"]["items"].as_array().map(Vec::len)), (&json!(95), Some(6)));
        assert_eq!(done["sheet"]["items"][2], json!({"item": "appearance", "met": false}));
        let own = rows(&people.server.get(&people.agent, "/v1/me/staff-errors").await.good());
        assert_eq!((&own[0]["defect"], &own[0]["ticketId"]), (&json!("bad-appearance"), &seen.json()["ticketId"]));
    })
    .await;
}

/// shows: N-01, I-07
#[actix_web::test]
async fn what_somebody_answers_for_is_kept_with_the_ticket_shows_in_his_assessment_and_can_be_contested() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let user = async |login: &str, unit: &str, role: &str| people.server.test.user(login, unit, &[role]).await;
        let inspector = user("inspector", "company", "quality-inspector").await;
        let (leader, manager) =
            (user("leader", "centre", "shift-supervisor").await, user("manager", "company", "manager").await);
        let ticket = people.fault().await;
        let error = json!({
            "defect": "missing-risk-note", "personId": people.agent.id, "ticketId": ticket.text("id"),
            "note": "argued with the customer"
        });
        let error = people.server.post(&inspector, "/v1/staff-errors", &error).await.good();
        assert_eq!((&error.json()["ticketId"], &error.json()["points"]), (&ticket.json()["id"], &json!(3)));
        at(&people, "2026-07-01T09:00:00+08:00").await;
        let month = json!({
            "scheme": "agent-monthly", "period": "2026-06", "personId": people.agent.id, "rating": {"points": 90}
        });
        let opened = people.server.post(&leader, "/v1/assessments", &month).await.good();
        assert_eq!(opened.json()["errorPoints"], 3, "visible in the assessment");
        let own = rows(&people.server.get(&people.agent, "/v1/me/staff-errors").await.good());
        assert_eq!(own[0]["ticketId"], ticket.json()["id"], "and to whom it is about");
        let path = format!("/v1/staff-errors/{}/actions", error.text("id"));
        let objection = json!({"text": "it was the customer who shouted"});
        people.server.post(&people.agent, &format!("{path}/contest"), &objection).await.good();
        let ruling = json!({"upheld": true, "reason": "the recording says so"});
        people.server.post(&manager, &format!("{path}/rule"), &ruling).await.good();
        let finalise = format!("/v1/assessments/{}/actions/finalise", opened.text("id"));
        let seen = people.server.get(&leader, &format!("/v1/assessments/{}", opened.text("id"))).await.good();
        let frozen = people.server.act(&leader, &finalise, &seen, &json!({})).await.good().json();
        assert_eq!(frozen["errorPoints"], 0, "struck out, it costs nothing");
    })
    .await;
}

/// shows: E-06, E-11
#[actix_web::test]
async fn a_complaint_against_somebody_shows_in_the_months_assessment_when_it_is_so_and_not_when_it_is_not() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let user = async |login: &str, unit: &str, role: &str| people.server.test.user(login, unit, &[role]).await;
        let inspector = user("inspector", "company", "quality-inspector").await;
        let leader = user("leader", "centre", "shift-supervisor").await;
        reconfigure(&people, |bundle| {
            let scheme = bundle.assessment_schemes.iter_mut().find(|scheme| scheme.code.as_str() == "agent-monthly");
            let indicator: CountedIndicator = read(json!({
                "code": "complaints", "name": {"zh": "有理由投诉", "en": "Complaints that are so"}, "complaints": true,
                "target": 0, "weight": 0
            }));
            scheme.into_iter().for_each(|scheme| scheme.indicators.push(indicator.clone()));
        })
        .await;
        let other = user("other", "centre", "agent").await;
        let mut judged = Vec::new();
        for (finding, who) in [
            ("substantiated", &people.agent),
            ("unsubstantiated", &people.agent),
            ("unverifiable", &people.agent),
            ("substantiated", &other),
            ("partly_substantiated", &people.agent),
            ("substantiated", &people.agent),
        ] {
            let complaint = json!({
                "kind": "complaint", "channel": "phone", "topic": "Rude", "description": "He hung up", "until": "accepted",
                "contact": {"phone": "13812345678"}, "accused": {"userId": who.id}
            });
            let ticket = people.open(&complaint).await.good();
            people.act(&people.agent, "tickets", "dispatch", &ticket, &json!({"units": ["marketing"]})).await.good();
            let seen = people.ticket(&inspector, &ticket).await;
            let verdict = json!({"finding": finding, "text": "The recording.", "evidence": ["recording 17"]});
            judged.push(people.act(&inspector, "tickets", "verdict", &seen, &verdict).await.good());
        }
        // Of those, one was not so after all: somebody else than the judge upholds the appeal.
        let (officer, ruler) =
            (user("officer", "marketing", "appeal-officer").await, user("ruler", "company", "quality-inspector").await);
        let plea = json!({
            "against": "verdict", "wanted": "unsubstantiated", "reason": "The recording is of another call.",
            "basis": "Rule 5.3", "category": "verdict",
            "documents": [{"reference": "scan 7", "sealedBy": ["班组", "县公司", "市公司"]}]
        });
        let path = format!("/v1/tickets/{}/appeals", judged[0].text("id"));
        let raised = people.server.post(&officer, &path, &plea).await.good();
        let ruling = json!({"upheld": true, "reason": "It is of another call."});
        people.act(&ruler, "appeals", "rule", &raised, &ruling).await.good();
        at(&people, "2026-07-01T09:00:00+08:00").await;
        let assessed = async |who: &User| {
            let month = json!({
                "scheme": "agent-monthly", "period": "2026-06", "personId": who.id, "rating": {"points": 90}
            });
            people.server.post(&leader, "/v1/assessments", &month).await.good().json()["figures"][1].clone()
        };
        assert_eq!(assessed(&people.agent).await, json!({"code": "complaints", "value": 2}));
        assert_eq!(assessed(&other).await, json!({"code": "complaints", "value": 1}));
    })
    .await;
}

/// shows: J-21
#[actix_web::test]
async fn a_reply_with_words_that_are_not_said_is_sent_all_the_same_and_asked_about() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let inspector = people.server.test.user("inspector", "company", &["quality-inspector"]).await;
        reconfigure(&people, |bundle| {
            let rule: GamingCheck = read(json!({
                "check": "forbidden_words", "words": ["不知道", "Not my job", "急什么"], "confidence": "one"
            }));
            bundle.gaming_checks = vec![rule];
        })
        .await;
        let (rude, civil) = (people.fault().await, people.fault().await);
        let order = receive(&people, &rude).await;
        let said = json!({"outcome": "not_ours", "text": "It is NOT  my job. 你急什么"});
        let replied = people.work(&people.handler, "reply", &order, &said).await;
        assert_eq!(replied.json()["stage"], "replied", "a flag, and no block");
        finish(&people, &civil).await;
        let day = json!({"from": "2026-06-01T00:00:00+08:00", "to": "2026-06-02T00:00:00+08:00"});
        let found = people.server.post(&inspector, "/v1/findings/searches", &day).await.good().json();
        assert_eq!((&found["found"], &found["new"]), (&json!(1), &json!(1)));
        let path = "/v1/findings?check=forbidden_words";
        let findings = rows(&people.server.get(&inspector, path).await.good());
        assert_eq!(findings.len(), 1);
        assert_eq!((&findings[0]["ticketId"], &findings[0]["seen"]), (&rude.json()["id"], &json!(2)));
        let why = text(&findings[0]["explanation"]);
        assert!(why.contains("“Not my job”") && why.contains(": 2."), "{why}");
    })
    .await;
}

/// shows: I-17
#[actix_web::test]
async fn everybody_can_see_by_which_indicators_a_post_is_assessed() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let schemes = rows(&people.server.get(&people.agent, "/v1/assessment-schemes?role=agent").await.good());
        assert_eq!(schemes.len(), 1, "{schemes:?}");
        assert_eq!((&schemes[0]["code"], &schemes[0]["errors"]), (&json!("agent-monthly"), &json!(true)));
        assert_eq!(schemes[0]["indicators"][0]["code"], "demands-taken");
        let weight =
            |list: &Value| list.as_array().into_iter().flatten().filter_map(|one| one["weight"].as_i64()).sum::<i64>();
        assert_eq!(weight(&schemes[0]["indicators"]) + weight(&schemes[0]["parties"]), 100);
        let first = people.server.get(&people.agent, "/v1/assessment-schemes?limit=1").await.good().json();
        let second = format!("/v1/assessment-schemes?limit=1&cursor={}", text(&first["page"]["next"]));
        let second = rows(&people.server.get(&people.agent, &second).await.good());
        assert!(second[0]["code"].as_str() > first["data"][0]["code"].as_str(), "in the order of their codes");
        let nobodys = rows(&people.server.get(&people.agent, "/v1/assessment-schemes?role=crew").await.good());
        assert_eq!(nobodys, Vec::<Value>::new());
    })
    .await;
}

/// shows: T-05
#[actix_web::test]
async fn what_an_audit_of_a_sample_finds_is_told_to_the_unit_and_costs_points_in_its_assessment() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let user = async |login: &str, unit: &str, role: &str| people.server.test.user(login, unit, &[role]).await;
        let inspector = user("inspector", "company", "quality-inspector").await;
        let leader = user("leader", "centre", "shift-supervisor").await;
        let (head, other) = (user("head", "centre", "manager").await, user("other", "metering", "manager").await);
        reconfigure(&people, |bundle| bundle.inspection_plans.iter_mut().for_each(|plan| plan.percent = 100)).await;
        for _ in 0..3 {
            let consult =
                json!({"kind": "consult", "channel": "phone", "topic": "T", "description": "D", "until": "accepted"});
            let opened = people.open(&consult).await.good();
            people.act(&people.agent, "tickets", "answer", &opened, &json!({"text": "told"})).await.good();
        }
        at(&people, "2026-07-01T09:00:00+08:00").await;
        let round = json!({"plan": "monthly", "period": "2026-06"});
        people.server.post(&inspector, "/v1/inspection-rounds", &round).await.good();
        let drawn = rows(&people.server.get(&inspector, "/v1/inspections").await.good());
        assert_eq!(drawn.len(), 3, "the sample");
        let told = async |who: &User| -> Vec<Value> {
            let inbox = rows(&people.server.get(who, "/v1/notifications?limit=200").await.good());
            inbox.into_iter().filter(|row| row["code"] == "inspection_defects").collect()
        };
        let defect = |code: &str| json!({"defect": code, "personId": people.agent.id, "note": "N"});
        let sheets = [vec![], vec![defect("missing-field"), defect("wrong-type")], vec![]];
        for (inspection, defects) in drawn.iter().zip(sheets) {
            let path = format!("/v1/inspections/{}", text(&inspection["id"]));
            let seen = people.server.get(&inspector, &path).await.good();
            inspect(&people, &inspector, &seen, &json!({"defects": defects})).await.good();
        }
        let notices = told(&head).await;
        assert_eq!(notices.len(), 1, "a sheet without defects is told to nobody: {notices:?}");
        assert_eq!(notices[0]["ticketId"], drawn[1]["ticketId"]);
        let said = text(&notices[0]["text"]);
        assert!(said.contains("defects") && said.contains('2'), "{said}");
        assert!(!said.contains(&people.agent.name), "nobody is named: {said}");
        assert_eq!(told(&other).await, Vec::<Value>::new(), "another unit is not concerned");
        at(&people, "2026-08-01T09:00:00+08:00").await;
        let month = json!({
            "scheme": "agent-monthly", "period": "2026-07", "personId": people.agent.id, "rating": {"points": 90}
        });
        let assessed = people.server.post(&leader, "/v1/assessments", &month).await.good().json();
        assert_eq!(assessed["errorPoints"], 4, "two defects of two points each: {assessed}");
    })
    .await;
}
