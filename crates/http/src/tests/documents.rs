use actix_web::http::{Method, StatusCode, header};
use actix_web::test::TestRequest;

use super::{World, get};
use crate::openapi::{complaints, describe};
use crate::settings::Settings;

#[test]
fn every_operation_is_described_completely() {
    assert_eq!(complaints(&describe()), Vec::<String>::new());
}

#[test]
fn operations_below_v1_need_a_token_and_say_which_problems_they_answer_with() {
    let document = serde_json::to_value(describe()).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    let me = &document["paths"]["/v1/me"]["get"];
    assert_eq!(me["security"][0]["bearer"], serde_json::json!([]));
    for status in ["400", "401", "403", "500", "503"] {
        let content = &me["responses"][status]["content"]["application/problem+json"];
        assert_eq!(content["schema"]["$ref"], "#/components/schemas/Problem", "{status}");
    }
    assert!(document["paths"]["/healthz"]["get"]["security"].is_null());
    assert!(document["components"]["schemas"]["Problem"]["properties"]["traceId"].is_object());
}

#[actix_web::test]
async fn the_document_is_served() {
    let answer = World::new().ask(get("/openapi.json")).await;
    assert_eq!(answer.header("content-type"), "application/json");
    assert!(answer.json()["paths"]["/v1/me"].is_object());
}

#[actix_web::test]
async fn the_documentation_page_loads_nothing_from_elsewhere() {
    let page = World::new().ask(get("/docs/")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.header("content-security-policy").starts_with("default-src 'self'"));
    for part in page.body.split(['<', '>']).filter(|part| part.starts_with("script") || part.starts_with("link")) {
        assert!(!part.contains("http://") && !part.contains("https://") && !part.contains("=\"//"), "{part}");
    }
    let script = World::new().ask(get("/docs/swagger-initializer.js")).await;
    assert!(script.body.contains("/openapi.json"), "{}", script.body);
    assert!(script.body.contains("\"validatorUrl\": \"none\""), "{}", script.body);
    assert!(!script.body.contains("https://"), "{}", script.body);
    assert_eq!(World::new().ask(get("/docs/swagger-ui-bundle.js")).await.status, StatusCode::OK);
    assert_eq!(World::new().ask(get("/docs")).await.header("location"), "/docs/");
    assert_eq!(World::new().ask(get("/docs/nothing.js")).await.problem(), "not_found");
}

#[actix_web::test]
async fn requests_are_counted_by_route_and_not_by_address() {
    let world = World::new();
    world.ask(get("/problems/busy")).await;
    world.ask(get("/some/strange/address")).await;
    let text = world.ask(get("/metrics")).await.body;
    assert!(
        text.contains(r#"bihuan_http_requests_total{method="GET",route="/problems/{code}",status="200"} 1"#),
        "{text}"
    );
    assert!(text.contains(r#"route="unmatched",status="404"} 1"#), "{text}");
    assert!(!text.contains("strange"), "{text}");
    assert!(text.contains("bihuan_http_in_flight 1"), "{text}");
    assert!(text.ends_with("# EOF\n"), "{text}");
}

#[actix_web::test]
async fn only_listed_origins_may_call_from_a_page() {
    let settings = Settings { cors_origins: vec!["https://desk.example".to_owned()], ..Settings::default() };
    let from = |origin: &'static str| get("/healthz").insert_header((header::ORIGIN, origin));
    let allow = "access-control-allow-origin";
    let world = World::new();
    assert_eq!(world.ask_with(&settings, from("https://desk.example")).await.header(allow), "https://desk.example");
    assert_eq!(world.ask_with(&settings, from("https://evil.example")).await.header(allow), "");
    assert_eq!(world.ask(from("https://desk.example")).await.header(allow), "");
    let preflight = TestRequest::with_uri("/v1/me")
        .method(Method::OPTIONS)
        .insert_header((header::ORIGIN, "https://desk.example"))
        .insert_header((header::ACCESS_CONTROL_REQUEST_METHOD, "GET"))
        .insert_header((header::ACCESS_CONTROL_REQUEST_HEADERS, "authorization,if-match,idempotency-key"));
    assert_eq!(world.ask_with(&settings, preflight).await.status, StatusCode::OK);
}

#[actix_web::test]
async fn answers_are_compressed_when_asked_for() {
    let answer = World::new().ask(get("/openapi.json").insert_header((header::ACCEPT_ENCODING, "gzip"))).await;
    assert_eq!(answer.header("content-encoding"), "gzip");
}
