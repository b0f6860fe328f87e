//! Scripts (话术): what is said now, in the order in which it is said.

use bihuan_domain::code::{KindCode, PhaseCode, PlanCode, ScriptCode, TypeCode};
use bihuan_domain::permission::Permission;
use bihuan_domain::policy::PolicyVersion;
use bihuan_domain::policy::applies_to::Traits;
use bihuan_domain::policy::scripts::{FILLED_IN, Script, Wanted, placeholders};
use bihuan_domain::policy::vocabulary::Text;
use bihuan_domain::time::Timestamp;

use crate::App;
use crate::caller::Caller;
use crate::error::Error;

/// Which scripts; what is left out does not matter.
#[derive(Debug, Clone, Default)]
pub struct ScriptFilter {
    /// Of this phase.
    pub phase: Option<PhaseCode>,
    /// For demands of this kind.
    pub kind: Option<KindCode>,
    /// For demands of this type; its kind follows from it.
    pub service_type: Option<TypeCode>,
    /// For calls of this plan.
    pub plan: Option<PlanCode>,
    /// As said at this moment; now when left out.
    pub at: Option<Timestamp>,
}

/// A script as it is said at one moment by one person.
#[derive(Debug, Clone)]
pub struct SpokenScript {
    /// The script.
    pub script: Script,
    /// The version of the policy it stands in.
    pub version: PolicyVersion,
    /// Its parts as they are said.
    pub parts: Vec<SpokenPart>,
}

/// A part as it is said.
#[derive(Debug, Clone)]
pub struct SpokenPart {
    /// Its code.
    pub code: ScriptCode,
    /// Whether the words are fixed.
    pub locked: bool,
    /// The words.
    pub text: Text,
    /// What whoever speaks still puts in.
    pub placeholders: Vec<String>,
}

/// Where a script stands among those of a call.
pub type ScriptPosition = (u16, String);

/// The scripts of the policy in force behind `after`, at most `limit`.
///
/// # Errors
/// Forbidden, or an unknown type.
pub fn list(
    app: &App,
    caller: &Caller,
    filter: &ScriptFilter,
    after: Option<&ScriptPosition>,
    limit: i64,
) -> Result<Vec<SpokenScript>, Error> {
    caller.principal.require(Permission::PolicyRead)?;
    let policy = app.directory.current_policy()?;
    let known = |code| policy.service_type(code).ok_or_else(|| Error::invalid("/query/type", "unknown"));
    let of_type = filter.service_type.as_ref().map(known).transpose()?;
    let kind = of_type.map(|of_type| &of_type.kind).or(filter.kind.as_ref());
    let traits = kind.map(|kind| Traits::of_kind(kind, filter.service_type.as_ref()));
    let wanted = Wanted { phase: filter.phase.as_ref(), demand: traits.as_ref(), plan: filter.plan.as_ref() };
    let (at, brand) = (filter.at.unwrap_or_else(|| app.clock.now()), &policy.bundle().bundle.title);
    let behind = |script: &&Script| after.is_none_or(|after| (script.step, script.code.as_str()) > (after.0, &after.1));
    let said = |script: &Script| {
        let parts = script.parts.iter().filter_map(|part| {
            let text = filled(policy.wording(part, at)?, &caller.principal.name, brand);
            let open = placeholders(&text.zh).chain(placeholders(&text.en)).filter(|name| !FILLED_IN.contains(name));
            let mut placeholders: Vec<String> = open.map(str::to_owned).collect();
            placeholders.sort_unstable();
            placeholders.dedup();
            Some(SpokenPart { code: part.code.clone(), locked: part.locked, text, placeholders })
        });
        SpokenScript { parts: parts.collect(), script: script.clone(), version: policy.version() }
    };
    Ok(policy
        .scripts(&wanted)
        .into_iter()
        .filter(behind)
        .take(usize::try_from(limit).unwrap_or_default())
        .map(said)
        .collect())
}

fn filled(text: &Text, agent: &str, brand: &Text) -> Text {
    let fill = |words: &str, brand: &str| words.replace("{brand}", brand).replace("{agent}", agent);
    Text { zh: fill(&text.zh, &brand.zh), en: fill(&text.en, &brand.en) }
}
