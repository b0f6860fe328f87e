//! Writing a report down: the same report, format and language give the same bytes.

mod comma;
mod page;
mod sheet;
mod signatures;
mod words;

use super::ReportRun;
use crate::App;
use crate::error::Error;
use bihuan_domain::policy::vocabulary::Text;

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON, for programs.
    Json,
    /// Comma-separated values, for whatever reads tables.
    Csv,
    /// A workbook.
    Xlsx,
    /// A page for people, ready to be printed.
    Html,
}

impl Format {
    /// All of them.
    pub const ALL: &[Self] = &[Self::Json, Self::Csv, Self::Xlsx, Self::Html];

    /// The name in the API, and the ending of a file.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Html => "html",
        }
    }

    /// The media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Html => "text/html; charset=utf-8",
        }
    }
}

/// A report written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// How.
    pub format: Format,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The name of a file that would hold it.
    pub file_name: String,
}

/// Writes a report down; `chinese` or else English. Only the page for people shows who signed it.
///
/// # Errors
/// A fault of ours.
pub fn render(app: &App, run: &ReportRun, format: Format, chinese: bool) -> Result<Rendered, Error> {
    let (report, speech) = (&run.report, Speech { chinese });
    let bytes = match format {
        Format::Json => serde_json::to_vec(report).map_err(|error| Error::Internal(Box::new(error)))?,
        Format::Csv => comma::write(report, speech)?,
        Format::Xlsx => sheet::write(report, speech)?,
        Format::Html => page::write(report, &signatures::write(app, run, speech)?, speech).into_bytes(),
    };
    let file_name = format!("{}_{}_{}_{}.{}", report.code, report.unit, report.from, report.to, format.as_str());
    Ok(Rendered { format, bytes, file_name })
}

/// In which language.
#[derive(Clone, Copy, Debug)]
struct Speech {
    chinese: bool,
}

impl Speech {
    fn say(self, text: &Text) -> &str {
        if self.chinese { &text.zh } else { &text.en }
    }

    const fn choose(self, zh: &'static str, en: &'static str) -> &'static str {
        if self.chinese { zh } else { en }
    }
}
