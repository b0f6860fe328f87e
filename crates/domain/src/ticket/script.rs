//! Scripts (话术) that were followed: the steps that whoever spoke with the customer ticks.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::case::{CaseEvent, Context};
use crate::code::ScriptCode;
use crate::policy::PolicyVersion;
use crate::refusal::{Refusal, RefusalCode};
use crate::time::Timestamp;

use super::{Ticket, TicketEvent};

/// A script that was followed, in the words of one version of the policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowedScript {
    /// Which.
    pub script: ScriptCode,
    /// The version of the policy in force then, in whose words it was read.
    pub version: PolicyVersion,
    /// Its parts that were said.
    pub parts: BTreeSet<ScriptCode>,
    /// When the first of them was ticked.
    pub at: Timestamp,
}

/// Ticks parts of a script as it reads now: scripts change without the tickets that are open.
pub(super) fn follow(
    script: &ScriptCode,
    parts: &BTreeSet<ScriptCode>,
    context: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    let found = context.current.bundle().scripts.iter().find(|one| one.code == *script);
    let found = found.ok_or_else(|| Refusal::new(RefusalCode::NotInPlan).with("script", script))?;
    if let Some(part) = parts.iter().find(|part| !found.parts.iter().any(|one| one.code == **part)) {
        return Err(Refusal::new(RefusalCode::NotInPlan).with("part", part));
    }
    let (script, parts, version) = (script.clone(), parts.clone(), context.current.version());
    Ok(vec![TicketEvent::ScriptFollowed { script, parts, version }.into()])
}

/// Notes what was ticked, with what was ticked of the same words before.
pub(super) fn note(
    ticket: &mut Ticket,
    (script, version): (&ScriptCode, PolicyVersion),
    parts: &BTreeSet<ScriptCode>,
    at: Timestamp,
) {
    let known = ticket.scripts.iter_mut().find(|one| one.script == *script && one.version == version);
    match known {
        Some(followed) => followed.parts.extend(parts.iter().cloned()),
        None => {
            let (script, parts) = (script.clone(), parts.clone());
            ticket.scripts.push(FollowedScript { script, version, parts, at });
        }
    }
}
