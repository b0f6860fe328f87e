//! What is wrong with a bundle, and where.

use std::fmt;

/// One thing wrong with a bundle. Shown as `catalogue.toml:12:8: message`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Problem {
    /// The file, as the caller named it; empty when no file is to blame, for something that is missing in all.
    pub file: String,
    /// The line, from 1; 0 when the problem has no place in the file.
    pub line: usize,
    /// The column in characters, from 1; 0 when the problem has no place in the file.
    pub column: usize,
    /// The entry, such as `kind[3].levels[0]`, counting from 0 over all files.
    pub path: String,
    /// What is wrong.
    pub message: String,
}

impl Problem {
    /// A problem of the bundle as a whole.
    #[must_use]
    pub fn nowhere(message: impl Into<String>) -> Self {
        Self { file: String::new(), line: 0, column: 0, path: String::new(), message: message.into() }
    }

    /// A problem at byte `offset` of a file.
    #[must_use]
    pub fn at(file: &str, text: &str, offset: usize, path: impl Into<String>, message: impl Into<String>) -> Self {
        let before: String = String::from_utf8_lossy(text.as_bytes().get(..offset).unwrap_or_default()).into_owned();
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            file: file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
            path: path.into(),
            message: message.into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.file.is_empty() {
            f.write_str(&self.file)?;
            if self.line > 0 {
                write!(f, ":{}:{}", self.line, self.column)?;
            }
            f.write_str(": ")?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for Problem {}
