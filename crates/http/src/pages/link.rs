//! The link to a survey: which survey, which episode of handling, until when, all of it signed. Nothing is kept of it: a
//! survey that was answered takes no second answer, and one of an earlier episode none at all.

use bihuan_domain::id::SurveyId;
use bihuan_domain::survey::Survey;
use bihuan_domain::time::Timestamp;
use uuid::Uuid;

use crate::cursor::CursorKey;

/// Where the pages lie.
pub(crate) const PREFIX: &str = "/s";
/// What the signature is for.
const BINDING: &str = "survey link";
const ID_BYTES: usize = 16;
const EPISODE_BYTES: usize = 4;

/// What a link says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    /// Which survey.
    pub(crate) survey: SurveyId,
    /// Which episode of handling.
    pub(crate) episode: u32,
    /// Until when.
    pub(crate) expires_at: Timestamp,
}

/// The secret part of the link to a survey; none when its customer was not invited.
pub(crate) fn of_survey(key: &CursorKey, survey: &Survey) -> Option<String> {
    let mut bytes = survey.id.0.as_bytes().to_vec();
    bytes.extend_from_slice(&survey.episode?.to_be_bytes());
    bytes.extend_from_slice(&survey.expires_at?.as_micros().to_be_bytes());
    Some(key.seal_bytes(BINDING, bytes))
}

/// The path of the page.
pub(crate) fn path(token: &str) -> String {
    format!("{PREFIX}/{token}")
}

/// What a link says, if it is one of ours.
pub(crate) fn open(key: &CursorKey, token: &str) -> Option<Link> {
    let bytes = key.open_bytes(BINDING, token)?;
    let (id, rest) = bytes.split_at_checked(ID_BYTES)?;
    let (episode, expires_at) = rest.split_at_checked(EPISODE_BYTES)?;
    Some(Link {
        survey: SurveyId(Uuid::from_slice(id).ok()?),
        episode: u32::from_be_bytes(episode.try_into().ok()?),
        expires_at: Timestamp::from_micros(i64::from_be_bytes(expires_at.try_into().ok()?)),
    })
}
