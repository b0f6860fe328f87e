//! What customers say of the service by themselves: from their answer to the figure.
use bihuan_testkit::each_engine;
use serde_json::json;

use super::{all, day, follow};
use crate::people::People;
use crate::surveys::{asked, gateway, link, send};

const JUNE: &str = "from=2026-06-01&to=2026-06-30";

#[actix_web::test]
async fn recommendation_and_effort_of_customers_who_answer_by_themselves_become_figures() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let chief = day::readers(&people).await.chief;
        let gateway = gateway(&people).await;
        for (recommend, effort) in [("10", "2"), ("9", "1"), ("6", "7"), ("8", "4")] {
            let (_, callback) = asked(&people).await;
            let path = link(&people, &gateway, &callback).await;
            let fields =
                [("q.solved", "yes"), ("q.satisfied", "satisfied"), ("q.recommend", recommend), ("q.effort", effort)];
            assert!(send(&people.server, &path, &fields).await.status.is_redirection());
        }
        follow(&people).await;
        let promoters = all(&people, &chief, &format!("/v1/figures?indicator=net_promoter_score&{JUNE}")).await;
        // Two promoters, one detractor, one in between.
        assert_eq!((&promoters[0]["numerator"], &promoters[0]["denominator"]), (&json!(1), &json!(4)));
        assert_eq!(promoters[0]["value"], 0.25);
        let effort = all(&people, &chief, &format!("/v1/figures?indicator=customer_effort_score&{JUNE}")).await;
        assert_eq!((&effort[0]["numerator"], &effort[0]["value"]), (&json!(14), &json!(3.5)));
    })
    .await;
}

#[actix_web::test]
async fn nobody_who_calls_answers_what_only_the_customer_is_asked() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let (_, callback) = asked(&people).await;
        let answers = json!({"solved": "yes", "satisfied": "satisfied", "recommend": "10"});
        let body = json!({"result": "answered", "answers": answers});
        let refused = people.act(&people.caller, "callbacks", "attempt", &callback, &body).await;
        assert_eq!(refused.problem().as_deref(), Some("answers_invalid"));
        assert!(refused.body.contains("recommend"), "{}", refused.body);
    })
    .await;
}
