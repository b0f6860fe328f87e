//! Codes: the short names by which a policy bundle speaks of its own parts. Compared, stored and shown as they are;
//! never translated.

use std::borrow::Borrow;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The longest code, in bytes.
pub const CODE_BYTES_MAX: usize = 64;

/// Why a text is not a code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a code: use 1 to {CODE_BYTES_MAX} of a-z, 0-9, `-`, `_` and `.`, starting with a letter or digit"
)]
pub struct InvalidCode(pub String);

fn check(text: &str) -> Result<(), InvalidCode> {
    let first = text.bytes().next().is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    let rest = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_' | b'.'));
    if first && rest && text.len() <= CODE_BYTES_MAX {
        Ok(())
    } else {
        Err(InvalidCode(text.chars().take(CODE_BYTES_MAX).collect()))
    }
}

macro_rules! code_type {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The code as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidCode;
            fn try_from(text: String) -> Result<Self, InvalidCode> {
                check(&text)?;
                Ok(Self(text))
            }
        }

        impl std::str::FromStr for $name {
            type Err = InvalidCode;
            fn from_str(text: &str) -> Result<Self, InvalidCode> {
                Self::try_from(text.to_owned())
            }
        }

        impl From<$name> for String {
            fn from(code: $name) -> Self {
                code.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    )+};
}

code_type! {
    /// A policy bundle, such as `95598`.
    BundleCode,
    /// A business kind (业务类型), the first level of the catalogue, such as `fault`.
    KindCode,
    /// A node of the service catalogue, such as `fault.lv.line`.
    TypeCode,
    /// A grade of a kind, such as `major`.
    LevelCode,
    /// A class of area, such as `urban`.
    AreaCode,
    /// A unit of the organisation, such as `repair-crew-1`.
    UnitCode,
    /// A role, such as `agent`.
    RoleCode,
    /// A clock (时限), such as `arrive`.
    ClockCode,
    /// A business calendar.
    CalendarCode,
    /// A callback plan.
    PlanCode,
    /// A questionnaire.
    QuestionnaireCode,
    /// A question of a questionnaire.
    QuestionCode,
    /// A section of a questionnaire.
    SectionCode,
    /// A scale on which answers are measured, such as `satisfaction-4`.
    ScaleCode,
    /// A script (话术), or a part of one.
    ScriptCode,
    /// A phase of a call, such as `opening`.
    PhaseCode,
    /// A reason from a list of the bundle, such as `wrong-area`.
    ReasonCode,
    /// A channel by which a demand arrives, such as `phone`.
    ChannelCode,
    /// A dispatch route.
    RouteCode,
    /// A class of customer, such as `key`.
    SegmentCode,
    /// Something that is known of customers, such as `voltage-v`.
    AttributeCode,
    /// One of the values of such an attribute, such as `first`.
    ValueCode,
    /// A rule by which people are told something.
    NotificationCode,
    /// A milestone of the centre's own, such as `course-ended`.
    MarkCode,
    /// What a callback brought besides the answers, such as `rebooked`.
    OutcomeCode,
    /// A report.
    ReportCode,
    /// A post at the customer's, such as `chief-engineer`.
    PostCode,
    /// Something that every inspection looks at, such as `appearance`.
    ItemCode,
    /// Something that people do wrong, such as `copied-reply`.
    DefectCode,
    /// What an offence leads to, such as `dismissal-proposed`.
    ConsequenceCode,
    /// A plan by which ended tickets are inspected.
    InspectionPlanCode,
    /// A scheme by which people are assessed.
    SchemeCode,
    /// A figure by which people or units are measured.
    IndicatorCode,
    /// A rung of the ladder by which repeated and risky matters rise.
    LadderCode,
    /// A rule that says which demands are the same matter.
    MatterCode,
    /// What a signer of a report is asked for, such as `cause`.
    AskCode,
}

/// People are told of a rung under its own code.
impl From<LadderCode> for NotificationCode {
    fn from(code: LadderCode) -> Self {
        Self(code.0)
    }
}
