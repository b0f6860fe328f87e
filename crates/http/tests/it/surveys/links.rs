//! Customers answer by themselves on a page, through a signed link.

use actix_web::http::StatusCode;
use actix_web::test::TestRequest;
use bihuan_testkit::each_engine;
use serde_json::json;

use super::{asked, gateway, link, page, send, survey_of};
use crate::people::People;
use crate::requirements::at;

#[actix_web::test]
async fn a_customer_answers_on_the_page_and_the_loop_goes_on_as_after_a_call() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let (ticket, callback) = asked(&people).await;
        let page_path = link(&people, &gateway(&people).await, &callback).await;
        let shown = page(&people.server, &page_path).await.good();
        assert!(shown.body.contains("Has the matter been solved?") && shown.body.contains("<form"), "{}", shown.body);
        assert!(shown.header("content-security-policy").contains("default-src 'none'"));
        assert!(
            !shown.body.contains("<script") && !shown.body.contains("13812345678"),
            "nothing runs, nothing personal"
        );
        let fields = [("q.solved", "yes"), ("q.satisfied", "very-satisfied"), ("q.crew", "5")];
        let sent = send(&people.server, &page_path, &fields).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        assert!(page(&people.server, sent.header("location")).await.good().body.contains("Thank you"));
        assert_eq!(people.ticket(&people.caller, &ticket).await.json()["stage"], "answered");
        let survey = people.server.get(&people.caller, &survey_of(&callback, "")).await.good().json();
        assert_eq!((&survey["stage"], &survey["channel"]), (&json!("answered"), &json!("link")));
        let ended =
            people.server.get(&people.caller, &format!("/v1/callbacks/{}", callback.text("id"))).await.good().json();
        assert_eq!((&ended["stage"], &ended["signatures"]), (&json!("satisfied"), &json!([])), "nobody had to sign");
    })
    .await;
}

#[actix_web::test]
async fn a_customer_who_is_not_content_sends_the_work_back_by_the_page_as_by_a_call() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let (ticket, callback) = asked(&people).await;
        let page_path = link(&people, &gateway(&people).await, &callback).await;
        let fields = [
            ("q.solved", "no"),
            ("q.satisfied", "dissatisfied"),
            ("q.causes", "slow"),
            ("q.causes", "attitude"),
            ("q.remarks", "dark <again>"),
        ];
        assert_eq!(send(&people.server, &page_path, &fields).await.status, StatusCode::SEE_OTHER);
        assert_eq!(people.order(&people.handler, &ticket).await.json()["stage"], "redo");
        let survey = people.server.get(&people.caller, &survey_of(&callback, "")).await.good().json();
        assert_eq!(survey["answers"]["causes"], "slow attitude");
    })
    .await;
}

#[actix_web::test]
async fn what_was_left_out_is_named_and_what_was_given_stays_on_the_page() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let (_, callback) = asked(&people).await;
        let page_path = link(&people, &gateway(&people).await, &callback).await;
        let fields = [("q.solved", "yes"), ("q.remarks", "\"<script>\"")];
        let refused = send(&people.server, &page_path, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.header("content-type").starts_with("text/html"));
        assert!(refused.body.contains("role=\"alert\"") && refused.body.contains("href=\"#q.satisfied\""));
        assert!(
            refused.body.contains("id=\"q.solved.yes\" name=\"q.solved\" value=\"yes\" checked"),
            "{}",
            refused.body
        );
        assert!(refused.body.contains("&quot;&lt;script&gt;&quot;") && !refused.body.contains("<script>"));
        let both = send(&people.server, &page_path, &[("q.charged", "yes")]).await;
        for question in ["solved", "satisfied", "charged-what"] {
            assert!(both.body.contains(&format!("<li><a href=\"#q.{question}\">")), "all at once: {}", both.body);
            assert!(both.body.contains(&format!("e.{question}\"")), "and beside each question: {question}");
        }
        assert!(both.body.contains("<title>Error:"), "the reader of a screen hears it first");
        let outside = send(&people.server, &page_path, &[("q.solved", "yes"), ("q.satisfied", "overjoyed")]).await;
        assert_eq!(outside.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[actix_web::test]
async fn the_page_speaks_the_language_of_the_reader() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let (_, callback) = asked(&people).await;
        let page_path = link(&people, &gateway(&people).await, &callback).await;
        let chinese = page(&people.server, &format!("{page_path}?lang=zh")).await.good();
        assert!(chinese.body.contains("lang=\"zh-CN\"") && chinese.body.contains("您反映的问题解决了吗？"));
        let english = page(&people.server, &format!("{page_path}?lang=en")).await.good();
        assert!(english.body.contains("lang=\"en\"") && english.body.contains("Has the matter been solved?"));
    })
    .await;
}

