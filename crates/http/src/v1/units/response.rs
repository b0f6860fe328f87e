//! A unit as clients see it.

use bihuan_domain::organisation::Unit;
use bihuan_domain::policy::organisation::UnitFunction;
use bihuan_domain::policy::vocabulary::Text;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A unit of the organisation.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct UnitResponse {
    /// Its code.
    code: String,
    /// The unit above; only the root has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<String>,
    /// What people call it.
    name: UnitName,
    /// What it does in the loop.
    function: Function,
    /// Its own business calendar; without one it has that of the nearest unit above.
    #[serde(skip_serializing_if = "Option::is_none")]
    calendar: Option<String>,
    /// The codes from the root to here, each followed by `/`.
    path: String,
}

/// A name in the two languages of the service.
#[derive(Serialize, ToSchema)]
pub(super) struct UnitName {
    /// Chinese.
    zh: String,
    /// English.
    en: String,
}

/// What a unit does in the loop.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = UnitFunction)]
pub(super) enum Function {
    /// Holds other units together.
    Group,
    /// Takes calls, dispatches and calls back (座席).
    Centre,
    /// Handles work orders (承办部门).
    Department,
    /// Goes out (班组).
    Crew,
}

impl From<Unit> for UnitResponse {
    fn from(unit: Unit) -> Self {
        Self {
            code: unit.code.into(),
            parent: unit.parent.map(Into::into),
            name: unit.name.into(),
            function: unit.function.into(),
            calendar: unit.calendar.map(Into::into),
            path: unit.path,
        }
    }
}

impl From<Text> for UnitName {
    fn from(text: Text) -> Self {
        Self { zh: text.zh, en: text.en }
    }
}

impl From<UnitFunction> for Function {
    fn from(function: UnitFunction) -> Self {
        match function {
            UnitFunction::Group => Self::Group,
            UnitFunction::Centre => Self::Centre,
            UnitFunction::Department => Self::Department,
            UnitFunction::Crew => Self::Crew,
        }
    }
}

impl From<Function> for UnitFunction {
    fn from(function: Function) -> Self {
        match function {
            Function::Group => Self::Group,
            Function::Centre => Self::Centre,
            Function::Department => Self::Department,
            Function::Crew => Self::Crew,
        }
    }
}
