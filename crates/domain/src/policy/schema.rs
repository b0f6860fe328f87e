//! The JSON Schema of a bundle, for editors and for people who write one.

use super::bundle::Bundle;

/// The schema of the files of a bundle, read as one document: indented JSON with a final newline.
///
/// # Errors
/// Never for the schema of [`Bundle`]; the signature is that of the serializer.
pub fn schema() -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string_pretty(&schemars::schema_for!(Bundle))?;
    text.push('\n');
    Ok(text)
}
