//! Finds the server programs of PostgreSQL.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::install;
use crate::environment::search_path;

/// What a cluster needs.
const NEEDED: [&str; 3] = ["initdb", "postgres", "pg_ctl"];

/// Where Debian and its kin keep one folder per version.
const VERSIONED: &str = "/usr/lib/postgresql";

/// The folder with the programs of one PostgreSQL version.
#[derive(Debug, Clone)]
pub(crate) struct Binaries {
    folder: PathBuf,
}

impl Binaries {
    /// Finds a server; as root on a Debian-like system installs one if there is none.
    pub(crate) fn find_or_install() -> Result<Self> {
        if let Some(found) = Self::find() {
            return Ok(found);
        }
        install::install()?;
        Self::find().context("PostgreSQL was installed, but its server programs are not where they should be")
    }

    fn find() -> Option<Self> {
        let mut folders = search_path();
        folders.extend(versions(Path::new(VERSIONED)));
        folders.extend(configured());
        folders.into_iter().find_map(|folder| Self::within(&folder))
    }

    /// The programs in a folder, followed to where they really are: `pgbench` may be linked from nowhere.
    fn within(folder: &Path) -> Option<Self> {
        if !NEEDED.iter().all(|program| folder.join(program).is_file()) {
            return None;
        }
        let server = folder.join("postgres").canonicalize().ok()?;
        let real = server.parent()?;
        let complete = NEEDED.iter().all(|program| real.join(program).is_file());
        Some(Self { folder: if complete { real } else { folder }.to_path_buf() })
    }

    /// The path of a program of this version.
    pub(crate) fn program(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

/// The `bin` folders of all versions, newest first.
fn versions(parent: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(parent).into_iter().flatten().filter_map(Result::ok);
    let mut numbered: Vec<(u32, PathBuf)> = entries
        .filter_map(|entry| {
            let number = entry.file_name().to_str()?.parse().ok()?;
            Some((number, entry.path().join("bin")))
        })
        .collect();
    numbered.sort_by(|left, right| right.cmp(left));
    numbered.into_iter().map(|(_, folder)| folder).collect()
}

fn configured() -> Option<PathBuf> {
    let output = Command::new("pg_config").arg("--bindir").output().ok()?;
    Some(PathBuf::from(String::from_utf8(output.stdout).ok()?.trim()))
}

#[cfg(test)]
mod tests {
    use super::{Binaries, NEEDED, versions};

    #[test]
    fn the_newest_version_comes_first() {
        let parent = tempfile::tempdir().unwrap();
        for name in ["9", "15", "notes"] {
            std::fs::create_dir(parent.path().join(name)).unwrap();
        }
        let found = versions(parent.path());
        assert_eq!(found, [parent.path().join("15/bin"), parent.path().join("9/bin")]);
    }

    #[test]
    fn linked_programs_are_followed_to_their_own_folder() {
        let [real, linked] = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        for name in NEEDED {
            std::fs::write(real.path().join(name), "").unwrap();
            std::os::unix::fs::symlink(real.path().join(name), linked.path().join(name)).unwrap();
        }
        let found = Binaries::within(linked.path()).unwrap();
        assert_eq!(found.program("pgbench"), real.path().canonicalize().unwrap().join("pgbench"));
    }

    #[test]
    fn a_folder_with_the_client_alone_is_not_enough() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("pg_ctl"), "").unwrap();
        assert!(Binaries::within(folder.path()).is_none());
    }
}
