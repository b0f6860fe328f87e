//! What may be asked, and which answers count.

use actix_web::http::StatusCode;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::{asked, replace_questionnaire, survey_of};
use crate::people::People;
use crate::requirements::reconfigure;
use crate::server::Answer;

/// A question whose answer is required.
fn question(code: &str, answer: &Value) -> Value {
    json!({"code": code, "text": {"zh": code, "en": code}, "answer": answer, "required": true})
}

/// A question with something besides.
fn with(mut question: Value, members: &Value) -> Value {
    for (name, value) in members.as_object().into_iter().flatten() {
        question[name] = value.clone();
    }
    question
}

fn option(value: &str, more: &Value) -> Value {
    with(json!({"value": value, "name": {"zh": value, "en": value}}), more)
}

fn satisfied() -> Value {
    let options =
        [option("content", &json!({"content": true, "points": 2})), option("not-content", &json!({"points": 1}))];
    with(question("satisfied", &json!({"form": "choice", "options": options})), &json!({"decides": "satisfied"}))
}

async fn people_asking(database: bihuan_persistence::Database, questions: &[Value]) -> (People, Answer) {
    let people = People::new(database).await;
    let questionnaire = json!({"code": "own", "name": {"zh": "问卷", "en": "Own"}, "question": questions});
    reconfigure(&people, |bundle| replace_questionnaire(bundle, &questionnaire)).await;
    let (_, callback) = asked(&people).await;
    (people, callback)
}

async fn attempt(people: &People, callback: &Answer, answers: &Value) -> Answer {
    let body = json!({"result": "answered", "answers": answers});
    people.act(&people.caller, "callbacks", "attempt", callback, &body).await
}

/// The questions of a decoration company after its first stage: scores from 1 to 10.
///
/// shows: D-05
#[actix_web::test]
async fn a_score_lies_on_its_scale_of_one_to_ten() {
    each_engine(|database| async {
        let scale = json!({"form": "scale", "from": 1, "to": 10, "content_from": 6});
        let briefing = with(question("briefing", &scale), &json!({"subject": "crew", "scale": "score-10"}));
        let overall = with(question("overall", &scale), &json!({"decides": "satisfied", "scale": "score-10"}));
        let (people, callback) = people_asking(database, &[briefing, overall]).await;
        for score in ["11", "0", "ten", "+7", "7.5"] {
            let refused = attempt(&people, &callback, &json!({"briefing": "8", "overall": score})).await;
            assert_eq!(refused.problem().as_deref(), Some("answers_invalid"), "{score}");
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{score}");
        }
        let good = attempt(&people, &callback, &json!({"briefing": "8", "overall": "10"})).await.good();
        assert_eq!(good.json()["stage"], "satisfied");
        let survey = people.server.get(&people.caller, &survey_of(&callback, "")).await.good().json();
        let rating = &survey["ratings"][0];
        assert_eq!((&rating["subject"], &rating["scale"]), (&json!("crew"), &json!("score-10")));
        assert_eq!(
            (&rating["raw"], &rating["value"], &rating["from"], &rating["to"]),
            (&json!("8"), &json!(8), &json!(1), &json!(10))
        );
    })
    .await;
}

/// Property: quality, effect, satisfaction, faults, suggestions.
///
/// shows: M-05
#[actix_web::test]
async fn a_record_of_a_callback_that_lacks_one_of_its_sections_is_refused() {
    each_engine(|database| async {
        let text = json!({"form": "text", "max": 500});
        let sections = ["quality", "effect", "satisfied", "faults", "suggestions"];
        let questions: Vec<Value> =
            sections.iter().map(|code| if *code == "satisfied" { satisfied() } else { question(code, &text) }).collect();
        let (people, callback) = people_asking(database, &questions).await;
        let whole = json!({
            "quality": "good", "effect": "the lift runs", "satisfied": "content", "faults": "none", "suggestions": "more light"
        });
        for section in sections {
            for nothing in [None, Some("  ")] {
                let mut partial = whole.clone();
                match nothing {
                    Some(blank) => partial[section] = json!(blank),
                    None => drop(partial.as_object_mut().and_then(|answers| answers.remove(section))),
                }
                let refused = attempt(&people, &callback, &partial).await;
                assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{section}");
            }
        }
        attempt(&people, &callback, &whole).await.good();
    })
    .await;
}

