//! The customer gets in touch again.

use bihuan_domain::policy::catalogue::ReopenOnContact;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::{complaint, handled, inspector};
use crate::people::{People, content};
use crate::requirements::{at, reconfigure};
use crate::server::Answer;

const NOT_FIXED: &str = "It is dark again.";

/// A complaint that went round the loop and was archived.
async fn archived(people: &People) -> Answer {
    let ticket = people.open(&complaint("13812345678")).await.good();
    handled(people, &ticket).await;
    let callback = people.callback(&ticket).await;
    people.act(&people.caller, "callbacks", "attempt", &callback, &content()).await.good();
    let answered = people.judge(&ticket).await;
    people.act(&people.caller, "tickets", "archive", &answered, &json!({})).await.good()
}

async fn contact(people: &People, ticket: &Answer) -> Answer {
    let path = format!("/v1/tickets/{}/actions/contact", ticket.text("id"));
    people.server.post(&people.agent, &path, &json!({"channel": "wechat", "text": NOT_FIXED})).await
}

#[actix_web::test]
async fn complaint_31_not_fixed_by_any_channel_offers_reopening_while_the_window_is_open() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let inspector = inspector(&people).await;
        let archived = archived(&people).await;
        let told = contact(&people, &archived).await.good();
        let offer = &told.json()["reopenOffer"];
        assert_eq!((&told.json()["contactCount"], &offer["action"]), (&json!(1), &json!("reopen")));
        let path = offer["path"].as_str().unwrap_or_default().to_owned();
        let again = people.server.act(&inspector, &path, &told, &json!({"reason": NOT_FIXED})).await.good();
        assert_eq!((&again.json()["stage"], again.json().get("reopenOffer")), (&json!("handling"), None));
        let earlier = |ticket: &Answer| ticket.json()["verdict"]["earlierEpisode"].clone();
        assert_eq!((earlier(&archived), earlier(&again)), (json!(false), json!(true)), "what was found is of before");
        let timeline = format!("/v1/tickets/{}/timeline?limit=200", archived.text("id"));
        let timeline = people.server.get(&people.agent, &timeline).await.good();
        assert!(timeline.body.contains(NOT_FIXED), "what he said is on record");
    })
    .await;
}

#[actix_web::test]
async fn complaint_31_the_policy_reopens_at_once_or_never_and_nothing_is_offered_after_the_window() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let by = async |reopening: ReopenOnContact| {
            reconfigure(&people, |bundle| {
                bundle.kinds.iter_mut().for_each(|kind| kind.reopen_on_contact = reopening);
            })
            .await;
            archived(&people).await
        };
        let automatic = by(ReopenOnContact::Automatic).await;
        let never = by(ReopenOnContact::Never).await;
        let at_once = contact(&people, &automatic).await.good().json();
        assert_eq!((&at_once["stage"], &at_once["reopenCount"]), (&json!("handling"), &json!(1)));
        let kept = contact(&people, &never).await.good().json();
        assert_eq!((&kept["stage"], kept.get("reopenOffer")), (&json!("archived"), None::<&Value>));
        let late = archived(&people).await;
        at(&people, "2026-07-15T09:00:00+08:00").await;
        let kept = contact(&people, &late).await.good().json();
        assert_eq!((&kept["contactCount"], kept.get("reopenOffer")), (&json!(1), None::<&Value>));
    })
    .await;
}
