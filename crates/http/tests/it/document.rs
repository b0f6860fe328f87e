//! The description of the API that is committed beside the code.

use std::path::Path;

use bihuan_http::openapi::Document;

/// Set to write the file anew.
const UPDATE: &str = "UPDATE_OPENAPI";

/// A change of the API shows in review as a change of this file.
#[test]
#[expect(clippy::disallowed_methods, reason = "tests have no configuration; whoever runs them speaks to them so")]
fn the_committed_description_is_that_of_the_handlers() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../openapi/bihuan.json");
    let generated = Document::generate().unwrap().json;
    if std::env::var_os(UPDATE).is_some_and(|value| value == "1") {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &generated).unwrap();
    }
    let committed = std::fs::read(&path).unwrap_or_default();
    assert!(committed == generated, "openapi/bihuan.json is out of date: run this test with {UPDATE}=1");
}
