//! What all pages have around them.

use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};

use super::words::{self, Note};
use super::{STYLE, link};
use crate::extract::language::Language;
use crate::problem::render::AsIs;

/// A text as it may stand in HTML, in elements and in quoted attributes.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

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

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn what_people_wrote_never_becomes_markup() {
        assert_eq!(escaped("<b a=\"1\">'&'</b>"), "&lt;b a=&quot;1&quot;&gt;&#39;&amp;&#39;&lt;/b&gt;");
    }
}
