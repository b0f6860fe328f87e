//! The link to a survey: which one, for whom, until when, all of it signed. Nothing is kept of it: a survey that was answered
//! takes no second answer, one of an earlier episode none at all, and each customer of a round has one.

use bihuan_domain::id::{CustomerId, SurveyId, SurveyRoundId};
use bihuan_domain::survey::Survey;
use bihuan_domain::time::Timestamp;
use uuid::Uuid;

use crate::cursor::CursorKey;

/// Where the pages lie.
pub(crate) const PREFIX: &str = "/s";
/// What the signature is for.
const SURVEY_BINDING: &str = "survey link";
const ROUND_BINDING: &str = "survey round link";
const ID_BYTES: usize = 16;
const EPISODE_BYTES: usize = 4;

/// What a link says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    /// What it leads to.
    pub(crate) to: Destination,
    /// Until when.
    pub(crate) expires_at: Timestamp,
}

/// What a link leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Destination {
    /// The survey of a ticket, about one episode of its handling.
    Survey {
        /// Which survey.
        id: SurveyId,
        /// Which episode of handling.
        episode: u32,
    },
    /// A survey round, for one of its customers.
    Round {
        /// Which round.
        id: SurveyRoundId,
        /// Which customer.
        customer: CustomerId,
    },
}

/// The secret part of the link to a survey; none when its customer was not invited.
pub(crate) fn of_survey(key: &CursorKey, survey: &Survey) -> Option<String> {
    let mut bytes = survey.id.0.as_bytes().to_vec();
    bytes.extend_from_slice(&survey.episode?.to_be_bytes());
    bytes.extend_from_slice(&survey.expires_at?.as_micros().to_be_bytes());
    Some(key.seal_bytes(SURVEY_BINDING, bytes))
}

/// The secret part of the link of a customer to a round.
pub(crate) fn of_round(key: &CursorKey, round: SurveyRoundId, customer: CustomerId, until: Timestamp) -> String {
    let mut bytes = round.0.as_bytes().to_vec();
    bytes.extend_from_slice(customer.0.as_bytes());
    bytes.extend_from_slice(&until.as_micros().to_be_bytes());
    key.seal_bytes(ROUND_BINDING, bytes)
}

/// The path of the page.
pub(crate) fn path(token: &str) -> String {
    format!("{PREFIX}/{token}")
}

/// What a link says, if it is one of ours.
pub(crate) fn open(key: &CursorKey, token: &str) -> Option<Link> {
    open_survey(key, token).or_else(|| open_round(key, token))
}

fn open_survey(key: &CursorKey, token: &str) -> Option<Link> {
    let bytes = key.open_bytes(SURVEY_BINDING, token)?;
    let (id, rest) = bytes.split_at_checked(ID_BYTES)?;
    let (episode, expires_at) = rest.split_at_checked(EPISODE_BYTES)?;
    let to = Destination::Survey {
        id: SurveyId(Uuid::from_slice(id).ok()?),
        episode: u32::from_be_bytes(episode.try_into().ok()?),
    };
    Some(Link { to, expires_at: moment(expires_at)? })
}

fn open_round(key: &CursorKey, token: &str) -> Option<Link> {
    let bytes = key.open_bytes(ROUND_BINDING, token)?;
    let (id, rest) = bytes.split_at_checked(ID_BYTES)?;
    let (customer, expires_at) = rest.split_at_checked(ID_BYTES)?;
    let to = Destination::Round {
        id: SurveyRoundId(Uuid::from_slice(id).ok()?),
        customer: CustomerId(Uuid::from_slice(customer).ok()?),
    };
    Some(Link { to, expires_at: moment(expires_at)? })
}

fn moment(bytes: &[u8]) -> Option<Timestamp> {
    Some(Timestamp::from_micros(i64::from_be_bytes(bytes.try_into().ok()?)))
}
