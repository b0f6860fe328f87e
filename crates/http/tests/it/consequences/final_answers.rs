//! Final answers (最终答复), and who is shown them later.

use bihuan_testkit::each_engine;
use serde_json::json;

use super::verdicts::verdict;
use super::{complaint, dissatisfied, handled, inspector};
use crate::people::People;
use crate::requirements::rows;
use crate::surveys::{gateway, link, send};

const PHONE: &str = "13812345678";

#[actix_web::test]
async fn somebody_who_had_no_part_in_it_gives_the_final_answer_and_later_calls_get_it() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let inspector = inspector(&people).await;
        let ticket = people.open(&complaint(PHONE)).await.good();
        assert_eq!(ticket.json().get("repeats"), None, "it stands alone");
        handled(&people, &ticket).await;
        dissatisfied(&people, &ticket, "review").await;
        let waiting = people.ticket(&people.agent, &ticket).await;
        assert_eq!(waiting.json()["stage"], "final_answer_due");

        let body = json!({"text": "The law knows no compensation here.", "documents": ["reply 17", "tariff 2026"]});
        let reviewer = people.server.test.user("judge", "repair", &["quality-inspector"]).await;
        let own = people.act(&reviewer, "tickets", "final-answer", &waiting, &body).await;
        assert_eq!(own.problem().as_deref(), Some("not_held"), "a unit that handled it does not act for the centre");
        let caller = people.server.test.user("caller-judge", "centre", &["callback-agent", "quality-inspector"]).await;
        let answered = people.act(&caller, "tickets", "final-answer", &waiting, &body).await.good();
        assert_eq!(
            (&answered.json()["stage"], &answered.json()["answered"]),
            (&json!("answered"), &json!("unsatisfied"))
        );
        assert_eq!(answered.json()["finalAnswer"]["documents"], json!(["reply 17", "tariff 2026"]));
        let answered =
            people.act(&inspector, "tickets", "verdict", &answered, &verdict("unsubstantiated")).await.good();
        people.act(&inspector, "tickets", "archive", &answered, &json!({})).await.good();

        let later = people.open(&complaint("+86 138 1234 5678")).await.good();
        let earlier = &later.json()["earlierAnswer"];
        assert_eq!(earlier["text"], "The law knows no compensation here.");
        assert_eq!(earlier["ticketId"], ticket.json()["id"]);
        let path = format!("/v1/tickets/{}/related", later.text("id"));
        let related = rows(&people.server.get(&people.agent, &path).await.good());
        assert_eq!(related.len(), 1);
        assert_eq!((&related[0]["id"], &related[0]["finalAnswer"]["text"]), (&ticket.json()["id"], &earlier["text"]));
        let stranger = people.server.get(&people.stranger, &path).await;
        assert_eq!(stranger.problem().as_deref(), Some("not_found"));
        let other = people.open(&complaint("13900000000")).await.good();
        assert_eq!(other.json().get("earlierAnswer"), None);
    })
    .await;
}

#[actix_web::test]
async fn whoever_called_back_does_not_give_the_final_answer_but_a_colleague_may_send_it_back() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let inspector = inspector(&people).await;
        let ticket = people.open(&complaint(PHONE)).await.good();
        handled(&people, &ticket).await;
        let both = people.server.test.user("both", "centre", &["callback-agent", "quality-inspector"]).await;
        let callback = people.callback(&ticket).await;
        let body = json!({
            "result": "answered", "answers": {"solved": "no", "satisfied": "dissatisfied"},
            "followUp": "review", "reason": "all was done"
        });
        people.act(&both, "callbacks", "attempt", &callback, &body).await.good();
        let waiting = people.ticket(&people.agent, &ticket).await;
        let answer = json!({"text": "It stands.", "documents": ["reply 17"]});
        let own = people.act(&both, "tickets", "final-answer", &waiting, &answer).await;
        assert_eq!(own.problem().as_deref(), Some("not_independent"));
        let back = json!({"reason": "The second point was not answered."});
        let back = people.act(&inspector, "tickets", "send-back", &waiting, &back).await.good();
        assert_eq!(back.json()["stage"], "handling");
        assert_eq!(back.json()["workOrders"][0]["stage"], "redo");
        assert_eq!(back.json()["redoCount"], 1);
    })
    .await;
}

#[actix_web::test]
async fn who_says_by_himself_that_it_is_solved_and_yet_is_not_satisfied_gets_a_final_answer_from_somebody_else() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let (inspector, gateway) = (inspector(&people).await, gateway(&people).await);
        let ticket = people.open(&complaint(PHONE)).await.good();
        handled(&people, &ticket).await;
        let page = link(&people, &gateway, &people.callback(&ticket).await).await;
        let fields =
            [("q.solved", "yes"), ("q.satisfied", "dissatisfied"), ("q.causes", "attitude"), ("q.remarks", "rude")];
        assert!(send(&people.server, &page, &fields).await.status.is_redirection());
        let waiting = people.ticket(&inspector, &ticket).await;
        assert_eq!(waiting.text("stage"), "final_answer_due", "nobody does solved work again");
        let answer = json!({"text": "The tariff is the law.", "documents": ["tariff 2026", "recording 17"]});
        let own = people.act(&people.reviewer, "tickets", "final-answer", &waiting, &answer).await;
        assert!(own.problem().is_some(), "not whoever had a part in it: {}", own.body);
        let answered = people.act(&inspector, "tickets", "final-answer", &waiting, &answer).await.good();
        assert_eq!(answered.json()["finalAnswer"]["documents"], json!(["tariff 2026", "recording 17"]));
        let later = people.open(&complaint(PHONE)).await.good();
        assert_eq!(
            later.json()["earlierAnswer"]["text"],
            "The tariff is the law.",
            "and later calls are told the same"
        );

        let unsolved = people.open(&complaint("13900000000")).await.good();
        handled(&people, &unsolved).await;
        let page = link(&people, &gateway, &people.callback(&unsolved).await).await;
        let fields =
            [("q.solved", "no"), ("q.satisfied", "dissatisfied"), ("q.causes", "slow"), ("q.remarks", "still dark")];
        assert!(send(&people.server, &page, &fields).await.status.is_redirection());
        assert_eq!(
            people.ticket(&inspector, &unsolved).await.text("stage"),
            "handling",
            "what is not solved is done again"
        );
    })
    .await;
}
