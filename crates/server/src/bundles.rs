//! The policy bundles that come with the program, and reading others from a folder.

use std::path::Path;

use anyhow::{Context as _, bail};
use bihuan_app::error::Error;
use bihuan_app::policies::Draft;
use bihuan_domain::policy;

type File = (&'static str, &'static str);

macro_rules! bundle_files {
    ($folder:literal: $($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../../policies/", $folder, "/", $name)))),+]
    };
}

const POWER_95598: &[File] = bundle_files!(
    "95598": "bundle.toml", "calendars.toml", "callbacks.toml", "campaigns.toml", "catalogue.toml",
    "clocks-field.toml",
    "clocks-handling.toml", "clocks-promises.toml", "clocks.toml", "consequences.toml", "notifications.toml",
    "organisation.toml", "quality.toml", "records.toml", "reports.toml", "roles.toml", "routes.toml", "scripts.toml",
    "types.toml",
);
const BOSTON_311: &[File] = bundle_files!(
    "boston311": "bundle.toml", "catalogue.toml", "clocks.toml", "organisation.toml", "reports.toml", "roles.toml",
        "types.toml",
);

/// Reads and checks a bundle: one that comes with the program, by its name, or a folder, or several folders joined by `+`,
/// which are read as one.
///
/// # Errors
/// Every problem found, with file, line and column.
pub(crate) fn load(name: &str) -> anyhow::Result<Draft> {
    let files = match name {
        "95598" => embedded(POWER_95598),
        "boston311" => embedded(BOSTON_311),
        folders => from_folders(folders)?,
    };
    Draft::read(files).map_err(|error| match error {
        Error::PolicyRefused { problems } => {
            let lines: Vec<String> = problems.iter().map(policy::Problem::to_string).collect();
            anyhow::anyhow!("the bundle {name} has {} problem(s):\n{}", lines.len(), lines.join("\n"))
        }
        other => other.into(),
    })
}

fn embedded(files: &[File]) -> Vec<(String, String)> {
    files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

fn from_folders(folders: &str) -> anyhow::Result<Vec<(String, String)>> {
    let named: Vec<&str> = folders.split('+').collect();
    let mut files = Vec::new();
    for folder in &named {
        let path = Path::new(folder);
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // Files of the same name are told apart in messages by their folder.
        let within = |file: String| if named.len() == 1 { file } else { format!("{name}/{file}") };
        files.extend(from_folder(path)?.into_iter().map(|(file, text)| (within(file), text)));
    }
    Ok(files)
}

fn from_folder(folder: &Path) -> anyhow::Result<Vec<(String, String)>> {
    if !folder.is_dir() {
        bail!("{} is neither a folder nor a bundle that comes with the program (95598, boston311)", folder.display());
    }
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| format!("reading the folder {}", folder.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            paths.push(path);
        }
    }
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let text = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
        Ok((path.file_name().unwrap_or_default().to_string_lossy().into_owned(), text))
    };
    paths.iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bundle_that_comes_with_the_program_is_good_and_complete() {
        for (name, embedded) in [("95598", POWER_95598), ("boston311", BOSTON_311)] {
            let bundle = load(name).unwrap().bundle;
            assert_eq!(bundle.bundle.code.as_str(), name);
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies").join(name);
            assert_eq!(from_folder(&folder).unwrap().len(), embedded.len(), "a file of {name} is not embedded");
        }
    }

    #[test]
    fn the_bundle_of_every_industry_is_good_together_with_what_all_share() {
        let industries = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies/industries");
        let mut seen = 0;
        for entry in std::fs::read_dir(&industries).unwrap() {
            let folder = entry.unwrap().path();
            if folder.is_dir() && !folder.ends_with("common") {
                let name = format!("{}+{}", industries.join("common").display(), folder.display());
                load(&name).unwrap_or_else(|error| panic!("{error}"));
                seen += 1;
            }
        }
        assert!(seen >= 8, "{seen}");
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let error = load("/nowhere/at/all").unwrap_err().to_string();
        assert!(error.contains("/nowhere/at/all"), "{error}");
    }
}
