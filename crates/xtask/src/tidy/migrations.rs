use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::finding::Finding;

const ENGINES: [&str; 2] = ["postgres", "sqlite"];
const FILES: [&str; 2] = ["up.sql", "down.sql"];

/// Both engines have the same migrations, and each can be taken back.
pub(crate) fn check(root: &Path) -> Result<Vec<Finding>> {
    let names: Vec<BTreeSet<String>> =
        ENGINES.iter().map(|engine| folders(&root.join("migrations").join(engine))).collect::<Result<_>>()?;
    let all: BTreeSet<&String> = names.iter().flatten().collect();
    let mut findings = Vec::new();
    for (engine, present) in ENGINES.iter().zip(&names) {
        for name in &all {
            let path = format!("migrations/{engine}/{name}");
            if !present.contains(*name) {
                findings.push(Finding::new(&path, 1, "this migration exists for the other engine only", "write it"));
                continue;
            }
            let missing = FILES.iter().filter(|file| !root.join(&path).join(file).is_file());
            findings.extend(missing.map(|file| {
                Finding::new(&format!("{path}/{file}"), 1, "this half of the migration is missing", "write it")
            }));
        }
    }
    Ok(findings)
}

fn folders(folder: &Path) -> Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            names.insert(entry.file_name().to_string_lossy().into_owned());
        }
    }
    Ok(names)
}
