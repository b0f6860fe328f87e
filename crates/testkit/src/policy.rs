//! The policy of a power hotline, as the tests of all crates use it.

use std::path::Path;
use std::sync::OnceLock;

use bihuan_app::policies::Draft;
use bihuan_domain::organisation::Organisation;
use bihuan_domain::policy::{Bundle, Policy, PolicyVersion};

/// The bundle `policies/95598` of this repository, read once.
#[must_use]
pub fn bundle() -> Bundle {
    draft().bundle
}

/// The same, with its files.
#[must_use]
#[expect(clippy::expect_used, reason = "a test without its policy must fail")]
pub fn draft() -> Draft {
    static READ: OnceLock<Draft> = OnceLock::new();
    READ.get_or_init(|| Draft::read(files()).expect("the bundle is good")).clone()
}

/// Its files: names and texts.
#[must_use]
#[expect(clippy::expect_used, reason = "a test without its policy must fail")]
pub fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies/95598");
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder of the bundle") {
        let path = entry.expect("an entry of the folder").path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.push((name, std::fs::read_to_string(&path).expect("a file of the bundle")));
        }
    }
    files.sort();
    files
}

/// A file of the bundle in which a text is replaced, wherever it stands; a test that replaces nothing must fail.
#[must_use]
pub fn file_with(name: &str, replaced: &str, by: &str) -> (String, String) {
    let file = files().into_iter().find(|(known, _)| known == name);
    let text = file.map(|(_, text)| text).unwrap_or_default();
    assert!(text.contains(replaced), "{name} does not say {replaced}");
    (name.to_owned(), text.replace(replaced, by))
}

/// The policy, as version 1.
#[must_use]
#[expect(clippy::expect_used, reason = "a test without its policy must fail")]
pub fn policy() -> Policy {
    Policy::new(PolicyVersion(1), bundle()).expect("the bundle is good")
}

/// Its sample organisation.
#[must_use]
#[expect(clippy::expect_used, reason = "a test without its policy must fail")]
pub fn organisation() -> Organisation {
    Organisation::new(bundle().units).expect("the units form a tree")
}
