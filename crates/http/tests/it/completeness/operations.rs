//! The operations of the document, ready to be asked for.
#![expect(clippy::panic, clippy::expect_used, reason = "tests fail by panicking")]

use actix_web::http::{Method, header};
use actix_web::test::TestRequest;
use bihuan_http::openapi::describe;
use serde_json::Value;

use super::bodies;

/// No thing of a test has had more versions.
const VERSIONS_MAX: u32 = 16;

/// An operation.
pub(super) struct Operation {
    /// Its name.
    pub(super) id: String,
    method: Method,
    path: String,
    /// Whether it needs a token.
    pub(super) secured: bool,
    has_body: bool,
    conditional: bool,
}

/// All operations.
pub(super) fn all() -> Vec<Operation> {
    let document = serde_json::to_value(describe()).expect("the document is JSON");
    let paths = document["paths"].as_object().expect("the paths of the document");
    let of_path = |(path, item): (&String, &Value)| {
        let methods = item.as_object().expect("the methods of a path");
        methods.iter().map(|(method, operation)| Operation::new(method, path, operation)).collect::<Vec<_>>()
    };
    paths.iter().flat_map(of_path).collect()
}

impl Operation {
    fn new(method: &str, path: &str, operation: &Value) -> Self {
        let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
        Self {
            id: operation["operationId"].as_str().expect("an operationId").to_owned(),
            method: method.to_ascii_uppercase().parse().expect("a method"),
            path: path.to_owned(),
            secured: operation["security"].as_array().is_some_and(|all| all.iter().any(|one| one["bearer"].is_array())),
            has_body: operation["requestBody"].is_object(),
            conditional: parameters.iter().any(|parameter| parameter["name"] == "If-Match"),
        }
    }

    /// The noun in the path, such as `work-orders`.
    pub(super) fn noun(&self) -> &str {
        self.path.trim_start_matches("/v1/").split('/').next().unwrap_or_default()
    }

    /// Whether it is about one thing with an id.
    pub(super) fn has_id(&self) -> bool {
        self.path.contains("{id}")
    }

    /// The versions to try, where it changes what was seen: none is refused for being too old for all of them.
    pub(super) fn versions(&self) -> std::ops::RangeInclusive<u32> {
        1..=if self.conditional { VERSIONS_MAX } else { 1 }
    }

    /// A request that is right in every respect but, perhaps, who asks and about what.
    pub(super) fn request(&self, id: &str) -> TestRequest {
        self.request_on(id, 1)
    }

    /// The same, on a version of the thing.
    pub(super) fn request_on(&self, id: &str, version: u32) -> TestRequest {
        let path = self
            .path
            .replace("{id}", id)
            .replace("{version}", "1")
            .replace("{queue}", "to-dispatch")
            .replace("{no}", "1")
            .replace("{plan}/{period}", "monthly/2026-05")
            .replace("{period}", "2026-05")
            .replace("{kind}/{centre}/{year}", "reply/centre/2026")
            .replace("{plan}", "fault")
            .replace("{period}", "2026-06");
        let path = path.replace("{code}", if self.noun() == "units" { "centre" } else { "not_found" });
        assert!(!path.contains('{'), "{}: say in operations.rs what to put into {path}", self.id);
        let mut request = TestRequest::default().method(self.method.clone()).uri(&path);
        if self.conditional {
            request = request.insert_header((header::IF_MATCH, format!("\"v{version}\"")));
        }
        if self.has_body {
            let Some(body) = bodies::of(&self.id) else {
                panic!("the operation {} is new: give it a body in bodies.rs", self.id)
            };
            request = request.set_json(body);
        }
        request
    }
}
