//! Rust source read just well enough to find functions and comments without a parser.
//!
//! Every byte is code, comment or literal. Views of one class keep all offsets and line breaks, so that a brace in
//! a string never counts and a word in a comment is never taken for code. Macros are seen as written, not expanded,
//! which is what a rule about written text wants.

use std::ops::Range;

/// Attributes, by their last path segment, that make a function a test.
const TEST_ATTRIBUTES: [&str; 2] = ["test", "rstest"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Code,
    Comment,
    Literal,
}

/// A source file, split into its classes of text.
#[derive(Debug)]
pub(crate) struct Source {
    /// The file with comments and literals blanked.
    pub(crate) code: String,
    /// The file with everything but comments blanked.
    pub(crate) comments: String,
}

/// A function with a body.
#[derive(Debug)]
pub(crate) struct Function {
    pub(crate) name: String,
    /// Attributes and comments above it, up to its name.
    pub(crate) header: Range<usize>,
    /// From the opening to the closing brace.
    pub(crate) body: Range<usize>,
    pub(crate) is_test: bool,
}

impl Source {
    pub(crate) fn read(text: &str) -> Self {
        let classes = classify(text);
        Self { code: view(text, &classes, Class::Code), comments: view(text, &classes, Class::Comment) }
    }

    /// The line of an offset, counted from one.
    pub(crate) fn line(&self, offset: usize) -> usize {
        self.code.as_bytes().iter().take(offset).filter(|byte| **byte == b'\n').count() + 1
    }

    /// All functions with a body, in the order of the file, nested ones too.
    pub(crate) fn functions(&self) -> Vec<Function> {
        self.words("fn").into_iter().filter_map(|at| self.function(at)).collect()
    }

    /// Where a word stands in the code, not as a part of a longer word.
    pub(crate) fn words(&self, word: &str) -> Vec<usize> {
        let bytes = self.code.as_bytes();
        let apart = |byte: Option<&u8>| byte.is_none_or(|byte| !is_word(*byte));
        self.code
            .match_indices(word)
            .map(|(at, _)| at)
            .filter(|at| (*at == 0 || apart(bytes.get(at - 1))) && apart(bytes.get(at + word.len())))
            .collect()
    }

    fn function(&self, at: usize) -> Option<Function> {
        let after = self.code.get(at + 2..)?;
        let name: String = after.trim_start().bytes().take_while(|byte| is_word(*byte)).map(char::from).collect();
        if name.is_empty() {
            return None;
        }
        let body = self.body(at)?;
        let header = self.header_start(at)..at;
        let is_test = self
            .attributes(header.clone())
            .iter()
            .any(|attribute| TEST_ATTRIBUTES.contains(&attribute.rsplit("::").next().unwrap_or_default()));
        Some(Function { name, header, body, is_test })
    }

    fn body(&self, from: usize) -> Option<Range<usize>> {
        let mut brackets = 0_usize;
        let mut braces = 0_usize;
        let mut start = None;
        for (at, byte) in self.code.bytes().enumerate().skip(from) {
            match byte {
                b'(' | b'[' => brackets += 1,
                b')' | b']' => brackets = brackets.checked_sub(1)?,
                b';' if start.is_none() && brackets == 0 => return None,
                b'{' => {
                    start = start.or(Some(at));
                    braces += 1;
                }
                b'}' => {
                    braces = braces.checked_sub(1)?;
                    if braces == 0 {
                        return start.map(|start| start..at + 1);
                    }
                }
                _ => {}
            }
        }
        None
    }

    fn header_start(&self, at: usize) -> usize {
        let mut depth = 0_usize;
        for (index, byte) in self.code.bytes().enumerate().take(at).collect::<Vec<_>>().iter().rev() {
            match byte {
                b')' | b']' => depth += 1,
                b'(' | b'[' if depth == 0 => return index + 1,
                b'(' | b'[' => depth -= 1,
                b'{' | b'}' | b';' if depth == 0 => return index + 1,
                _ => {}
            }
        }
        0
    }

