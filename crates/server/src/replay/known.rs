//! Whether the codes of a row are in the bundle.

use bihuan_domain::code::{AreaCode, ChannelCode, KindCode, TypeCode};
use bihuan_domain::policy::Policy;

use super::mapping::Mapping;
use super::template::Template;

/// The longest region, in characters.
const REGION_CHARS_MAX: usize = 32;

/// What a row is, in the codes of the bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Codes {
    /// The business kind.
    pub(crate) kind: KindCode,
    /// The type below it.
    pub(crate) service_type: Option<TypeCode>,
    /// The channel.
    pub(crate) channel: ChannelCode,
    /// The class of area.
    pub(crate) area: Option<AreaCode>,
    /// The region; bundles have no list of them.
    pub(crate) region: Option<String>,
}

/// The codes of a row.
///
/// # Errors
/// Which value is missing or unknown to the bundle.
pub(super) fn codes<'a>(
    mapping: &Mapping,
    policy: &Policy,
    value: impl Fn(&str) -> &'a str + Copy,
) -> Result<Codes, String> {
    let bundle = policy.bundle().bundle.code.as_str();
    let fill = |template: &Template| template.code(value, &mapping.values);
    let unknown = |what: &str, code: &str, template: &Template| {
        let values: Vec<String> =
            template.columns().map(|column| format!("{column} = `{}`", value(column).trim())).collect();
        format!("the {what} `{code}` ({}) is not in the bundle {bundle}", values.join(", "))
    };
    let missing = |what: &str, template: &Template| {
        let columns: Vec<&str> = template.columns().collect();
        format!("the {what} is missing (column {})", columns.join(", "))
    };
    let templates = &mapping.codes;

    let code = fill(&templates.kind).ok_or_else(|| missing("kind", &templates.kind))?;
    let kind = code.parse().ok().filter(|kind: &KindCode| policy.kind(kind).is_some());
    let kind = kind.ok_or_else(|| unknown("kind", &code, &templates.kind))?;

    let code = fill(&templates.channel).ok_or_else(|| missing("channel", &templates.channel))?;
    let channel = code.parse().ok().filter(|channel: &ChannelCode| policy.channel(channel).is_some());
    let channel = channel.ok_or_else(|| unknown("channel", &code, &templates.channel))?;

    let of_kind = |code: &TypeCode| policy.service_type(code).is_some_and(|node| node.kind == kind);
    let service_type = match templates.service_type.as_ref().map(|template| (template, fill(template))) {
        Some((template, Some(code))) => {
            Some(code.parse().ok().filter(of_kind).ok_or_else(|| unknown("type", &code, template))?)
        }
        _ => None,
    };
    let is_area = |code: &AreaCode| policy.area(code).is_some();
    let area = match templates.area.as_ref().map(|template| (template, fill(template))) {
        Some((template, Some(code))) => {
            Some(code.parse().ok().filter(is_area).ok_or_else(|| unknown("area", &code, template))?)
        }
        _ => None,
    };
    let region = templates.region.as_ref().and_then(fill);
    if let Some(region) = region.as_ref().filter(|region| region.chars().count() > REGION_CHARS_MAX) {
        return Err(format!("the region `{region}` has more than {REGION_CHARS_MAX} characters"));
    }
    Ok(Codes { kind, service_type, channel, area, region })
}
