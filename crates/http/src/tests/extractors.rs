//! What the extractors let through and what they refuse, and how they say so.

use actix_web::http::{StatusCode, header};
use actix_web::middleware::from_fn;
use actix_web::test::{TestRequest, init_service, try_call_service};
use actix_web::{App, HttpResponse, Responder, get, post, put};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{Answer, World, get};
use crate::etag::Versioned;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::if_match::IfMatch;
use crate::extract::json::{BODY_BYTES_MAX, Json};
use crate::extract::path::{ById, Path};
use crate::extract::query::Query;
use crate::problem::render::render;
use crate::request::identify;

#[derive(Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Note {
    #[validate(length(min = 1, max = 5))]
    note_text: String,
    #[validate(nested)]
    contact: Option<Contact>,
    kind: Option<Kind>,
}

#[derive(Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Contact {
    #[validate(length(max = 8))]
    phone: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Praise,
    Blame,
}

#[derive(Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Filter {
    page_size: Option<u32>,
    kind: Option<Kind>,
}

#[post("/notes")]
async fn note(body: Json<Note>) -> String {
    let kind = body.kind.as_ref().map_or("none", |kind| match kind {
        Kind::Praise => "praise",
        Kind::Blame => "blame",
    });
    format!("{} {kind} {:02x}", body.note_text, body.fingerprint[0])
}

#[put("/things/{id}")]
async fn change(path: Path<ById>, version: IfMatch, key: IdempotencyKey) -> String {
    format!("{} {} {:?}", path.id, version.0, key.0)
}

#[get("/things/{id}")]
async fn thing() -> impl Responder {
    Versioned { version: 3, body: "thing" }
}

#[get("/search")]
async fn search(query: Query<Filter>) -> HttpResponse {
    HttpResponse::Ok().body(format!("{:?} {}", query.page_size, query.kind.is_some()))
}

async fn ask(request: TestRequest) -> Answer {
    let app = App::new()
        .app_data(World::new().state)
        .service(note)
        .service(change)
        .service(thing)
        .service(search)
        .wrap(from_fn(render))
        .wrap(from_fn(identify));
    let service = init_service(app).await;
    Answer::of(try_call_service(&service, request.to_request()).await.unwrap()).await
}

fn post(body: &str) -> TestRequest {
    TestRequest::post().uri("/notes").insert_header(("content-type", "application/json")).set_payload(body.to_owned())
}

/// What a refused body says: code, then pointer and code of the field.
async fn refusal(body: &str) -> (String, Vec<(String, String)>) {
    let answer = ask(post(body)).await;
    (answer.problem(), answer.errors())
}

fn one(pointer: &str, code: &str) -> (String, Vec<(String, String)>) {
    ("invalid_body".to_owned(), vec![(pointer.to_owned(), code.to_owned())])
}

