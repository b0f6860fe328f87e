//! The description of this API (OpenAPI 3.1), generated from the handlers and completed by rules.

mod check;
mod complete;
mod get;
mod routes;

use actix_web::App;
use actix_web::web::Bytes;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{Components, ContactBuilder, InfoBuilder, License, OpenApi, Server};
use utoipa_actix_web::AppExt;
use utoipa_actix_web::service_config::ServiceConfig;

pub use check::complaints;
pub(crate) use routes::Routes;

/// The name of the security scheme in the document.
pub const SECURITY_SCHEME: &str = "bearer";

const TAGS: &[(&str, &str)] = &[
    ("sessions", "Signing in and out."),
    ("me", "The caller and the work that waits for them."),
    ("notifications", "What the caller was told."),
    ("calls", "Contacts with customers."),
    ("customers", "People who call."),
    ("tickets", "Customers' demands, from the first word to the archive."),
    ("work-orders", "The tasks of the departments."),
    ("callbacks", "Asking customers whether the matter is solved."),
    ("appeals", "Contesting what was found of a ticket, and what that changes in figures."),
    ("surveys", "Questionnaires put to customers."),
    ("figures", "Indicators, figures, and the tickets behind every number."),
    ("reports", "Figures put together, run when asked for or by themselves."),
    ("campaigns", "Lists of customers whom the centre calls though none of them asked for anything (外呼任务)."),
    ("survey-rounds", "One questionnaire put to many customers at a time (调查)."),
    ("scripts", "What is said in calls (话术)."),
    ("units", "The organisation."),
    ("users", "People and service accounts that sign in."),
    ("policy", "The rules in force, and drafts of others."),
    ("records", "What is numbered without gaps, never changed, and kept as long as the policy wants."),
    ("quality", "What people are measured by: errors, inspections, suspicions of gaming."),
    ("assessments", "How people are assessed each month, and how they object."),
    ("jobs", "Work that takes longer than a request."),
    ("emergency", "Emergency mode."),
    ("events", "The log of everything that happened."),
    ("sandbox", "The virtual clock; only in a sandbox."),
    ("problems", "The catalogue of problems."),
    ("operations", "For those who run the server."),
];

/// The document and what is derived from it.
#[derive(Debug)]
pub struct Document {
    /// The document as pretty JSON with a line break at the end.
    pub json: Bytes,
    pub(crate) routes: Routes,
}

impl Document {
    /// Generates the document.
    ///
    /// # Errors
    /// It cannot be written as JSON.
    pub fn generate() -> Result<Self, serde_json::Error> {
        let api = describe();
        let routes = Routes::of(&api);
        let mut json = api.to_pretty_json()?;
        json.push('\n');
        Ok(Self { json: Bytes::from(json), routes })
    }
}

/// The description of this API.
#[must_use]
pub fn describe() -> OpenApi {
    describe_endpoints(crate::register)
}

/// The description of the endpoints that `register` adds.
pub(crate) fn describe_endpoints(register: impl FnOnce(&mut ServiceConfig<'_>)) -> OpenApi {
    let (_, mut api) = App::new().into_utoipa_app().configure(register).split_for_parts();
    let licence = License::builder().name("Apache-2.0").identifier(Some("Apache-2.0")).build();
    api.info = InfoBuilder::new()
        .title("Bihuan")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "The closed loop of a call centre: a call becomes a ticket, is handled, called back, rated and closed.",
        ))
        .contact(Some(ContactBuilder::new().name(Some("Bihuan")).build()))
        .license(Some(licence))
        .build();
    api.servers = Some(vec![Server::new("/")]);
    api.tags =
        Some(TAGS.iter().map(|(name, text)| TagBuilder::new().name(*name).description(Some(*text)).build()).collect());
    let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
    let components = api.components.get_or_insert_with(Components::new);
    components.add_security_scheme(SECURITY_SCHEME, SecurityScheme::Http(scheme));
    complete::complete(&mut api);
    api
}

/// The endpoint that answers with the document.
pub(crate) fn register(services: &mut ServiceConfig<'_>) {
    services.service(get::get_document);
}
