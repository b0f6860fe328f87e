use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

/// All requirements, in the order of the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Catalogue {
    #[serde(rename = "requirement")]
    pub(crate) requirements: Vec<Requirement>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Requirement {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) priority: Priority,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Priority {
    Core,
    Config,
    Periph,
}

impl Priority {
    pub(crate) const ALL: [Self; 3] = [Self::Core, Self::Config, Self::Periph];

    pub(crate) fn meaning(self) -> &'static str {
        match self {
            Self::Core => "core to a 95598 hotline",
            Self::Config => "same mechanism, another configuration",
            Self::Periph => "at the edge of ticketing",
        }
    }
}

impl Catalogue {
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let catalogue: Self = toml::from_str(text).context("the catalogue cannot be read")?;
        let mut seen = BTreeSet::new();
        for requirement in &catalogue.requirements {
            ensure!(seen.insert(&requirement.id), "the catalogue names {} twice", requirement.id);
        }
        Ok(catalogue)
    }

    pub(crate) fn contains(&self, id: &str) -> bool {
        self.requirements.iter().any(|requirement| requirement.id == id)
    }
}
