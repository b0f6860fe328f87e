//! Pages for customers: plain HTML from inside the binary, without script, readable by every browser and screen reader.
//!
//! A page is reached by a signed link and nothing else; it shows nothing personal. How often a page may be asked for is
//! limited by address and by survey.

mod form;
mod frame;
pub(crate) mod link;
mod sheet;
mod show;
mod submit;
mod visitor;
mod visits;
mod words;

pub use visits::Visits;

use actix_web::dev::HttpServiceFactory;
use actix_web::http::header;
use actix_web::middleware::DefaultHeaders;
use actix_web::{HttpResponse, web};

/// Nothing is loaded but the style of this server, nothing is sent but the form to this server, and nobody frames the page.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; \
                                       frame-ancestors 'none'";

/// The largest form, in bytes.
const FORM_BYTES_MAX: usize = 64 * 1024;

/// The style of all pages: large letters and targets, colours that keep 7:1 contrast, dark when the reader wants it dark.
const STYLE: &str = include_str!("style.css");

/// The pages.
pub(crate) fn service() -> impl HttpServiceFactory {
    let headers = DefaultHeaders::new()
        .add((header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        .add((header::X_FRAME_OPTIONS, "DENY"))
        .add((header::REFERRER_POLICY, "no-referrer"))
        .add(("X-Robots-Tag", "noindex"));
    web::scope(link::PREFIX)
        .wrap(headers)
        .app_data(web::PayloadConfig::new(FORM_BYTES_MAX))
        .route("/style.css", web::get().to(style))
        .service(
            web::resource("/{token}")
                .route(web::get().to(show::show_survey))
                .route(web::head().to(show::show_survey))
                .route(web::post().to(submit::submit_survey)),
        )
}

async fn style() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/css; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "public, max-age=3600"))
        .body(STYLE)
}