#[actix_web::test]
async fn a_good_body_is_read() {
    let answer = ask(post(r#"{"noteText":"hi","kind":"praise"}"#)).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.starts_with("hi praise "), "{}", answer.body);
}

#[actix_web::test]
async fn an_unknown_member_is_refused_with_its_pointer() {
    assert_eq!(refusal(r#"{"noteText":"hi","colour":1}"#).await, one("/colour", "unknown_member"));
    let nested = r#"{"noteText":"hi","contact":{"phone":"1","fax/no":2}}"#;
    assert_eq!(refusal(nested).await, one("/contact/fax~1no", "unknown_member"));
}

#[actix_web::test]
async fn a_missing_member_and_a_wrong_type_are_refused_with_their_pointers() {
    assert_eq!(refusal("{}").await, one("/noteText", "required"));
    assert_eq!(refusal(r#"{"noteText":5}"#).await, one("/noteText", "invalid_type"));
    assert_eq!(refusal(r#"{"noteText":"a","noteText":"b"}"#).await, one("/noteText", "duplicate_member"));
    assert_eq!(refusal(r#"{"noteText":"a","kind":"x"}"#).await, one("/kind", "unknown_value"));
    for other in ["[]", "null", "7", r#"["hi",null,null]"#] {
        assert_eq!(refusal(other).await, one("", "invalid_type"), "{other}");
    }
}

#[actix_web::test]
async fn limits_are_named_and_values_are_never_repeated() {
    let long = r#"{"noteText":"hi","contact":{"phone":"13812345678"}}"#;
    let answer = ask(post(long)).await;
    assert_eq!(answer.errors(), [("/contact/phone".to_owned(), "length".to_owned())]);
    assert_eq!(answer.json()["errors"][0]["message"], "has the wrong length; from 0 to 8 are allowed");
    for body in [long, r#"{"noteText":13812345678}"#, r#"{"noteText":"a","kind":"13812345678"}"#] {
        let answer = ask(post(body)).await;
        assert!(!answer.body.contains("13812345678"), "{}", answer.body);
    }
}

#[actix_web::test]
async fn what_is_not_json_is_400_and_what_is_not_declared_as_json_is_415() {
    assert_eq!(refusal(r#"{"noteText""#).await.0, "malformed_json");
    assert_eq!(refusal(r#"{"noteText":"hi"} x"#).await.0, "malformed_json");
    assert_eq!(refusal("").await.0, "malformed_json");
    for declared in ["text/plain", "application/json; charset=gbk"] {
        let request = TestRequest::post().uri("/notes").insert_header(("content-type", declared)).set_payload("{}");
        assert_eq!(ask(request).await.problem(), "unsupported_media_type");
    }
    let undeclared = TestRequest::post().uri("/notes").set_payload("{}");
    assert_eq!(ask(undeclared).await.problem(), "unsupported_media_type");
}

#[actix_web::test]
async fn no_body_counts_as_one_without_members() {
    let answer = ask(TestRequest::post().uri("/notes")).await;
    assert_eq!(answer.errors(), one("/noteText", "required").1);
}

#[actix_web::test]
async fn a_body_above_the_limit_is_413_and_a_nul_is_refused() {
    assert_eq!(refusal(&" ".repeat(BODY_BYTES_MAX + 1)).await.0, "payload_too_large");
    assert_eq!(refusal(r#"{"noteText":"a\u0000"}"#).await, one("", "nul_character"));
}

#[actix_web::test]
async fn the_same_request_has_the_same_fingerprint_and_another_has_not() {
    let (first, again) = (ask(post(r#"{"noteText":"hi"}"#)).await, ask(post(r#"{"noteText":"hi"}"#)).await);
    let other = ask(post(r#"{"noteText":"hi" }"#)).await;
    assert_eq!(first.body, again.body);
    assert_ne!(first.body, other.body);
}

fn put(tag: Option<&str>) -> TestRequest {
    let request = TestRequest::put().uri("/things/00000000-0000-0000-0000-000000000001");
    tag.into_iter().fold(request, |request, tag| request.insert_header((header::IF_MATCH, tag)))
}

#[actix_web::test]
async fn a_change_without_if_match_is_428() {
    let answer = ask(put(None)).await;
    assert_eq!(answer.status, StatusCode::PRECONDITION_REQUIRED);
    assert_eq!(answer.problem(), "precondition_required");
}

#[actix_web::test]
async fn if_match_must_be_one_strong_tag_of_ours() {
    assert_eq!(ask(put(Some("\"v12\""))).await.body, format!("{} 12 None", Uuid::from_u128(1)));
    for (tag, code) in [
        ("*", "wildcard_refused"),
        ("W/\"v1\"", "strong_etag_required"),
        ("v1", "strong_etag_required"),
        ("\"v1\", \"v2\"", "single_etag_required"),
        ("\"abc\"", "etag_unknown"),
    ] {
        let answer = ask(put(Some(tag))).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert_eq!(answer.errors(), [("/header/If-Match".to_owned(), code.to_owned())], "{tag}");
    }
}

#[actix_web::test]
async fn an_idempotency_key_is_visible_ascii_of_limited_length() {
    let with = |key: String| put(Some("\"v1\"")).insert_header(("Idempotency-Key", key));
    assert!(ask(with("k-1".to_owned())).await.body.ends_with("Some(\"k-1\")"));
    assert!(ask(with("k".repeat(255))).await.status.is_success());
    for key in [String::new(), "a b".to_owned(), "k".repeat(256), "钥".to_owned()] {
        assert_eq!(ask(with(key)).await.problem(), "invalid_header");
    }
}

#[actix_web::test]
async fn a_path_that_is_no_id_is_404() {
    let answer = ask(TestRequest::put().uri("/things/17").insert_header((header::IF_MATCH, "\"v1\""))).await;
    assert_eq!(answer.problem(), "not_found");
}

#[actix_web::test]
async fn a_reader_who_holds_the_version_gets_304() {
    let things = "/things/00000000-0000-0000-0000-000000000001";
    let fresh = ask(get(things)).await;
    assert_eq!((fresh.status, fresh.header("etag")), (StatusCode::OK, "\"v3\""));
    for (tag, status) in [("\"v3\"", 304), ("W/\"v3\"", 304), ("\"v1\", \"v3\"", 304), ("\"v2\"", 200)] {
        let answer = ask(get(things).insert_header((header::IF_NONE_MATCH, tag))).await;
        assert_eq!(answer.status.as_u16(), status, "{tag}");
    }
}

#[actix_web::test]
async fn query_parameters_are_strict() {
    assert_eq!(ask(get("/search?pageSize=7&kind=blame")).await.body, "Some(7) true");
    for (query, pointer, code) in [
        ("colour=red", "/query/colour", "unknown_member"),
        ("pageSize=many", "/query/pageSize", "invalid_type"),
        ("kind=x", "/query/kind", "unknown_value"),
        ("pageSize=1&pageSize=2", "/query/pageSize", "duplicate_member"),
        ("kind=%00", "/query/kind", "nul_character"),
    ] {
        let answer = ask(get(&format!("/search?{query}"))).await;
        assert_eq!(answer.problem(), "invalid_query");
        assert_eq!(answer.errors(), [(pointer.to_owned(), code.to_owned())]);
    }
}
