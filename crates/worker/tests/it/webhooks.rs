//! Webhooks over a real socket: signed, repeated, given up.

use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bihuan_app::clock::Clock as _;
use bihuan_app::notifications::{ATTEMPTS_MAX, LEASE_SECONDS, RETRY_SECONDS};
use bihuan_domain::policy::notifications::PushChannel;
use bihuan_testkit::each_engine;
use bihuan_worker::channels::{Channel, Webhook, WebhookSettings};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::Value;
use sha2::Sha256;

use crate::centre::Centre;
use crate::sinks::{self, Behave, Posted};

const OLD: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const NEW: &str = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
const OK: Behave = Behave::Answer("200 OK");
/// More than any jitter adds to the first wait.
const AFTER_FIRST_WAIT: i64 = RETRY_SECONDS[0] * 2;

fn webhook(centre: &Centre, url: &str, secrets: &[&str], timeout: Duration) -> Arc<dyn Channel> {
    let secrets = secrets.iter().map(|secret| (*secret).to_owned()).collect();
    let settings = WebhookSettings { url: url.to_owned(), secrets, allow_private: true };
    Arc::new(Webhook::open_with(&settings, centre.test.wall.clone(), timeout).unwrap())
}

fn patient(centre: &Centre, url: &str) -> Arc<dyn Channel> {
    webhook(centre, url, &[OLD], Duration::from_secs(15))
}

/// As a receiver verifies it who knows only this secret: by the description of Standard Webhooks, not by our code.
fn verifies(posted: &Posted, secret: &str) -> bool {
    let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
    let signed = format!("{}.{}.{}", posted.header("webhook-id"), posted.header("webhook-timestamp"), posted.body);
    posted.header("webhook-signature").split(' ').filter_map(|entry| entry.strip_prefix("v1,")).any(|signature| {
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
        mac.update(signed.as_bytes());
        STANDARD.decode(signature).is_ok_and(|signature| mac.verify_slice(&signature).is_ok())
    })
}

#[tokio::test]
async fn a_webhook_is_signed_with_every_secret_of_a_rotation_and_carries_nothing_of_the_customer() {
    each_engine(|database| async move {
        let centre = Centre::new(database, &[PushChannel::Webhook], &["ann", "bob"]).await;
        let (url, received) = sinks::http(&[OK]).await;
        let channel = webhook(&centre, &url, &[NEW, OLD], Duration::from_secs(15));
        centre.press().await;
        // Both handlers, and the manager of the company because the department has none.
        assert_eq!(centre.deliver(&channel).await, 3);
        let posted = received.lock().unwrap().clone();
        for webhook in &posted {
            assert!(verifies(webhook, OLD) && verifies(webhook, NEW), "{webhook:?}");
            assert_eq!(
                webhook.header("webhook-timestamp"),
                (centre.test.wall.now().as_micros() / 1_000_000).to_string()
            );
            let body: Value = serde_json::from_str(&webhook.body).unwrap();
            assert_eq!(body["specversion"], "1.0");
            assert_eq!(body["id"], webhook.header("webhook-id"));
            assert_eq!(body["data"]["code"], "urged");
            assert!(body["data"]["title"]["zh"].as_str().unwrap().starts_with("客户催办"), "{body}");
            assert!(!webhook.body.contains("王女士") && !webhook.body.contains("138"), "{body}");
        }
        assert_eq!(centre.deliveries("sent").await, 3);
        assert_eq!(centre.deliver(&channel).await, 0, "sent once");
    })
    .await;
}

#[tokio::test]
async fn only_2xx_is_success_and_what_failed_comes_again_under_the_same_id() {
    each_engine(|database| async move {
        let centre = Centre::new(database, &[PushChannel::Webhook], &["ann"]).await;
        let redirect = Behave::Answer("302 Found\r\nlocation: http://127.0.0.1:9/elsewhere");
        let (url, received) = sinks::http(&[Behave::Answer("500 Oh"), redirect, OK]).await;
        let channel = patient(&centre, &url);
        centre.press().await;
        centre.test.app.database.write(|tx| tx.execute(ONE_PENDING)).await.unwrap();
        for wait in [AFTER_FIRST_WAIT, RETRY_SECONDS[1] * 2] {
            assert_eq!(centre.deliver(&channel).await, 1);
            assert_eq!(centre.deliver(&channel).await, 0, "not before its time");
            centre.test.pass(wait);
        }
        assert_eq!(centre.deliver(&channel).await, 1);
        assert_eq!(centre.deliveries("sent").await, 1);
        let ids: Vec<String> = received.lock().unwrap().iter().map(|posted| posted.header("webhook-id")).collect();
        assert_eq!(ids.len(), 3);
        assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    })
    .await;
}

/// Leaves one delivery of many.
const ONE_PENDING: &str = "UPDATE notification_deliveries SET state = 'capped' WHERE notification_id <> \
     (SELECT notification_id FROM notification_deliveries ORDER BY notification_id LIMIT 1)";

