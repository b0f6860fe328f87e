//! The limits of what people write. Descriptions of the API repeat them as literals, because `utoipa` takes nothing else.

use validator::ValidationError;

/// The longest topic, in characters.
pub(crate) const TOPIC_LENGTH_MAX: u64 = 200;
/// The longest description of a demand, in characters.
pub(crate) const DESCRIPTION_LENGTH_MAX: u64 = 8000;
/// The longest note, reason, answer or reply, in characters.
pub(crate) const TEXT_LENGTH_MAX: u64 = 2000;
/// The longest name of a contact, in characters.
pub(crate) const NAME_LENGTH_MAX: u64 = 100;
/// The longest phone number, in characters.
pub(crate) const PHONE_LENGTH_MAX: u64 = 32;
/// The longest address, in characters.
pub(crate) const ADDRESS_LENGTH_MAX: u64 = 300;
/// The longest region code, in characters.
pub(crate) const REGION_LENGTH_MAX: u64 = 32;
/// The longest name of a line, in characters.
pub(crate) const LINE_LENGTH_MAX: u64 = 64;
/// The most people whom one demand praises.
pub(crate) const PRAISED_MAX: u64 = 10;
/// The longest name of another system, or of something in it, in characters.
pub(crate) const EXTERNAL_LENGTH_MAX: u64 = 128;
/// The longest code in a filter, in characters.
pub(crate) const CODE_LENGTH_MAX: u64 = 64;
/// The longest ticket number, in characters.
pub(crate) const NUMBER_LENGTH_MAX: u64 = 32;
/// The most documents, or pieces of evidence, named at once.
pub(crate) const DOCUMENTS_MAX: u64 = 20;
/// The longest name of a document, in characters.
pub(crate) const DOCUMENT_LENGTH_MAX: u64 = 300;
/// The most answers to one questionnaire.
pub(crate) const ANSWERS_MAX: u64 = 100;
/// The most parts of a script ticked at once.
pub(crate) const SCRIPT_PARTS_MAX: u64 = 50;
/// The longest name of a series of records, in characters.
pub(crate) const SERIES_LENGTH_MAX: u64 = 128;
/// The length of a month such as `2026-06`.
pub(crate) const PERIOD_LENGTH: u64 = 7;
/// The most defects on one sheet.
pub(crate) const DEFECTS_MAX: u64 = 50;
/// The most things a signer of a report is asked for.
pub(crate) const ASKS_MAX: u64 = 10;
/// The highest rating.
pub(crate) const POINTS_MAX: u8 = 100;

/// Each document has a name that is not too long.
pub(crate) fn check_documents(documents: &[String]) -> Result<(), ValidationError> {
    check_each(documents, DOCUMENT_LENGTH_MAX)
}

/// Each text says something, in at most so many characters; white space says nothing.
pub(crate) fn check_each<'t>(texts: impl IntoIterator<Item = &'t String>, max: u64) -> Result<(), ValidationError> {
    let length = |text: &String| u64::try_from(text.trim().chars().count()).unwrap_or(u64::MAX);
    if texts.into_iter().all(|text| (1..=max).contains(&length(text))) {
        return Ok(());
    }
    let mut error = ValidationError::new("length");
    error.add_param("min".into(), &1_u64);
    error.add_param("max".into(), &max);
    Err(error)
}