#[actix_web::test]
async fn complaint_30_a_link_is_good_once_for_one_survey_until_its_time_is_over() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let (_, callback) = asked(&people).await;
        let gateway = gateway(&people).await;
        let page_path = link(&people, &gateway, &callback).await;
        let mut forged = page_path.clone();
        forged.replace_range(5..6, if &page_path[5..6] == "A" { "B" } else { "A" });
        assert_eq!(page(&people.server, &forged).await.status, StatusCode::NOT_FOUND);
        let good = [("q.solved", "yes"), ("q.satisfied", "satisfied")];
        assert_eq!(send(&people.server, &page_path, &good).await.status, StatusCode::SEE_OTHER);
        assert_eq!(send(&people.server, &page_path, &good).await.status, StatusCode::CONFLICT, "once");
        let (_, other) = asked(&people).await;
        let late = link(&people, &gateway, &other).await;
        let until = people.server.get(&people.caller, &survey_of(&other, "")).await.good().text("expiresAt");
        at(&people, &until).await;
        assert_eq!(page(&people.server, &late).await.status, StatusCode::GONE);
        assert_eq!(send(&people.server, &late, &good).await.status, StatusCode::GONE);
    })
    .await;
}

#[actix_web::test]
async fn complaint_30_staff_cannot_rate_themselves() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let (_, callback) = asked(&people).await;
        let invite = survey_of(&callback, "/actions/invite");
        let refused = people.server.post(&people.caller, &invite, &json!({"way": "link"})).await;
        assert_eq!(refused.problem().as_deref(), Some("forbidden"), "staff never sees the link");
        let page_path = link(&people, &gateway(&people).await, &callback).await;
        let signed_in = people.server.token(&people.handler);
        for request in
            [TestRequest::get(), TestRequest::post().set_form([("q.solved", "yes"), ("q.satisfied", "satisfied")])]
        {
            let refused = people.server.ask_as(&signed_in, request.uri(&page_path)).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN);
        }
        let survey = people.server.get(&people.caller, &survey_of(&callback, "")).await.good().json();
        assert_eq!(survey["stage"], "open");
    })
    .await;
}

#[actix_web::test]
async fn whoever_sends_too_many_answers_to_one_survey_is_told_to_wait() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let (_, callback) = asked(&people).await;
        let page_path = link(&people, &gateway(&people).await, &callback).await;
        for _ in 0..20 {
            let refused = send(&people.server, &page_path, &[("q.solved", "maybe")]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let refused = send(&people.server, &page_path, &[("q.solved", "maybe")]).await;
        assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    })
    .await;
}

#[actix_web::test]
async fn one_address_may_not_ask_for_pages_without_end() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let ask = || TestRequest::get().uri("/s/none").peer_addr(([203, 0, 113, 9], 4_000).into());
        for _ in 0..120 {
            assert_eq!(people.server.ask(ask()).await.status, StatusCode::NOT_FOUND);
        }
        assert_eq!(people.server.ask(ask()).await.status, StatusCode::TOO_MANY_REQUESTS);
    })
    .await;
}
