//! Texts with holes for the columns of a row: `{department}.{reason}`.

use std::collections::BTreeMap;

use serde::Deserialize;

/// A text with holes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Template(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Column(String),
}

impl TryFrom<String> for Template {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let unclosed = || format!("`{text}`: a brace is opened and never closed");
        let mut pieces = Vec::new();
        let mut rest = text.as_str();
        while let Some((before, behind)) = rest.split_once('{') {
            let (column, after) = behind.split_once('}').ok_or_else(unclosed)?;
            if !before.is_empty() {
                pieces.push(Piece::Text(before.to_owned()));
            }
            pieces.push(Piece::Column(column.to_owned()));
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        if pieces.is_empty() { Err("a template may not be empty".to_owned()) } else { Ok(Self(pieces)) }
    }
}

impl Template {
    /// The columns it speaks of.
    pub(super) fn columns(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Column(column) => Some(column.as_str()),
            Piece::Text(_) => None,
        })
    }

    /// The code it makes of a row; none when a column is empty there.
    pub(super) fn code<'a>(
        &self,
        value_of: impl Fn(&str) -> &'a str,
        words: &BTreeMap<String, BTreeMap<String, String>>,
    ) -> Option<String> {
        let mut code = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => code.push_str(text),
                Piece::Column(column) => {
                    let value = value_of(column).trim();
                    if value.is_empty() {
                        return None;
                    }
                    match words.get(column).and_then(|words| words.get(value)) {
                        Some(word) => code.push_str(word),
                        None => code.push_str(&slug(value)),
                    }
                }
            }
        }
        Some(code)
    }

    /// The text it makes of a row, in one line of at most `longest` characters.
    pub(super) fn text<'a>(&self, value_of: impl Fn(&str) -> &'a str, longest: usize) -> String {
        let filled: String = self
            .0
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.as_str(),
                Piece::Column(column) => value_of(column),
            })
            .collect();
        let spaced: String = filled.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let words: Vec<&str> = spaced.split_whitespace().collect();
        let line: String = words.join(" ").chars().take(longest).collect();
        line.trim_end().to_owned()
    }
}

/// Lower case, every run of other characters than letters and digits turned into one `-`, none at the ends.
pub(super) fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    if slug.ends_with('-') {
        slug.pop();
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template(text: &str) -> Template {
        Template::try_from(text.to_owned()).unwrap()
    }

    fn row(column: &str) -> &'static str {
        match column {
            "office" => " Public  Works ",
            "matter" => "Signs & Signals (new)",
            _ => "",
        }
    }

    #[test]
    fn codes_are_made_of_slugs_and_of_the_words_that_replace_them() {
        let mut words = BTreeMap::new();
        assert_eq!(template("{office}.{matter}").code(row, &words).unwrap(), "public-works.signs-signals-new");
        assert_eq!(template("{office}.{empty}").code(row, &words), None);
        words.insert("office".to_owned(), BTreeMap::from([("Public  Works".to_owned(), "pw".to_owned())]));
        assert_eq!(template("{office}").code(row, &words).unwrap(), "pw");
    }

    #[test]
    fn texts_are_one_line_and_never_too_long() {
        assert_eq!(template("{matter}: {office}{empty}").text(row, 100), "Signs & Signals (new): Public Works");
        assert_eq!(template("{matter}").text(row, 6), "Signs");
    }

    #[test]
    fn a_brace_that_is_not_closed_is_refused() {
        assert!(Template::try_from("{office".to_owned()).unwrap_err().contains("never closed"));
        assert!(Template::try_from(String::new()).is_err());
    }
}
