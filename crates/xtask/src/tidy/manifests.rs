//! The manifests: edges between crates, and what every member inherits from the workspace.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use toml::{Table, Value};

use super::edges;
use super::finding::Finding;
use crate::workspace::{self, File};

/// Keys of `[package]` that have one value for all crates.
const INHERITED: [&str; 5] = ["version", "edition", "rust-version", "license", "publish"];

/// Tables of dependencies that reach the binary. Tests may use what they like.
const BINDING: [&str; 2] = ["dependencies", "build-dependencies"];

/// Checks the manifest of every crate.
pub(crate) fn check(root: &Path) -> Result<Vec<Finding>> {
    let top = workspace::read(root, &root.join("Cargo.toml"))?;
    let top: Table = top.text.parse().context("Cargo.toml")?;
    let mut findings = Vec::new();
    for entry in fs::read_dir(root.join("crates")).context("crates")? {
        let path = entry?.path().join("Cargo.toml");
        if path.is_file() {
            findings.extend(check_one(&workspace::read(root, &path)?, &top)?);
        }
    }
    Ok(findings)
}

fn check_one(file: &File, top: &Table) -> Result<Vec<Finding>> {
    let manifest: Table = file.text.parse().with_context(|| file.path.clone())?;
    let package = manifest.get("package").and_then(Value::as_table);
    let name = package.and_then(|package| package.get("name")).and_then(Value::as_str).unwrap_or_default();
    let mut findings = inheritance(file, &manifest, package);
    let Some(rule) = edges::rule(name) else {
        let mend = "add a row to tidy/edges.rs and to the architecture";
        findings.push(Finding::new(&file.path, line(&file.text, "name"), format!("`{name}` has no rule"), mend));
        return Ok(findings);
    };
    for (key, dependency) in dependencies(&manifest, top) {
        if !rule.allows(&dependency) {
            findings.push(Finding::new(
                &file.path,
                line(&file.text, &key),
                format!("`{name}` must not use `{dependency}`"),
                "move the code to the crate that may, see tidy/edges.rs",
            ));
        }
    }
    Ok(findings)
}

fn inheritance(file: &File, manifest: &Table, package: Option<&Table>) -> Vec<Finding> {
    let missing = INHERITED.iter().filter(|key| !inherits(package.and_then(|package| package.get(**key))));
    let mut findings: Vec<Finding> = missing
        .map(|key| {
            let mend = format!("write `{key}.workspace = true` in [package]");
            Finding::new(&file.path, line(&file.text, key), format!("`{key}` is not the workspace's"), mend)
        })
        .collect();
    if !inherits(manifest.get("lints")) {
        let place = line(&file.text, "[lints]");
        let mend = "write `workspace = true` in [lints]";
        findings.push(Finding::new(&file.path, place, "the lints are not the workspace's", mend));
    }
    findings
}

fn inherits(value: Option<&Value>) -> bool {
    value.and_then(|value| value.get("workspace")).and_then(Value::as_bool) == Some(true)
}

/// Key and package name of everything that reaches the binary.
fn dependencies(manifest: &Table, top: &Table) -> Vec<(String, String)> {
    let shared = top.get("workspace").and_then(|workspace| workspace.get("dependencies"));
    let targets = manifest.get("target").and_then(Value::as_table);
    let per_target = targets.into_iter().flat_map(Table::values).filter_map(Value::as_table);
    let mut found = Vec::new();
    for table in std::iter::once(manifest).chain(per_target) {
        let tables = BINDING.iter().filter_map(|key| table.get(*key)).filter_map(Value::as_table);
        for (key, value) in tables.flatten() {
            let source = if inherits(Some(value)) { shared.and_then(|all| all.get(key)) } else { Some(value) };
            let renamed = source.and_then(|source| source.get("package")).and_then(Value::as_str);
            found.push((key.clone(), renamed.unwrap_or(key).to_owned()));
        }
    }
    found
}

/// The first line that begins with a key, else the first.
fn line(text: &str, key: &str) -> usize {
    let begins = |line: &str| {
        line.trim_start()
            .strip_prefix(key)
            .is_some_and(|rest| !rest.starts_with(|l: char| l.is_alphanumeric() || l == '-' || l == '_'))
    };
    text.lines().position(begins).map_or(1, |index| index + 1)
}
