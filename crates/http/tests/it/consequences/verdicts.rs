//! Verdicts (属实认定) and withdrawals.

use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::{complaint, handled, inspector};
use crate::people::{People, content};

pub(super) fn verdict(finding: &str) -> Value {
    json!({"finding": finding, "text": "The recording shows it.", "evidence": ["recording 17"]})
}

#[actix_web::test]
async fn a_verdict_with_evidence_by_somebody_who_is_not_its_subject_comes_before_the_archive() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let inspector = inspector(&people).await;
        let subject = people.server.test.user("subject", "centre", &["quality-inspector"]).await;
        let mut demand = complaint("13812345678");
        demand["accused"] = json!({"userId": subject.id});
        let ticket = people.open(&demand).await.good();
        handled(&people, &ticket).await;
        let callback = people.callback(&ticket).await;
        people.act(&people.caller, "callbacks", "attempt", &callback, &content()).await.good();
        let answered = people.ticket(&people.agent, &ticket).await;
        let blind = people.act(&people.caller, "tickets", "archive", &answered, &json!({})).await;
        assert_eq!(blind.problem().as_deref(), Some("verdict_required"));
        let own = people.act(&subject, "tickets", "verdict", &answered, &verdict("unsubstantiated")).await;
        assert_eq!(own.problem().as_deref(), Some("not_independent"));
        let without = json!({"finding": "substantiated", "text": "So it is.", "evidence": []});
        let without = people.act(&inspector, "tickets", "verdict", &answered, &without).await;
        assert_eq!(without.problem().as_deref(), Some("invalid_body"));
        let found = people.act(&inspector, "tickets", "verdict", &answered, &verdict("substantiated")).await.good();
        assert_eq!(found.json()["verdict"]["finding"], "substantiated");
        people.act(&people.caller, "tickets", "archive", &found, &json!({})).await.good();
        let unknown = json!({"unit": "no-such-unit"});
        demand["accused"] = unknown;
        assert_eq!(people.open(&demand).await.problem().as_deref(), Some("invalid_body"));
    })
    .await;
}

#[actix_web::test]
async fn a_withdrawal_names_its_proof_and_leaves_a_substantiated_defect_as_it_is() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let inspector = inspector(&people).await;
        let ticket = people.open(&complaint("13812345678")).await.good();
        let found = people.act(&inspector, "tickets", "verdict", &ticket, &verdict("substantiated")).await.good();
        let proof = json!({"proof": {"kind": "message", "reference": "SMS 20260601-7"}});
        let withdrawn = people.act(&people.agent, "tickets", "withdraw", &found, &proof).await.good();
        assert_eq!(withdrawn.json()["withdrawal"], proof["proof"]);
        assert_eq!(withdrawn.json()["verdict"]["finding"], "substantiated");
        let bare = json!({"proof": "he said so"});
        let other = people.open(&complaint("13900000000")).await.good();
        let bare = people.act(&people.agent, "tickets", "withdraw", &other, &bare).await;
        assert_eq!(bare.problem().as_deref(), Some("invalid_body"));
    })
    .await;
}
