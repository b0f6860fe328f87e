//! From the files of a bundle to a checked [`Bundle`], or to problems that name file, line and column.

mod problem;
mod source;

pub use problem::Problem;

use serde::de::DeserializeOwned;

use source::Source;

use super::bundle::Bundle;
use super::check::check;

/// The most files one bundle may have.
pub const FILES_MAX: usize = 64;
/// The largest file of a bundle, in bytes.
pub const FILE_BYTES_MAX: usize = 1 << 20;
/// The most entries one list of a bundle may have.
pub const ENTRIES_MAX: usize = 5_000;

/// The top-level tables that stand once.
const SINGLE: &[&str] = &["bundle", "numbering", "figures"];
/// The top-level lists; the second says whether a bundle needs at least one entry.
const LISTS: &[(&str, bool)] = &[
    ("channel", true),
    ("kind", true),
    ("type", false),
    ("level", false),
    ("area", true),
    ("unit", true),
    ("role", true),
    ("calendar", true),
    ("clock", true),
    ("route", true),
    ("callback_plan", false),
    ("questionnaire", false),
    ("script", false),
    ("return_reason", true),
    ("notification", false),
    ("suspension_reason", false),
    ("attribute", false),
    ("segment", false),
    ("mark", false),
    ("retention", false),
    ("erasure", false),
    ("defect", false),
    ("offence_ladder", false),
    ("inspection_plan", false),
    ("gaming_check", false),
    ("assessment_scheme", false),
    ("report", false),
    ("matter", false),
    ("escalation_ladder", false),
    ("redo", false),
    ("appeal_level", false),
    ("standing_order", false),
];

/// Reads and checks a bundle. `files` are pairs of a name, used in problems only, and a text.
///
/// All files are one document: a list such as `[[kind]]` may go on in another file, a table such as `[numbering]` may
/// stand once.
///
/// # Errors
/// Every problem found. Syntax is checked first, then the shape of each entry, then what the entries mean together.
pub fn parse(files: &[(String, String)]) -> Result<Bundle, Vec<Problem>> {
    let mut source = Source::read(files)?;
    let bundle = bundle(&mut source);
    if !source.problems.is_empty() {
        return Err(source.problems);
    }
    let Some(bundle) = bundle else {
        return Err(vec![Problem::nowhere("the bundle has no [bundle] or no [numbering]")]);
    };
    let findings = check(&bundle);
    if findings.is_empty() {
        Ok(bundle)
    } else {
        Err(findings.into_iter().map(|finding| source.locate(finding)).collect())
    }
}

fn bundle(source: &mut Source<'_>) -> Option<Bundle> {
    source.refuse_unknown(|key| SINGLE.contains(&key) || LISTS.iter().any(|(list, _)| *list == key));
    for (key, needed) in LISTS {
        source.limit(key, usize::from(*needed), ENTRIES_MAX);
    }
    let header = single(source, "bundle");
    let numbering = single(source, "numbering");
    Some(Bundle {
        channels: list(source, "channel"),
        kinds: list(source, "kind"),
        types: list(source, "type"),
        levels: list(source, "level"),
        areas: list(source, "area"),
        units: list(source, "unit"),
        roles: list(source, "role"),
        calendars: list(source, "calendar"),
        clocks: list(source, "clock"),
        routes: list(source, "route"),
        callback_plans: list(source, "callback_plan"),
        questionnaires: list(source, "questionnaire"),
        scripts: list(source, "script"),
        return_reasons: list(source, "return_reason"),
        notifications: list(source, "notification"),
        suspension_reasons: list(source, "suspension_reason"),
        attributes: list(source, "attribute"),
        segments: list(source, "segment"),
        marks: list(source, "mark"),
        retention: list(source, "retention"),
        erasures: list(source, "erasure"),
        defects: list(source, "defect"),
        offence_ladders: list(source, "offence_ladder"),
        inspection_plans: list(source, "inspection_plan"),
        gaming_checks: list(source, "gaming_check"),
        assessment_schemes: list(source, "assessment_scheme"),
        reports: list(source, "report"),
        figures: optional(source, "figures").unwrap_or_default(),
        matters: list(source, "matter"),
        ladder: list(source, "escalation_ladder"),
        redos: list(source, "redo"),
        appeal_levels: list(source, "appeal_level"),
        standing_orders: list(source, "standing_order"),
        bundle: header?,
        numbering: numbering?,
    })
}

fn single<T: DeserializeOwned>(source: &mut Source<'_>, key: &str) -> Option<T> {
    source.limit(key, 1, 1);
    source.read_entries(key).pop()
}

/// A table that may be left out.
fn optional<T: DeserializeOwned>(source: &mut Source<'_>, key: &str) -> Option<T> {
    source.limit(key, 0, 1);
    source.read_entries(key).pop()
}

fn list<T: DeserializeOwned>(source: &mut Source<'_>, key: &str) -> Vec<T> {
    source.read_entries(key)
}
