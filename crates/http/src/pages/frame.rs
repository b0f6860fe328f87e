//! What all pages have around them.

use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};

use super::words::{self, Note};
use super::{STYLE, link};
use crate::extract::language::Language;
use crate::problem::render::AsIs;

/// A page that only says something.
pub(super) fn note(note: Note, language: Language) -> HttpResponse {
    let (heading, text) = note.words(language);
    let role = if note == Note::Thanks { "status" } else { "alert" };
    let body = format!("<div role=\"{role}\"><h1>{heading}</h1>\n<p>{text}</p></div>\n");
    page(note.status(), language, heading, &body)
}

/// The whole page. `title` and `body` are HTML already.
pub(super) fn page(status: StatusCode, language: Language, title: &str, body: &str) -> HttpResponse {
    let tag = language.as_str();
    let (query, other, name) = words::of(language).other_language;
    let version = STYLE.len();
    let prefix = link::PREFIX;
    let html = format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<title>{title}</title>\n\
         <link rel=\"stylesheet\" href=\"{prefix}/style.css?{version}\">\n</head>\n<body>\n<main>\n\
         <nav><a href=\"?lang={query}\" hreflang=\"{other}\" lang=\"{other}\">{name}</a></nav>\n{body}</main>\n</body>\n</html>\n"
    );
    let mut response = HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_LANGUAGE, tag))
        .insert_header((header::VARY, "accept-language"))
        .body(html);
    // A page is for people: it is not replaced by the description of a problem.
    response.extensions_mut().insert(AsIs);
    response
}
