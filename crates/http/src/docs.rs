//! The documentation page at `/docs`: Swagger UI from inside the binary; it loads nothing from anywhere else.

use actix_web::dev::HttpServiceFactory;
use actix_web::http::header;
use actix_web::middleware::DefaultHeaders;
use actix_web::{HttpResponse, web};
use utoipa_swagger_ui::{Config, SwaggerUi};

/// The page may load only from this server. Swagger UI sets styles inline and draws images from `data:`.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                                       object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// The page and its files.
pub(crate) fn service() -> impl HttpServiceFactory {
    let config = Config::from("/openapi.json")
        .validator_url("none")
        .deep_linking(true)
        .display_request_duration(true)
        .doc_expansion("none")
        .persist_authorization(true);
    let headers = DefaultHeaders::new()
        .add((header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        .add((header::X_FRAME_OPTIONS, "DENY"))
        .add((header::REFERRER_POLICY, "no-referrer"))
        .add((header::CACHE_CONTROL, "no-cache"));
    web::scope("/docs")
        .wrap(headers)
        .route("", web::get().to(redirect))
        .service(SwaggerUi::new("/{_:.*}").config(config))
}

/// The page loads its files relative to itself, so its address must end in a slash.
async fn redirect() -> HttpResponse {
    HttpResponse::PermanentRedirect().insert_header((header::LOCATION, "/docs/")).finish()
}
