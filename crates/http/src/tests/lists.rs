use actix_web::middleware::from_fn;
use actix_web::test::{init_service, try_call_service};
use actix_web::{App, Responder, get};
use serde::Deserialize;
use validator::Validate;

use super::{Answer, World, get};
use crate::extract::paged::Paged;
use crate::problem::Problem;
use crate::problem::render::render;
use crate::request::identify;

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
struct Filter {
    from: Option<u32>,
}

/// The numbers below 120 in order, from `from` on.
#[get("/numbers")]
async fn numbers(paged: Paged<Filter, u32>) -> Result<impl Responder, Problem> {
    let start = paged.after.map_or(paged.filter.from.unwrap_or(0), |last| last + 1);
    let rows: Vec<u32> = (start..120).take(paged.limit as usize).collect();
    let next = rows.last().copied().filter(|last| *last < 119);
    paged.answer(rows, next)
}

async fn ask(path: &str) -> Answer {
    let app = App::new().app_data(World::new().state).service(numbers).wrap(from_fn(render)).wrap(from_fn(identify));
    let service = init_service(app).await;
    Answer::of(try_call_service(&service, get(path).to_request()).await.unwrap()).await
}

#[actix_web::test]
async fn following_next_reads_every_row_once() {
    let mut path = "/numbers?from=5".to_owned();
    let mut seen = Vec::new();
    loop {
        let answer = ask(&path).await;
        let body = answer.json();
        seen.extend(body["data"].as_array().unwrap().iter().map(|row| row.as_u64().unwrap()));
        if body["page"]["hasMore"] == false {
            assert!(body["page"]["next"].is_null());
            assert_eq!(answer.header("link"), "");
            break;
        }
        let link = answer.header("link").strip_suffix(">; rel=\"next\"").unwrap();
        path = link.strip_prefix('<').unwrap().to_owned();
        assert!(path.contains(body["page"]["next"].as_str().unwrap()));
    }
    assert_eq!(seen, (5..120).collect::<Vec<u64>>());
}

#[actix_web::test]
async fn a_cursor_is_refused_with_other_filters_or_when_changed() {
    let next = ask("/numbers?limit=10").await.json()["page"]["next"].as_str().unwrap().to_owned();
    assert!(ask(&format!("/numbers?cursor={next}&limit=20")).await.status.is_success());
    for path in
        [format!("/numbers?from=1&cursor={next}"), format!("/numbers?cursor=A{next}"), "/numbers?cursor=".to_owned()]
    {
        let answer = ask(&path).await;
        assert_eq!((answer.status.as_u16(), answer.problem().as_str()), (400, "cursor_invalid"), "{path}");
    }
}

#[actix_web::test]
async fn a_page_has_1_to_200_rows() {
    for limit in ["0", "201", "-1", "many", ""] {
        let answer = ask(&format!("/numbers?limit={limit}")).await;
        assert_eq!(answer.errors(), [("/query/limit".to_owned(), "range".to_owned())], "{limit}");
    }
    assert_eq!(ask("/numbers?limit=200").await.json()["data"].as_array().unwrap().len(), 120);
    assert_eq!(ask("/numbers").await.json()["data"].as_array().unwrap().len(), 50);
}
