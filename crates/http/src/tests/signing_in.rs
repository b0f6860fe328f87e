use std::sync::atomic::Ordering;

use actix_web::http::{StatusCode, header};

use super::{Answer, World, get};
use crate::auth::{ACCESS_TOKEN_SECONDS, CLOCK_LEEWAY_SECONDS};

async fn me(world: &World, authorization: &str) -> Answer {
    world.ask(get("/v1/me").insert_header((header::AUTHORIZATION, authorization))).await
}

#[actix_web::test]
async fn a_good_token_shows_its_bearer() {
    let world = World::new();
    let answer = me(&world, &format!("Bearer {}", world.token("ann"))).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.json()["unitPath"], "company/desk/");
    assert_eq!(answer.json()["permissions"][0], "ticket.read");
}

#[actix_web::test]
async fn no_token_and_bad_tokens_are_401_with_a_challenge() {
    let world = World::new();
    let none = world.ask(get("/v1/me")).await;
    assert_eq!(none.problem(), "unauthenticated");
    assert_eq!(none.header("www-authenticate"), "Bearer realm=\"bihuan\"");
    let token = world.token("ann");
    let unsigned = format!("eyJhbGciOiJub25lIn0.{}.", token.split('.').nth(1).unwrap());
    for bad in [format!("Bearer {token}x"), format!("Bearer {unsigned}"), "Basic YTpi".to_owned(), "Bearer".to_owned()]
    {
        let answer = me(&world, &bad).await;
        assert_eq!(answer.problem(), "token_invalid", "{bad}");
        assert!(answer.header("www-authenticate").contains("invalid_token"));
    }
}

#[actix_web::test]
async fn a_token_expires_by_the_wall_clock() {
    let world = World::new();
    let token = format!("Bearer {}", world.token("ann"));
    world.seconds.fetch_add(ACCESS_TOKEN_SECONDS + CLOCK_LEEWAY_SECONDS, Ordering::SeqCst);
    assert_eq!(me(&world, &token).await.status, StatusCode::OK);
    world.seconds.fetch_add(1, Ordering::SeqCst);
    assert_eq!(me(&world, &token).await.problem(), "token_expired");
}

#[actix_web::test]
async fn the_authority_has_the_last_word() {
    let world = World::new();
    assert_eq!(me(&world, &format!("Bearer {}", world.token("gone"))).await.problem(), "session_ended");
}