#[actix_web::test]
async fn a_customer_who_is_not_content_is_asked_for_causes_and_words() {
    each_engine(|database| async {
        let causes = json!({"form": "multiple", "max": 2, "options": [
            option("slow", &json!({})), option("rude", &json!({})), option("no-skill", &json!({})),
        ]});
        let causes = with(question("causes", &causes), &json!({"required": false, "when_dissatisfied": "cause"}));
        let why = with(
            question("why", &json!({"form": "text", "max": 200})),
            &json!({"required": false, "when_dissatisfied": "comment"}),
        );
        let (people, callback) = people_asking(database, &[satisfied(), causes, why]).await;
        let wrong = [
            json!({"satisfied": "not-content"}),
            json!({"satisfied": "not-content", "causes": "slow"}),
            json!({"satisfied": "not-content", "why": "late"}),
            json!({"satisfied": "not-content", "causes": "slow weather", "why": "late"}),
            json!({"satisfied": "not-content", "causes": "slow slow", "why": "late"}),
            json!({"satisfied": "not-content", "causes": "slow rude no-skill", "why": "late"}),
            json!({"satisfied": "not-content", "causes": "slow", "why": "   "}),
        ];
        for answers in wrong {
            let refused = attempt(&people, &callback, &answers).await;
            assert_eq!(refused.problem().as_deref(), Some("answers_invalid"), "{answers}");
        }
        attempt(&people, &callback, &json!({"satisfied": "not-content", "causes": "slow rude", "why": "late"}))
            .await
            .good();
        let (_, other) = asked(&people).await;
        attempt(&people, &other, &json!({"satisfied": "content"})).await.good();
    })
    .await;
}

#[actix_web::test]
async fn a_question_may_depend_on_an_earlier_answer() {
    each_engine(|database| async {
        let charged = question("charged", &json!({"form": "yes_no"}));
        let what = json!({"required": false, "required_if": {"question": "charged", "is": ["yes"]}});
        let what = with(question("what", &json!({"form": "number", "min": 1, "max": 100_000})), &what);
        let (people, callback) = people_asking(database, &[charged, what, satisfied()]).await;
        let refused = attempt(&people, &callback, &json!({"charged": "yes", "satisfied": "content"})).await;
        assert_eq!(refused.problem().as_deref(), Some("answers_invalid"));
        let outside =
            attempt(&people, &callback, &json!({"charged": "yes", "what": "0", "satisfied": "content"})).await;
        assert_eq!(outside.problem().as_deref(), Some("answers_invalid"));
        attempt(&people, &callback, &json!({"charged": "no", "satisfied": "content"})).await.good();
    })
    .await;
}

/// shows: P-49
#[actix_web::test]
async fn the_agent_the_unit_and_the_crew_are_rated_apart() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let ticket = people.fault().await;
        let order = crate::requirements::receive(&people, &ticket).await;
        let order = people.work(&people.handler, "assign", &order, &json!({"crew": "repair-crew-1"})).await;
        let order = people.work(&people.crew, "crew-accept", &order, &json!({})).await;
        let reply = json!({"outcome": "not_ours", "text": "the customer's own fuse"});
        let order = people.work(&people.handler, "reply", &order, &reply).await;
        people.work(&people.reviewer, "review", &order, &json!({"decision": "approve"})).await;
        let callback = people.callback(&ticket).await;
        let answers = json!({"solved": "yes", "satisfied": "fair", "speed": "dissatisfied", "agent": "very-satisfied", "crew": "2"});
        attempt(&people, &callback, &answers).await.good();
        let survey = people.server.get(&people.caller, &survey_of(&callback, "")).await.good().json();
        let ratings = survey["ratings"].as_array().cloned().unwrap_or_default();
        let about = |subject: &str| ratings.iter().find(|one| one["subject"] == subject).cloned().unwrap_or_default();
        assert_eq!((&about("agent")["userId"], &about("agent")["value"]), (&json!(people.agent.id), &json!(4)));
        assert_eq!((&about("unit")["unit"], &about("unit")["value"]), (&json!("repair"), &json!(1)));
        assert_eq!((&about("crew")["unit"], &about("crew")["value"]), (&json!("repair-crew-1"), &json!(2)));
        assert_eq!((&about("crew")["scale"], &about("crew")["to"]), (&json!("crew-5"), &json!(5)), "never turned into another");
    })
    .await;
}
