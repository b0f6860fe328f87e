//! Drafts: bundles that are not in force.

use std::collections::BTreeMap;
use std::sync::Arc;

use bihuan_domain::policy::{Bundle, Policy, PolicyVersion, parse};
use bihuan_persistence::policies;

use crate::App;
use crate::error::Error;

/// A checked bundle, with the files it was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// What it says.
    pub bundle: Bundle,
    /// What it was read from: names and texts. Empty when that is not known.
    pub files: Vec<(String, String)>,
}

/// A bundle of which nobody knows what it was read from: later drafts cannot start from it.
impl From<Bundle> for Draft {
    fn from(bundle: Bundle) -> Self {
        Self { bundle, files: Vec::new() }
    }
}

impl Draft {
    /// Reads and checks the files of a bundle.
    ///
    /// # Errors
    /// [`Error::PolicyRefused`] with every problem found.
    pub fn read(files: Vec<(String, String)>) -> Result<Self, Error> {
        match parse(&files) {
            Ok(bundle) => Ok(Self { bundle, files }),
            Err(problems) => Err(Error::PolicyRefused { problems }),
        }
    }

    /// The draft, ready for questions. It has no version yet: it bears the number 0, which is never published.
    ///
    /// # Errors
    /// When the bundle names an unknown time zone; one that was checked does not.
    pub fn policy(&self) -> Result<Arc<Policy>, Error> {
        let policy = Policy::new(PolicyVersion(0), self.bundle.clone());
        policy.map(Arc::new).map_err(|error| Error::Internal(Box::new(error)))
    }
}

/// What a draft is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftFiles {
    /// Whether the files of the policy in force are there, too, unless a file here bears the same name.
    pub on_current: bool,
    /// Files by name. One without a text takes the file of that name away.
    pub files: BTreeMap<String, Option<String>>,
}

/// Puts a draft together, reads and checks it.
///
/// # Errors
/// [`Error::PolicyRefused`] with every problem found; invalid when it is to start from a policy whose files were not kept.
pub(crate) async fn assemble(app: &Arc<App>, wanted: DraftFiles) -> Result<Draft, Error> {
    let mut files = BTreeMap::new();
    if wanted.on_current {
        let kept = app
            .database
            .read(|tx| {
                let latest = policies::latest_version(tx)?.ok_or(Error::NotFound { what: "policy" })?;
                Ok::<_, Error>(policies::files(tx, latest)?)
            })
            .await?;
        if kept.is_empty() {
            return Err(Error::invalid("/base", "files_not_kept"));
        }
        files.extend(kept);
    }
    for (name, text) in wanted.files {
        match text {
            Some(text) => files.insert(name, text),
            None => files.remove(&name),
        };
    }
    // Large bundles take a while to read; other requests go on meanwhile.
    let read = tokio::task::spawn_blocking(move || Draft::read(files.into_iter().collect()));
    read.await.map_err(|error| Error::Internal(Box::new(error)))?
}
