//! Four formats, two languages, the same bytes for the same data.
use actix_web::test::TestRequest;
use bihuan_testkit::each_engine;
use serde_json::json;

use super::{read, run};
use crate::figures::{day, follow};
use crate::people::People;

/// shows: P-21
#[actix_web::test]
async fn a_second_run_over_unchanged_data_is_the_same_to_the_byte_in_every_format() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let chief = day::readers(&people).await.chief;
        day::live(&people).await;
        follow(&people).await;
        let first = run(&people, &chief, "monthly-service", "2026-06-15").await;
        people.server.test.pass(3_600);
        let second = run(&people, &chief, "monthly-service", "2026-06-15").await;
        assert_ne!(first.text("id"), second.text("id"));
        for format in ["json", "csv", "xlsx", "html"] {
            let (one, other) =
                (read(&people, &chief, &first, format).await, read(&people, &chief, &second, format).await);
            assert!(!one.bytes.is_empty());
            assert_eq!(one.bytes, other.bytes, "{format}");
            assert_eq!(read(&people, &chief, &first, format).await.bytes, one.bytes, "{format} again");
        }
        people.fault().await;
        follow(&people).await;
        let third = run(&people, &chief, "monthly-service", "2026-06-15").await;
        let (one, other) = (read(&people, &chief, &first, "json").await, read(&people, &chief, &third, "json").await);
        assert_ne!(one.bytes, other.bytes, "other data, another report");
    })
    .await;
}

#[actix_web::test]
async fn reports_are_written_for_programs_spreadsheets_and_printers_in_both_languages() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let chief = day::readers(&people).await.chief;
        day::live(&people).await;
        follow(&people).await;
        let ran = run(&people, &chief, "weekly-service", "2026-06-03").await;
        assert_eq!((&ran.json()["from"], &ran.json()["to"]), (&json!("2026-06-01"), &json!("2026-06-07")));
        let path = format!("/v1/report-runs/{}", ran.text("id"));
        let asked = async |accept: &'static str, language: &'static str| {
            let request = TestRequest::get().uri(&path);
            let request = request.insert_header(("accept", accept)).insert_header(("accept-language", language));
            people.server.ask_as(&people.server.token(&chief), request).await
        };
        let page = asked("text/html,application/xhtml+xml", "zh-CN").await;
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        assert!(page.header("content-security-policy").contains("default-src 'none'"));
        for part in ["lang=\"zh-CN\"", "服务周报", "<svg ", "@page", "<rect ", "逐日受理"] {
            assert!(page.body.contains(part), "{part} in {}", page.body);
        }
        assert!(!page.body.contains("<script"), "a page without scripts");
        assert!(asked("text/html", "en").await.body.contains("Weekly service"));
        let table = asked("text/csv", "zh").await;
        assert!(table.bytes.starts_with(&[0xEF, 0xBB, 0xBF]), "spreadsheets know UTF-8 by its mark");
        assert!(table.header("content-disposition").starts_with("attachment; filename=\"weekly-service_company_2026"));
        assert!(table.body.lines().next().unwrap().contains("指标编码"));
        let book = asked("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "en").await;
        assert!(book.bytes.starts_with(b"PK"));
        let json = asked("*/*", "en").await;
        assert_eq!(json.header("content-type"), "application/json");
    })
    .await;
}

#[actix_web::test]
async fn no_text_of_ours_or_of_others_becomes_a_formula_or_a_tag() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let chief = day::readers(&people).await.chief;
        crate::requirements::reconfigure(&people, |bundle| {
            for kind in &mut bundle.kinds {
                kind.name.en = "=HYPERLINK(\"http://evil\")<b>".to_owned();
            }
        })
        .await;
        day::live(&people).await;
        follow(&people).await;
        let ran = run(&people, &chief, "daily-operations", "2026-06-01").await;
        let table = read(&people, &chief, &ran, "csv").await;
        assert!(table.body.contains("'=HYPERLINK"), "{}", table.body);
        assert!(!table.body.contains(",\"=HYPERLINK") && !table.body.contains(",=HYPERLINK"));
        let page = read(&people, &chief, &ran, "html").await;
        assert!(page.body.contains("=HYPERLINK(&quot;http://evil&quot;)&lt;b&gt;") && !page.body.contains("<b>"));
    })
    .await;
}
