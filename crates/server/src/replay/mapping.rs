//! The mapping: what the columns of a file mean, and which bundle serves them.
//!
//! Codes and texts are written as templates such as `{department}.{reason}`: a name in braces stands for the value of
//! that column. In codes a value appears as its slug (lower case, everything but letters and digits turned into `-`)
//! unless `[values.<column>]` names another word for it; in texts it appears as it is.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use bihuan_domain::code::{RoleCode, UnitCode};
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::template::Template;

/// The longest mapping, in bytes.
const MAPPING_BYTES_MAX: u64 = 1 << 20;
/// The longest name of a system, in bytes.
const SYSTEM_BYTES_MAX: usize = 64;

/// What the columns of a file mean.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mapping {
    /// The bundle: one that comes with the program, by its name, or a folder, seen from the mapping's own.
    pub(crate) bundle: String,
    /// The name of the system the file comes from; with the external id it names a ticket for ever.
    pub(crate) system: String,
    /// The time zone of the file's times.
    pub(crate) zone: String,
    /// How the file writes its times, in the letters of `strftime`.
    pub(crate) date_format: String,
    /// The account that replays: where it belongs and what it may do.
    pub(crate) account: Account,
    /// Columns that stand for themselves.
    pub(crate) columns: Columns,
    /// How the data says whether it was on time.
    pub(crate) on_time: Option<OnTime>,
    /// Codes of the bundle.
    pub(crate) codes: Codes,
    /// Texts of the ticket.
    pub(crate) texts: Texts,
    /// Words of codes that are not the slug of the value: by column, then by value.
    #[serde(default)]
    pub(crate) values: BTreeMap<String, BTreeMap<String, String>>,
}

/// The account that replays.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Account {
    /// Its unit: it acts for this unit and all below, so it is usually the root.
    pub(crate) unit: UnitCode,
    /// Its role.
    pub(crate) role: RoleCode,
}

/// Columns that stand for themselves.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Columns {
    /// The name of the request in its system, once in a file.
    pub(crate) external_id: String,
    /// When it was opened.
    pub(crate) opened: String,
    /// What was promised; may be empty in a row.
    pub(crate) target: Option<String>,
    /// When it was closed; may be empty in a row.
    pub(crate) closed: Option<String>,
}

/// How the data says whether it was on time.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OnTime {
    /// The column; may be empty in a row.
    pub(crate) column: String,
    /// Its value for: in time.
    pub(crate) yes: String,
    /// Its value for: late.
    pub(crate) no: String,
}

/// Codes of the bundle.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Codes {
    /// The business kind.
    pub(crate) kind: Template,
    /// The type below it; a row in which one of its columns is empty has none.
    #[serde(rename = "type")]
    pub(crate) service_type: Option<Template>,
    /// The channel.
    pub(crate) channel: Template,
    /// The class of area.
    pub(crate) area: Option<Template>,
    /// The region.
    pub(crate) region: Option<Template>,
}

/// Texts of the ticket.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Texts {
    /// One line.
    pub(crate) topic: Template,
    /// In full.
    pub(crate) description: Template,
    /// The place.
    pub(crate) address: Option<Template>,
}

impl Mapping {
    /// Reads and checks a mapping.
    ///
    /// # Errors
    /// What is wrong, with the file, and line and column where there are any.
    pub(crate) fn read(path: &Path) -> anyhow::Result<Self> {
        let size = std::fs::metadata(path).with_context(|| format!("reading {}", path.display()))?.len();
        if size > MAPPING_BYTES_MAX {
            bail!("{} has {size} bytes; a mapping may have {MAPPING_BYTES_MAX}", path.display());
        }
        let text = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
        let mut mapping = Self::parse(&text).with_context(|| format!("in the mapping {}", path.display()))?;
        mapping.bundle = beside(path, &mapping.bundle);
        Ok(mapping)
    }

    /// Reads and checks the text of a mapping.
    ///
    /// # Errors
    /// What is wrong.
    pub(super) fn parse(text: &str) -> anyhow::Result<Self> {
        let mapping: Self = toml::from_str(text)?;
        mapping.zone()?;
        let sane = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        if mapping.system.is_empty() || mapping.system.len() > SYSTEM_BYTES_MAX || !mapping.system.bytes().all(sane) {
            bail!("`system` must have 1 to {SYSTEM_BYTES_MAX} letters, digits, `-`, `_` or `.`");
        }
        if let Err(error) = jiff::fmt::strtime::format(&mapping.date_format, example()) {
            bail!("`date_format`: {error}");
        }
        Ok(mapping)
    }

    /// The time zone of the file's times.
    ///
    /// # Errors
    /// When it is not known.
    pub(super) fn zone(&self) -> anyhow::Result<TimeZone> {
        TimeZone::get(&self.zone)
            .with_context(|| format!("`zone`: `{}` is not in the IANA database, such as America/New_York", self.zone))
    }

    /// The columns that must be in the file, each with the place in the mapping that names it.
    pub(super) fn columns_needed(&self) -> Vec<(&'static str, &str)> {
        let columns = &self.columns;
        let mut needed =
            vec![("columns.external_id", columns.external_id.as_str()), ("columns.opened", columns.opened.as_str())];
        needed.extend(columns.target.as_deref().map(|column| ("columns.target", column)));
        needed.extend(columns.closed.as_deref().map(|column| ("columns.closed", column)));
        needed.extend(self.on_time.as_ref().map(|flag| ("on_time.column", flag.column.as_str())));
        for (place, template) in self.templates() {
            needed.extend(template.columns().map(|column| (place, column)));
        }
        needed.extend(self.values.keys().map(|column| ("values", column.as_str())));
        needed
    }

    fn templates(&self) -> impl Iterator<Item = (&'static str, &Template)> {
        let (codes, texts) = (&self.codes, &self.texts);
        let always = [
            ("codes.kind", Some(&codes.kind)),
            ("codes.type", codes.service_type.as_ref()),
            ("codes.channel", Some(&codes.channel)),
            ("codes.area", codes.area.as_ref()),
            ("codes.region", codes.region.as_ref()),
            ("texts.topic", Some(&texts.topic)),
            ("texts.description", Some(&texts.description)),
            ("texts.address", texts.address.as_ref()),
        ];
        always.into_iter().filter_map(|(place, template)| Some((place, template?)))
    }
}

/// A name that is a folder beside the mapping is meant so; every other name is left for the bundles to explain.
fn beside(mapping: &Path, bundle: &str) -> String {
    let folder: PathBuf = mapping.parent().unwrap_or_else(|| Path::new(".")).join(bundle);
    if folder.is_dir() { folder.to_string_lossy().into_owned() } else { bundle.to_owned() }
}

/// Any time will do to see whether a format can be used.
fn example() -> jiff::civil::DateTime {
    jiff::civil::DateTime::constant(2001, 2, 3, 4, 5, 6, 0)
}
