//! The catalogue of problems: complete, in both languages, and silent about what is inside.

use std::collections::BTreeSet;

use actix_web::http::{StatusCode, header};
use actix_web::test::TestRequest;
use serde_json::json;

use super::{World, get};
use crate::extract::language::Language;
use crate::problem::code::ProblemCode;
use crate::problem::text;

fn placeholders(template: &str) -> BTreeSet<&str> {
    template.split('{').skip(1).filter_map(|part| part.split('}').next()).collect()
}

#[test]
fn every_code_has_its_own_name_and_texts_in_both_languages_with_the_same_placeholders() {
    let mut names = BTreeSet::new();
    for code in ProblemCode::all() {
        assert!(names.insert(code.as_str()), "{} is there twice", code.as_str());
        assert_eq!(ProblemCode::named(code.as_str()), Some(code));
        let [en, zh] = [Language::English, Language::Chinese].map(|language| text::of(code, language));
        for part in [en.title, en.detail, en.remedy, zh.title, zh.detail, zh.remedy] {
            assert!(!part.trim().is_empty(), "{} lacks a text", code.as_str());
        }
        assert_eq!(placeholders(en.detail), placeholders(zh.detail), "{}", code.as_str());
        assert!(!zh.title.is_ascii(), "{} is not translated", code.as_str());
    }
}

#[test]
fn every_field_code_has_its_own_text_in_both_languages() {
    for code in text::FIELD_CODES.iter().filter(|code| **code != "invalid_value") {
        let [en, zh] = [Language::English, Language::Chinese].map(|language| text::field(code, language));
        assert_ne!(en, text::field("?", Language::English), "{code}");
        assert_ne!(zh, text::field("?", Language::Chinese), "{code}");
        assert_eq!(placeholders(en), placeholders(zh), "{code}");
    }
}

#[test]
fn a_missing_parameter_leaves_a_dash_and_stray_braces_stay() {
    assert_eq!(text::fill("from {min} to {max}", &[("max", "5".to_owned())]), "from – to 5");
    assert_eq!(text::fill("a { b", &[]), "a { b");
}

#[actix_web::test]
async fn an_unknown_address_is_a_problem() {
    for path in ["/nothing", "/v1/nothing", "/v1", "/"] {
        let answer = World::new().ask(get(path)).await;
        assert_eq!(answer.problem(), "not_found");
        assert_eq!(answer.json()["instance"], path);
    }
}

#[actix_web::test]
async fn an_unknown_method_is_a_problem_that_names_the_known_ones() {
    let answer = World::new().ask(TestRequest::delete().uri("/v1/me")).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(answer.problem(), "method_not_allowed");
    assert_eq!(answer.header("allow"), "GET");
}

#[actix_web::test]
async fn accept_language_switches_the_texts_and_not_the_code() {
    let asked = |language: &'static str| get("/nothing").insert_header((header::ACCEPT_LANGUAGE, language));
    let (en, zh) = (World::new().ask(asked("en")).await, World::new().ask(asked("zh-CN,en;q=0.5")).await);
    assert_eq!((en.header("content-language"), zh.header("content-language")), ("en", "zh-CN"));
    assert_eq!((en.json()["title"].as_str(), zh.json()["title"].as_str()), (Some("Not found"), Some("未找到")));
    assert_eq!(en.problem(), zh.problem());
}

#[actix_web::test]
async fn the_text_of_an_internal_fault_never_leaves_the_process() {
    let world = World::new();
    let request = get("/v1/me").insert_header((header::AUTHORIZATION, format!("Bearer {}", world.token("broken"))));
    let answer = world.ask(request).await;
    assert_eq!(answer.problem(), "internal");
    assert!(!answer.body.contains("hunter2") && !answer.body.contains("10.0.0.7"), "{}", answer.body);
}

#[actix_web::test]
async fn a_sane_request_id_is_kept_and_another_is_replaced() {
    let with = |id: &'static str| get("/nothing").insert_header(("x-request-id", id));
    assert_eq!(World::new().ask(with("abc-1")).await.json()["traceId"], "abc-1");
    for id in ["a b", "<script>", ""] {
        assert_eq!(World::new().ask(with(id)).await.json()["traceId"], "made-here");
    }
}

#[actix_web::test]
async fn every_code_has_a_page_in_both_languages() {
    let list = World::new().ask(get("/problems")).await.json();
    assert_eq!(list["data"].as_array().unwrap().len(), ProblemCode::all().count());
    let page = get("/problems/version_conflict").insert_header((header::ACCEPT_LANGUAGE, "zh"));
    let page = World::new().ask(page).await;
    assert_eq!((page.json()["status"].as_u64(), page.header("content-language")), (Some(412), "zh-CN"));
    assert_eq!(World::new().ask(get("/problems/nonsense")).await.problem(), "not_found");
}

#[actix_web::test]
async fn complaint_33_late_clocks_are_shown_and_are_no_reason_to_restart() {
    let answer = World::new().ask(get("/readyz")).await;
    assert_eq!((answer.status.as_u16(), answer.problem().as_str()), (503, "not_ready"));
    assert_eq!(answer.header("retry-after"), "1");
    let health = World::new().ask(get("/healthz")).await.json();
    assert_eq!(health, json!({"status": "ok", "clocks": {"state": "late", "overdue": 7, "oldestSeconds": 30}}));
}
