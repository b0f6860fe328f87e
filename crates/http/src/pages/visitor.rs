//! Who comes to a page: by which link, in which language, and whether he may.

use std::net::IpAddr;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};

use super::link::{self, Link};
use super::words::Note;
use crate::extract::caller::Caller;
use crate::extract::language::Language;
use crate::state::State;

/// Somebody with a good link.
pub(super) struct Visitor {
    pub(super) link: Link,
    pub(super) language: Language,
    /// The path he came by.
    pub(super) path: String,
}

/// The language of the page: as chosen on it, or as the browser prefers.
pub(super) fn language(request: &HttpRequest) -> Language {
    match request.query_string() {
        "lang=zh" => Language::Chinese,
        "lang=en" => Language::English,
        _ => Language::of(request),
    }
}

/// Lets in who has a good link, does not come too often, and is none of the staff: whoever is signed in may not answer for a
/// customer.
pub(super) fn admit(request: &HttpRequest, state: &web::Data<State>) -> Result<Visitor, Note> {
    let now = state.app.wall.now();
    if address(request).is_some_and(|address| !state.visits.welcomes_address(address, now)) {
        return Err(Note::TooOften);
    }
    if Caller::from_request(request, &mut Payload::None).into_inner().is_ok() {
        return Err(Note::Staff);
    }
    let token = request.match_info().get("token").unwrap_or_default();
    let link = link::open(&state.cursors, token).ok_or(Note::Unknown)?;
    Ok(Visitor { link, language: language(request), path: link::path(token) })
}

/// The address of whoever asks. Behind a proxy on the same host or network it is the one that the proxy saw.
fn address(request: &HttpRequest) -> Option<IpAddr> {
    let peer = request.peer_addr()?.ip();
    let near = match peer {
        IpAddr::V4(address) => address.is_loopback() || address.is_private(),
        IpAddr::V6(address) => address.is_loopback() || address.is_unique_local(),
    };
    let seen = request.headers().get("x-forwarded-for").and_then(|value| value.to_str().ok());
    let forwarded = seen.and_then(|list| list.rsplit(',').next()).and_then(|last| last.trim().parse().ok());
    Some(forwarded.filter(|_| near).unwrap_or(peer))
}
