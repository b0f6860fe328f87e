//! Reading the file, plain or gzip, and cutting it into records whose lines are known.

use std::io::Read as _;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context as _, bail};
use csv::{ByteRecord, ReaderBuilder};
use flate2::read::MultiGzDecoder;

/// The largest file, unpacked: it is held in memory, so that nothing is written before all of it was looked at.
pub(super) const FILE_BYTES_MAX: u64 = 1 << 30;

const GZIP: &[u8] = &[0x1f, 0x8b];
const BYTE_ORDER_MARK: &[u8] = &[0xef, 0xbb, 0xbf];

/// One record of the file.
#[derive(Debug)]
pub(super) struct Record {
    /// The line it begins on, from 1.
    pub(super) line: u64,
    /// Its fields, as bytes.
    pub(super) fields: ByteRecord,
    /// A quote opened in it is never closed, so it reaches to the end of the file.
    pub(super) unclosed: bool,
}

/// Reads a whole file; gzip is recognised by its first bytes, not by its name.
///
/// # Errors
/// When the file cannot be read, is too large, or is broken gzip.
pub(super) fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    let file = std::fs::File::open(path).with_context(|| format!("reading {}", path.display()))?;
    let packed = limited(file, path)?;
    if !packed.starts_with(GZIP) {
        return Ok(packed);
    }
    limited(MultiGzDecoder::new(packed.as_slice()), path).context("unpacking gzip")
}

fn limited(source: impl std::io::Read, path: &Path) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes).with_context(|| format!("reading {}", path.display()))?;
    if bytes.len() as u64 > FILE_BYTES_MAX {
        bail!("{} has more than {FILE_BYTES_MAX} bytes", path.display());
    }
    Ok(bytes)
}

/// Cuts a file into records, the header first. Empty lines are passed over.
///
/// # Errors
/// Only when the reader itself fails; wrong records are records.
pub(super) fn records(bytes: &[u8]) -> anyhow::Result<Vec<Record>> {
    let text = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text);
    let mut lines = Lines { text, counted_to: 0, line: 1 };
    let (mut records, mut fields) = (Vec::new(), ByteRecord::new());
    while reader.read_byte_record(&mut fields).context("cutting the file into records")? {
        let start = fields.position().map_or(0, |position| position.byte() as usize);
        let end = reader.position().byte() as usize;
        let span = trimmed(text, start..end.min(text.len()));
        let quotes = text.get(span.clone()).unwrap_or_default().iter().filter(|byte| **byte == b'"').count();
        let unclosed = span.end >= text.len() && quotes % 2 == 1;
        records.push(Record { line: lines.at(span.start), fields: std::mem::take(&mut fields), unclosed });
    }
    Ok(records)
}

/// The reader counts the line ends before a record to that record: they belong to the one before.
fn trimmed(text: &[u8], span: Range<usize>) -> Range<usize> {
    let inner = text.get(span.clone()).unwrap_or_default();
    let skipped = inner.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    span.start + skipped..span.end
}

/// Counts lines, each byte once.
struct Lines<'a> {
    text: &'a [u8],
    counted_to: usize,
    line: u64,
}

impl Lines<'_> {
    fn at(&mut self, offset: usize) -> u64 {
        let between = self.text.get(self.counted_to..offset).unwrap_or_default();
        self.line += between.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.counted_to = offset;
        self.line
    }
}
