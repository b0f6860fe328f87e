//! Mail over a real socket.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bihuan_domain::policy::notifications::PushChannel;
use bihuan_testkit::each_engine;
use bihuan_worker::channels::{Channel, Smtp, SmtpSettings, TlsMode};

use crate::centre::Centre;
use crate::sinks;

fn smtp(port: u16) -> Arc<dyn Channel> {
    let (host, from) = ("127.0.0.1".to_owned(), "Hotline 热线 <hotline@example.org>".to_owned());
    Arc::new(Smtp::open(&SmtpSettings { host, port, tls: TlsMode::None, credentials: None, from }).unwrap())
}

/// The words of a header that is encoded as RFC 2047 has it.
fn decoded(data: &str, name: &str) -> String {
    let (_, header) = data.split_once(&format!("{name}: ")).unwrap();
    let header = header.replace("\r\n ", " ");
    let words = header.lines().next().unwrap().split(' ').map(|word| {
        let encoded = word.strip_prefix("=?utf-8?b?").and_then(|rest| rest.strip_suffix("?="));
        encoded.map_or_else(|| word.to_owned(), |word| String::from_utf8(STANDARD.decode(word).unwrap()).unwrap())
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The text of the mail.
fn text(data: &str) -> String {
    let (head, body) = data.split_once("\r\n\r\n").unwrap();
    if head.contains("base64") {
        return String::from_utf8(STANDARD.decode(body.replace("\r\n", "")).unwrap()).unwrap();
    }
    body.to_owned()
}

#[tokio::test]
async fn a_mail_has_both_languages_and_goes_to_whoever_has_an_address() {
    each_engine(|database| async move {
        let centre = Centre::new(database, &[PushChannel::Smtp], &["ann"]).await;
        let (port, received) = sinks::smtp(None).await;
        centre.press().await;
        assert_eq!(centre.deliver(&smtp(port)).await, 1, "the boss has no address");
        let mail = received.lock().unwrap()[0].clone();
        assert!(mail.envelope.contains(&"MAIL FROM:<hotline@example.org>".to_owned()), "{mail:?}");
        assert!(mail.envelope.contains(&"RCPT TO:<ann@example.org>".to_owned()), "{mail:?}");
        let subject = decoded(&mail.data, "Subject");
        assert!(subject.starts_with("客户催办：工单") && subject.contains("The customer presses: ticket"), "{subject}");
        let text = text(&mail.data);
        assert!(text.contains("所在单位：配电抢修中心") && text.contains("It is with: Repair department"), "{text}");
        assert!(mail.data.contains("Message-ID: <00000000-0000-7000-8000-"), "{}", mail.data);
        assert_eq!(centre.deliveries("sent").await, 1);
    })
    .await;
}

#[tokio::test]
async fn an_address_that_does_not_exist_is_given_up_and_a_busy_server_is_asked_again() {
    each_engine(|database| async move {
        let centre = Centre::new(database, &[PushChannel::Smtp], &["ann"]).await;
        let (unknown, _) = sinks::smtp(Some("550 no such user")).await;
        centre.press().await;
        assert_eq!(centre.deliver(&smtp(unknown)).await, 1);
        assert_eq!(centre.deliveries("failed").await, 1);

        let (busy, _) = sinks::smtp(Some("450 later")).await;
        centre.press().await;
        assert_eq!(centre.deliver(&smtp(busy)).await, 1);
        assert_eq!(centre.deliveries("pending").await, 1);
        let (ready, received) = sinks::smtp(None).await;
        centre.test.pass(10);
        assert_eq!(centre.deliver(&smtp(ready)).await, 1);
        assert_eq!(received.lock().unwrap().len(), 1);
        assert_eq!(centre.deliveries("sent").await, 1);
    })
    .await;
}

#[test]
fn a_sender_that_is_no_address_is_refused_at_the_start() {
    let settings = SmtpSettings {
        host: "localhost".to_owned(),
        port: 25,
        tls: TlsMode::StartTls,
        credentials: None,
        from: "nobody".to_owned(),
    };
    assert!(Smtp::open(&settings).is_err());
}
