//! How satisfied customers are: where they live, and month by month.
use bihuan_app::users::User;
use bihuan_domain::policy::questionnaires::{AnswerForm, Decides, Question};
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::{all, day, follow, listed};
use crate::people::{People, fault, text};
use crate::requirements::{at, finish, reconfigure};

const SUMMER: &str = "from=2026-06-01&to=2026-07-31";

/// A repair in a region, and what the customer says of it when called: nothing when nobody picks up.
async fn asked(people: &People, region: &str, satisfied: Option<&str>) {
    let mut demand = fault("dispatched");
    demand["region"] = json!(region);
    let ticket = people.open(&demand).await.good();
    finish(people, &ticket).await;
    let callback = people.callback(&ticket).await;
    let body = match satisfied {
        Some(answer) => {
            let answers = json!({"solved": "yes", "satisfied": answer, "remarks": "as it was"});
            let follow_up = if answer == "dissatisfied" { json!("redo") } else { Value::Null };
            json!({"result": "answered", "answers": answers, "followUp": follow_up})
        }
        None => json!({"result": "refused"}),
    };
    people.act(&people.caller, "callbacks", "attempt", &callback, &body).await.good();
}

/// Numerator and denominator of each group, which are what its list adds up to.
async fn groups(people: &People, who: &User, code: &str, by: &str) -> Vec<(String, i64, i64)> {
    let query = format!("indicator={code}&{SUMMER}");
    let mut found = Vec::new();
    for group in all(people, who, &format!("/v1/figures?{query}&by={by}")).await {
        let (key, number) = (text(&group["key"]), |part: &str| group[part].as_i64().unwrap_or(-1));
        if by == "region" {
            for part in ["numerator", "denominator"] {
                let own = listed(people, who, &format!("{query}&region={key}"), part).await;
                assert_eq!(own, number(part), "{code} {key} {part}");
            }
        }
        found.push((key, number("numerator"), number("denominator")));
    }
    found
}

fn of(rows: &[(&str, i64, i64)]) -> Vec<(String, i64, i64)> {
    rows.iter().map(|(key, of, over)| ((*key).to_owned(), *of, *over)).collect()
}

/// shows: P-48
#[actix_web::test]
async fn satisfaction_and_the_rate_of_answers_are_told_by_region_as_customers_gave_them() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let chief = day::readers(&people).await.chief;
        for answer in [Some("very-satisfied"), Some("satisfied"), Some("dissatisfied"), None] {
            asked(&people, "330106", answer).await;
        }
        asked(&people, "330108", Some("satisfied")).await;
        follow(&people).await;
        let satisfied = groups(&people, &chief, "satisfaction_rate", "region").await;
        assert_eq!(satisfied, of(&[("330106", 2, 3), ("330108", 1, 1)]));
        let reached = groups(&people, &chief, "callback_success_rate", "region").await;
        assert_eq!(reached, of(&[("330106", 3, 4), ("330108", 1, 1)]));
        let index = groups(&people, &chief, "customer_satisfaction_index", "region").await;
        assert_eq!(index, of(&[("330106", 4 + 3 + 1, 3), ("330108", 3, 1)]), "on the scale of 1 to 4");
    })
    .await;
}

/// shows: V-03
#[actix_web::test]
async fn the_satisfaction_index_of_a_month_is_the_mean_of_its_scored_callbacks() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let chief = day::readers(&people).await.chief;
        asked(&people, "330106", Some("very-satisfied")).await;
        asked(&people, "330106", Some("satisfied")).await;
        asked(&people, "330106", None).await;
        at(&people, "2026-07-02T10:00:00+08:00").await;
        asked(&people, "330106", Some("fair")).await;
        follow(&people).await;
        let months = groups(&people, &chief, "customer_satisfaction_index", "month").await;
        assert_eq!(months, of(&[("2026-06-01", 7, 2), ("2026-07-01", 2, 1)]), "whoever did not answer has no score");
    })
    .await;
}

#[actix_web::test]
async fn where_the_policy_names_another_scale_the_index_holds_the_answers_on_that_one_and_no_others() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let chief = day::readers(&people).await.chief;
        asked(&people, "330106", Some("very-satisfied")).await;
        reconfigure(&people, |bundle| {
            bundle.figures.satisfaction_scale = "satisfaction-10".to_owned();
            let questions = bundle.questionnaires.iter_mut().flat_map(|one| &mut one.questions);
            let measured =
                |question: &&mut Question| question.scale.is_some() && question.decides == Some(Decides::Satisfied);
            for question in questions.filter(measured) {
                let AnswerForm::Choice { options } = &mut question.answer else { continue };
                question.scale = Some("satisfaction-10".parse().unwrap());
                options.iter_mut().for_each(|option| option.points = option.points.map(|points| points * 2));
            }
        })
        .await;
        follow(&people).await;
        let index = || groups(&people, &chief, "customer_satisfaction_index", "region");
        assert_eq!(index().await, of(&[]), "nobody has answered on it yet");
        asked(&people, "330106", Some("satisfied")).await;
        follow(&people).await;
        assert_eq!(index().await, of(&[("330106", 6, 1)]));
        let old = format!("/v1/figures?{SUMMER}&rules=1&indicator=");
        let index = people.server.get(&chief, &format!("{old}customer_satisfaction_index")).await;
        assert_eq!(index.problem().as_deref(), Some("invalid_query"), "the facts hold one scale only");
        people.server.get(&chief, &format!("{old}satisfaction_rate")).await.good();
    })
    .await;
}
