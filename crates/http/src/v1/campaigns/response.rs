//! What clients see of campaigns and their members.

use bihuan_app::campaigns::{Count, Member, Progress, StoredCampaign};
use bihuan_domain::campaign::{Campaign, Standing};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::v1::schema::{Bilingual, MemberStandingName, Moment};

/// A list of customers to be called.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct CampaignResponse {
    /// Its id.
    id: Uuid,
    /// What people call it.
    name: String,
    /// What is to be said to the customers.
    description: String,
    /// The kind of its tickets.
    kind: String,
    /// Their type.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    service_type: Option<String>,
    /// How lists arrive.
    channel: String,
    /// The unit that calls.
    unit: String,
    /// When it was opened.
    opened_at: Moment,
    /// Since when nobody of it is called any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    closed_at: Option<Moment>,
    /// Counts its changes; what becomes of members is none.
    version: i64,
}

/// A campaign, and how far it has come. Rates are in percent, cut to hundredths; a rate of nothing is left out.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct CampaignProgressResponse {
    #[serde(flatten)]
    campaign: CampaignResponse,
    /// How many stand on its list.
    members: i64,
    /// How many of them were called: the denominator of all rates.
    called: i64,
    /// How many members each standing has; together they are all members.
    standings: Vec<StandingCount>,
    /// The share of those called that was reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    reached_rate: Option<f64>,
    /// What the calls brought, those of the plan first.
    outcomes: Vec<OutcomeCount>,
}

/// How many members have one standing.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CampaignStandingCount)]
pub(super) struct StandingCount {
    /// The standing.
    #[schema(value_type = MemberStandingName)]
    standing: &'static str,
    /// How many.
    count: i64,
}

/// How many calls brought one outcome.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CampaignOutcomeCount)]
pub(super) struct OutcomeCount {
    /// The code of the outcome.
    outcome: String,
    /// What people call it; left out for outcomes that the plan in force no longer knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<Bilingual>,
    /// How many.
    count: i64,
    /// The share of those called.
    #[serde(skip_serializing_if = "Option::is_none")]
    rate: Option<f64>,
}

/// Somebody on the list of a campaign.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CampaignMember)]
pub(super) struct MemberResponse {
    /// His name in the list.
    reference: String,
    /// The ticket that stands for him.
    ticket_id: Uuid,
    /// Its number.
    number: String,
    /// The customer, when known.
    #[serde(skip_serializing_if = "Option::is_none")]
    customer_id: Option<Uuid>,
    /// The unit that handed him in.
    handed_in_by: String,
    /// When.
    added_at: Moment,
    /// Whether he was called, or answered by himself.
    called: bool,
    /// What became of the call.
    #[schema(value_type = MemberStandingName)]
    standing: String,
    /// What it brought.
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<String>,
}

impl From<&StoredCampaign> for CampaignResponse {
    fn from(StoredCampaign { campaign, version }: &StoredCampaign) -> Self {
        let Campaign { id, name, description, kind, service_type, channel, unit, opened_at, closed_at, .. } =
            campaign.clone();
        Self {
            id: id.0,
            name,
            description,
            kind: kind.to_string(),
            service_type: service_type.map(|code| code.to_string()),
            channel: channel.to_string(),
            unit: unit.to_string(),
            opened_at: opened_at.into(),
            closed_at: closed_at.map(Moment),
            version: *version,
        }
    }
}

impl From<&Progress> for CampaignProgressResponse {
    fn from(Progress { stored, counts, outcomes }: &Progress) -> Self {
        let sum = |of: &dyn Fn(&Count) -> bool| -> i64 {
            counts.iter().filter(|count| of(count)).map(|count| count.members).sum()
        };
        let called = sum(&|count| count.called);
        let standing = |standing: &Standing| StandingCount {
            standing: standing.as_str(),
            count: sum(&|count| count.standing == standing.as_str()),
        };
        let outcome = |code: String, name: Option<Bilingual>| {
            let count = sum(&|count| count.outcome.as_deref() == Some(code.as_str()));
            OutcomeCount { outcome: code, name, count, rate: rate(count, called) }
        };
        let planned = outcomes.iter().map(|one| (one.code.to_string(), Some(Bilingual::from(one.name.clone()))));
        let known = |code: &String| outcomes.iter().any(|one| one.code.as_str() == code);
        let gone: std::collections::BTreeSet<String> =
            counts.iter().filter_map(|count| count.outcome.clone()).filter(|code| !known(code)).collect();
        let gone = gone.into_iter().map(|code| (code, None));
        Self {
            campaign: CampaignResponse::from(stored),
            members: sum(&|_| true),
            called,
            standings: Standing::ALL.iter().map(standing).collect(),
            reached_rate: rate(sum(&|count| count.standing == Standing::Reached.as_str()), called),
            outcomes: planned.chain(gone).map(|(code, name)| outcome(code, name)).collect(),
        }
    }
}

/// A share in percent, cut to hundredths; none of nothing.
fn rate(part: i64, whole: i64) -> Option<f64> {
    let basis_points = part.saturating_mul(10_000).checked_div(whole)?;
    Some(f64::from(i32::try_from(basis_points).unwrap_or(i32::MAX)) / 100.0)
}

impl From<&Member> for MemberResponse {
    fn from(member: &Member) -> Self {
        let Member { ticket, number, reference, customer, handed_in_by, added_at, called, standing, outcome } =
            member.clone();
        Self {
            reference,
            ticket_id: ticket.0,
            number,
            customer_id: customer.map(|customer| customer.0),
            handed_in_by,
            added_at: added_at.into(),
            called,
            standing,
            outcome,
        }
    }
}
