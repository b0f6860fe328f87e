//! Customers answer by text message or on the keys of the phone; a program passes it on.

use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::{asked, gateway, survey_of};
use crate::people::People;

fn reply(text: &str) -> Value {
    json!({"way": "sms", "phone": "+86 138-1234-5678", "text": text})
}

#[actix_web::test]
async fn short_replies_step_through_the_questions_and_the_last_one_closes_the_loop() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let (ticket, callback) = asked(&people).await;
        let (gateway, replies) = (gateway(&people).await, survey_of(&callback, "/replies"));
        let early = people.post_once(&gateway, "message-1", &replies, &reply("1")).await;
        assert_eq!(early.problem().as_deref(), Some("survey_expired"), "nobody was invited yet");
        let invited =
            people.server.post(&gateway, &survey_of(&callback, "/actions/invite"), &json!({"way": "sms"})).await;
        let invited = invited.good().json();
        assert_eq!((&invited["question"]["code"], &invited["path"]), (&json!("solved"), &Value::Null));
        let stranger = json!({"way": "sms", "phone": "13900000000", "text": "1"});
        let refused = people.post_once(&gateway, "message-2", &replies, &stranger).await;
        assert_eq!(refused.problem().as_deref(), Some("not_the_customer"));
        let unclear = people.post_once(&gateway, "message-3", &replies, &reply("thanks!")).await;
        assert_eq!(unclear.problem().as_deref(), Some("answers_invalid"));
        let first = people.post_once(&gateway, "message-4", &replies, &reply("1")).await.good().json();
        assert_eq!((&first["question"]["code"], &first["survey"]["stage"]), (&json!("satisfied"), &json!("open")));
        let twice = people.post_once(&gateway, "message-4", &replies, &reply("1")).await.good().json();
        assert_eq!(twice, first, "a message that is delivered twice answers one question");
        let last = people.post_once(&gateway, "message-5", &replies, &reply("2")).await.good().json();
        assert_eq!((last.get("question"), &last["survey"]["stage"]), (None, &json!("answered")));
        assert_eq!(last["survey"]["answers"], json!({"solved": "yes", "satisfied": "satisfied"}));
        assert_eq!(last["survey"]["channel"], "sms");
        assert_eq!(people.ticket(&people.caller, &ticket).await.json()["stage"], "answered");
        let again = people.post_once(&gateway, "message-6", &replies, &reply("1")).await;
        assert_eq!(again.problem().as_deref(), Some("survey_ended"));
    })
    .await;
}