#[tokio::test]
async fn a_receiver_that_asks_to_wait_is_left_alone_for_so_long() {
    each_engine(|database| async move {
        let centre = Centre::new(database, &[PushChannel::Webhook], &["ann"]).await;
        let (url, received) = sinks::http(&[Behave::Answer("429 Slow\r\nretry-after: 600"), OK]).await;
        let channel = patient(&centre, &url);
        centre.press().await;
        centre.test.app.database.write(|tx| tx.execute(ONE_PENDING)).await.unwrap();
        centre.deliver(&channel).await;
        centre.test.pass(599);
        assert_eq!(centre.deliver(&channel).await, 0);
        centre.test.pass(122);
        assert_eq!(centre.deliver(&channel).await, 1);
        assert_eq!(received.lock().unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_receiver_that_never_answers_is_tried_again_and_at_last_given_up() {
    each_engine(|database| async move {
        let centre = Centre::new(database, &[PushChannel::Webhook], &["ann"]).await;
        let (url, received) = sinks::http(&[Behave::Hang]).await;
        let channel = webhook(&centre, &url, &[OLD], Duration::from_millis(50));
        centre.press().await;
        centre.test.app.database.write(|tx| tx.execute(ONE_PENDING)).await.unwrap();
        for _ in 0..ATTEMPTS_MAX {
            assert_eq!(centre.deliver(&channel).await, 1);
            centre.test.pass(2 * 86_400);
        }
        assert_eq!(centre.deliver(&channel).await, 0);
        assert_eq!(centre.deliveries("failed").await, 1);
        assert_eq!(centre.count("notification_deliveries WHERE length(last_error) BETWEEN 1 AND 300").await, 1);
        assert_eq!(received.lock().unwrap().len(), ATTEMPTS_MAX);
    })
    .await;
}

#[tokio::test]
async fn a_receiver_that_is_gone_gets_nothing_more_until_its_address_changes() {
    each_engine(|database| async move {
        let centre = Centre::new(database, &[PushChannel::Webhook], &["ann"]).await;
        let (url, received) = sinks::http(&[Behave::Answer("410 Gone")]).await;
        let channel = patient(&centre, &url);
        centre.press().await;
        centre.test.app.database.write(|tx| tx.execute(ONE_PENDING)).await.unwrap();
        assert_eq!(centre.deliver(&channel).await, 1);
        centre.press().await;
        assert_eq!(centre.deliver(&channel).await, 0);
        assert_eq!(received.lock().unwrap().len(), 1);
        assert_eq!(centre.deliveries("pending").await, 0);
        assert_eq!(centre.deliveries("disabled").await, 3);

        let (elsewhere, received) = sinks::http(&[OK]).await;
        centre.press().await;
        assert_eq!(centre.deliver(&patient(&centre, &elsewhere)).await, 2);
        assert_eq!(received.lock().unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_node_killed_while_sending_repeats_what_was_in_flight_and_nothing_else() {
    each_engine(|database| async move {
        let centre = Centre::new(database, &[PushChannel::Webhook], &["ann", "bob", "cid"]).await;
        let (url, received) = sinks::http(&[OK, OK, Behave::Hang, OK]).await;
        let channel = patient(&centre, &url);
        centre.press().await;
        let sending = async { centre.deliver(&channel).await };
        let all_but_one = async {
            while centre.deliveries("sent").await < 3 || received.lock().unwrap().len() < 4 {
                tokio::task::yield_now().await;
            }
        };
        tokio::select! {
            _ = sending => panic!("the last one is never answered"),
            () = all_but_one => {}
        }
        // The node is gone; its claim is not.
        assert_eq!(centre.deliver(&channel).await, 0);
        centre.test.pass(LEASE_SECONDS);
        assert_eq!(centre.deliver(&channel).await, 1);
        assert_eq!((centre.deliveries("sent").await, centre.deliveries("pending").await), (4, 0));
        let ids: Vec<String> = received.lock().unwrap().iter().map(|posted| posted.header("webhook-id")).collect();
        let distinct: std::collections::BTreeSet<&String> = ids.iter().collect();
        assert_eq!((ids.len(), distinct.len()), (5, 4));
    })
    .await;
}

#[tokio::test]
async fn an_address_inside_the_own_network_is_refused_unless_allowed() {
    let wall = || Arc::new(bihuan_app::clock::SystemClock);
    let open = |url: &str, allow_private: bool| {
        let settings = WebhookSettings { url: url.to_owned(), secrets: vec![OLD.to_owned()], allow_private };
        Webhook::open(&settings, wall())
    };
    for inside in [
        "https://127.0.0.1/",
        "https://169.254.169.254/latest",
        "https://[::1]/",
        "https://10.0.0.1/",
        "https://0x7f.1/",
        "http://example.org/",
        "ftp://example.org/",
        "https://name:word@example.org/",
        "nonsense",
    ] {
        assert!(open(inside, false).is_err(), "{inside}");
    }
    assert!(open("https://example.org/hook", false).is_ok());
    assert!(open("http://127.0.0.1:9/", true).is_ok());
}

/// A name is checked when it is resolved: `localhost` leads inside.
#[tokio::test]
async fn a_name_that_leads_inside_is_not_connected_to() {
    each_engine(|database| async move {
        let centre = Centre::new(database, &[PushChannel::Webhook], &["ann"]).await;
        let (url, received) = sinks::http(&[OK]).await;
        let url = url.replace("http://127.0.0.1", "https://localhost");
        let settings = WebhookSettings { url, secrets: vec![OLD.to_owned()], allow_private: false };
        let channel: Arc<dyn Channel> = Arc::new(Webhook::open(&settings, centre.test.wall.clone()).unwrap());
        centre.press().await;
        assert_eq!(centre.deliver(&channel).await, 2);
        assert!(received.lock().unwrap().is_empty());
        let refused = "notification_deliveries WHERE last_error LIKE '%no public address%'";
        assert_eq!(centre.count(refused).await, 2);
    })
    .await;
}
