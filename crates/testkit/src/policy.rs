//! The policy of a power hotline, as the tests of all crates use it.

use std::path::Path;
use std::sync::OnceLock;

use bihuan_domain::organisation::Organisation;
use bihuan_domain::policy::{Bundle, Policy, PolicyVersion, parse};

/// The bundle `policies/95598` of this repository, read once.
#[must_use]
pub fn bundle() -> Bundle {
    static READ: OnceLock<Bundle> = OnceLock::new();
    READ.get_or_init(read).clone()
}

#[expect(clippy::expect_used, reason = "a test without its policy must fail")]
fn read() -> Bundle {
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
    parse(&files).expect("the bundle is good")
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