    /// The paths of the attributes in a range: `tokio::test` of `#[tokio::test(flavor = "…")]`.
    fn attributes(&self, range: Range<usize>) -> Vec<String> {
        let code = self.code.get(range).unwrap_or_default();
        code.split("#[")
            .skip(1)
            .map(|rest| rest.split(['(', '=', ']']).next().unwrap_or_default().trim().to_owned())
            .collect()
    }
}

fn is_word(byte: u8) -> bool {
    byte == b'_' || byte.is_ascii_alphanumeric()
}

fn view(text: &str, classes: &[Class], wanted: Class) -> String {
    text.char_indices()
        .flat_map(|(at, letter)| {
            let kept = letter == '\n' || classes.get(at) == Some(&wanted);
            let (letter, count) = if kept { (letter, 1) } else { (' ', letter.len_utf8()) };
            std::iter::repeat_n(letter, count)
        })
        .collect()
}

fn classify(text: &str) -> Vec<Class> {
    let mut classes = vec![Class::Code; text.len()];
    let mut at = 0;
    while at < text.len() {
        let (class, length) = token(text, at);
        if let Some(part) = classes.get_mut(at..at + length) {
            part.fill(class);
        }
        at += length;
    }
    classes
}

/// The class of what begins here, and its length in bytes (at least one, never past the end).
fn token(text: &str, at: usize) -> (Class, usize) {
    let bytes = text.as_bytes();
    let rest = bytes.get(at..).unwrap_or_default();
    let starts_word = !at.checked_sub(1).and_then(|before| bytes.get(before)).is_some_and(|b| is_word(*b));
    match rest {
        [b'/', b'/', ..] => (Class::Comment, find(rest, b"\n", 2).unwrap_or(rest.len())),
        [b'/', b'*', ..] => (Class::Comment, block_comment(rest)),
        [b'"', ..] => (Class::Literal, quoted(rest, b'"')),
        [b'\'', b'\\', ..] => (Class::Literal, quoted(rest, b'\'')),
        [b'\'', ..] => character(text, at).map_or((Class::Code, 1), |length| (Class::Literal, length)),
        [b'r', ..] if starts_word => raw(rest, 1).map_or((Class::Code, 1), |end| (Class::Literal, end)),
        [b'b' | b'c', b'r', ..] if starts_word => raw(rest, 2).map_or((Class::Code, 1), |end| (Class::Literal, end)),
        _ => (Class::Code, 1),
    }
}

fn find(bytes: &[u8], what: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.windows(what.len()).position(|window| window == what).map(|position| from + position)
}

fn block_comment(rest: &[u8]) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < rest.len() {
        match rest.get(at..at + 2) {
            Some(b"/*") => depth += 1,
            Some(b"*/") if depth == 1 => return at + 2,
            Some(b"*/") => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
    }
    rest.len()
}

fn quoted(rest: &[u8], quote: u8) -> usize {
    let mut at = 1;
    while let Some(byte) = rest.get(at) {
        at += match byte {
            b'\\' => 2,
            byte if *byte == quote => return at + 1,
            _ => 1,
        };
    }
    rest.len()
}

/// `'x'` is a literal, `'x` a lifetime.
fn character(text: &str, at: usize) -> Option<usize> {
    let inside = text.get(at + 1..)?.chars().next()?;
    let length = inside.len_utf8() + 2;
    (text.as_bytes().get(at + length - 1) == Some(&b'\'')).then_some(length)
}

fn raw(rest: &[u8], prefix: usize) -> Option<usize> {
    let hashes = rest.iter().skip(prefix).take_while(|byte| **byte == b'#').count();
    let open = prefix + hashes;
    if rest.get(open) != Some(&b'"') {
        return None;
    }
    let close: Vec<u8> = std::iter::once(b'"').chain(std::iter::repeat_n(b'#', hashes)).collect();
    Some(find(rest, &close, open + 1).map_or(rest.len(), |at| at + close.len()))
}

#[cfg(test)]
mod tests;
