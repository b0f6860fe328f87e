//! Callbacks (回访) and what follows from them.

use actix_web::http::StatusCode;
use bihuan_domain::policy::questionnaires::Questionnaire;
use bihuan_testkit::each_engine;
use serde_json::json;

use super::{at, clock, entries, finish, reconfigure, rows};
use crate::people::{People, content, text};
use crate::server::Answer;

/// shows: H-19
#[actix_web::test]
async fn the_end_of_the_treatment_calls_for_a_callback_with_the_questions_for_it() {
    each_engine(|database| async {
        let people = People::new(database).await;
        reconfigure(&people, |bundle| {
            let good = json!({"value": "good", "name": {"zh": "满意", "en": "Content"}, "content": true});
            let bad = json!({"value": "bad", "name": {"zh": "不满意", "en": "Not content"}});
            let questions = json!({
                "code": "post-treatment", "name": {"zh": "治疗后回访", "en": "After the treatment"},
                "question": [
                    {"code": "recovered", "text": {"zh": "恢复得好吗？", "en": "Have you recovered?"},
                     "answer": {"form": "yes_no"}, "required": true, "decides": "solved"},
                    {"code": "content", "text": {"zh": "您满意吗？", "en": "Are you content?"},
                     "answer": {"form": "choice", "options": [good, bad]}, "required": true, "decides": "satisfied"},
                    {"code": "opinion", "text": {"zh": "有什么意见？", "en": "What do you think of us?"},
                     "answer": {"form": "text", "max": 500}, "required": false}
                ]
            });
            bundle.questionnaires.extend(serde_json::from_value::<Questionnaire>(questions).ok());
            for plan in bundle.callback_plans.iter_mut().filter(|plan| plan.code.as_str() == "fault") {
                plan.questionnaire = "post-treatment".parse().unwrap_or_else(|_| panic!("a code"));
            }
        })
        .await;
        let opened = people.fault().await;
        assert_eq!(opened.json().get("callback"), None);
        finish(&people, &opened).await;
        let callback = people.callback(&opened).await;
        assert_eq!(
            (&callback.json()["stage"], &callback.json()["survey"]["questionnaire"]),
            (&json!("due"), &json!("post-treatment"))
        );
        let waiting = rows(&people.server.get(&people.caller, "/v1/me/queues/callbacks").await.good());
        assert_eq!(waiting.len(), 1);
        assert_eq!(waiting[0]["callback"]["id"], callback.json()["id"]);
        let answers =
            json!({"result": "answered", "answers": {"recovered": "yes", "content": "good", "opinion": "kind people"}});
        let done = people.act(&people.caller, "callbacks", "attempt", &callback, &answers).await.good();
        assert_eq!(done.json()["stage"], "satisfied");
    })
    .await;
}

/// shows: D-08
#[actix_web::test]
async fn a_customer_who_has_no_time_is_called_at_the_time_of_the_own_choice_and_that_is_no_success() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let opened = people.fault().await;
        finish(&people, &opened).await;
        let callback = people.callback(&opened).await;
        let later = json!({"result": "other_time", "at": "2026-06-01T16:30:00+08:00"});
        let put_off = people.act(&people.caller, "callbacks", "attempt", &callback, &later).await.good();
        let body = put_off.json();
        assert_eq!((&body["stage"], &body["dueAt"]), (&json!("scheduled"), &json!("2026-06-01T08:30:00.000Z")));
        assert_eq!((&body["attempts"], &body["survey"]["stage"]), (&json!(0), &json!("open")));
        assert_eq!(people.ticket(&people.caller, &opened).await.json()["stage"], "callback_due");
        at(&people, "2026-06-01T16:29:59+08:00").await;
        let early = people.act(&people.caller, "callbacks", "attempt", &put_off, &content()).await;
        assert_eq!(early.problem().as_deref(), Some("too_early_to_call"));
        at(&people, "2026-06-01T16:30:00+08:00").await;
        let due = people.callback(&opened).await;
        let done = people.act(&people.caller, "callbacks", "attempt", &due, &content()).await.good();
        assert_eq!(done.json()["stage"], "satisfied");
    })
    .await;
}

