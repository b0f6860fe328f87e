use std::ffi::OsString;
use std::path::PathBuf;

/// The cargo that started this tool, else the one on the path.
pub(crate) fn cargo() -> PathBuf {
    read("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from)
}

/// The folders in which programs are looked for.
pub(crate) fn search_path() -> Vec<PathBuf> {
    read("PATH").map(|path| std::env::split_paths(&path).collect()).unwrap_or_default()
}

#[expect(clippy::disallowed_methods, reason = "a development tool has no configuration to be passed")]
fn read(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}