/// shows: I-22
#[actix_web::test]
async fn callbacks_that_nobody_makes_in_time_are_overdue_and_a_vain_attempt_says_why() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let batch = [people.fault().await, people.fault().await, people.fault().await];
        for opened in &batch {
            finish(&people, opened).await;
        }
        let made = people.callback(&batch[0]).await;
        for body in [json!({}), json!({"result": "failed"}), json!({"reason": "nobody there"})] {
            let refused = people.act(&people.caller, "callbacks", "attempt", &made, &body).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        }
        let vain = people.act(&people.caller, "callbacks", "attempt", &made, &json!({"result": "power_off"})).await;
        assert_eq!(vain.good().json()["lastResult"], "power_off");
        at(&people, "2026-06-02T01:00:00Z").await;
        let limit = people.ticket(&people.caller, &batch[1]).await.json();
        assert_eq!(
            (&clock(&limit, "callback")["dueAt"], &clock(&limit, "callback")["late"]),
            (&json!("2026-06-02T01:00:00.000Z"), &json!(false))
        );
        at(&people, "2026-06-02T01:00:01Z").await;
        for (opened, late) in batch.iter().zip([false, true, true]) {
            let ticket = people.ticket(&people.caller, opened).await.json();
            assert_eq!(clock(&ticket, "callback")["late"], late, "{ticket}");
        }
    })
    .await;
}

/// shows: D-04, Z-05
#[actix_web::test]
async fn what_a_customer_complains_of_in_a_callback_is_recorded_and_goes_back_to_the_department() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let near = people.server.test.user("near", "repair", &["manager"]).await;
        let opened = people.fault().await;
        finish(&people, &opened).await;
        let callback = people.callback(&opened).await;
        let answers = json!({"solved": "no", "satisfied": "dissatisfied", "remarks": "dark again since noon"});
        let bad = json!({"result": "answered", "answers": answers, "followUp": "redo"});
        let callback = people.act(&people.caller, "callbacks", "attempt", &callback, &bad).await.good();
        assert_eq!(callback.json()["ticketId"], opened.json()["id"]);

        let waiting = rows(&people.server.get(&people.handler, "/v1/me/queues/to-handle").await.good());
        assert_eq!(waiting.len(), 1);
        assert_eq!(
            (&waiting[0]["ticket"]["id"], &waiting[0]["workOrder"]["stage"]),
            (&opened.json()["id"], &json!("redo"))
        );
        let feed = people.server.get(&near, "/v1/events").await.good();
        assert_eq!(entries(&feed, "work_order.redo_ordered").len(), 1);
        let survey = format!("/v1/surveys/{}", text(&callback.json()["surveyId"]));
        assert_eq!(people.server.get(&people.handler, &survey).await.good().json()["answers"], answers);
        let ticket = people.ticket(&people.caller, &opened).await.json();
        assert_eq!(clock(&ticket, "redo")["state"], "running", "the improvement is watched over");
    })
    .await;
}

/// What the callback of a ticket asks first, in English: the questionnaire of its kind, as it read when it was opened.
async fn first_question(people: &People, ticket: &Answer) -> String {
    let callback = people.callback(ticket).await.json();
    let version = people.ticket(&people.caller, ticket).await.json()["policyVersion"].clone();
    let policy = people.server.get(&people.caller, &format!("/v1/policy/{version}")).await.good().json();
    let scripts = policy["bundle"]["questionnaire"].as_array().cloned().unwrap_or_default();
    let script = scripts.into_iter().find(|script| script["code"] == callback["survey"]["questionnaire"]);
    text(&script.unwrap_or_default()["question"][0]["text"]["en"])
}

/// Lapsed policies are the faults here, claims everything else.
///
/// shows: I-20
#[actix_web::test]
async fn each_kind_of_callback_has_its_script_and_keeps_the_version_its_ticket_was_opened_under() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let publish = async |wording: &str| {
            reconfigure(&people, |bundle| {
                let mut script = bundle.questionnaires[0].clone();
                script.code = "lapsed".parse().unwrap_or_else(|_| panic!("a code"));
                wording.clone_into(&mut script.questions[0].text.en);
                bundle.questionnaires.push(script);
                for plan in bundle.callback_plans.iter_mut().filter(|plan| plan.code.as_str() == "fault") {
                    plan.questionnaire = "lapsed".parse().unwrap_or_else(|_| panic!("a code"));
                }
            })
            .await;
        };
        publish("Do you know that it has lapsed?").await;
        let old = people.fault().await;
        publish("Shall we revive it?").await;
        let new = people.fault().await;
        let other = json!({
            "type": "opinion.outage", "channel": "phone", "topic": "T", "description": "D",
            "contact": {"phone": "13812345678"}, "until": "dispatched"
        });
        let other = people.open(&other).await.good();
        for opened in [&old, &new, &other] {
            finish(&people, opened).await;
        }
        assert_eq!(first_question(&people, &old).await, "Do you know that it has lapsed?");
        assert_eq!(first_question(&people, &new).await, "Shall we revive it?");
        assert_eq!(first_question(&people, &other).await, "Has the matter been solved?");
    })
    .await;
}
