//! What a ticket is about, as far as rules look at it.

use serde::{Deserialize, Serialize};

use crate::code::{AreaCode, KindCode, LevelCode, TypeCode};
use crate::time::Timestamp;

use super::Demand;

/// What a ticket is about, as far as rules look at it and people may correct it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Classification {
    /// Business kind.
    pub kind: KindCode,
    /// Node of the catalogue.
    pub service_type: Option<TypeCode>,
    /// Grade.
    pub level: Option<LevelCode>,
    /// Class of area.
    pub area: AreaCode,
    /// The moment promised to the customer.
    pub target_at: Option<Timestamp>,
}

impl Classification {
    /// That of a demand.
    #[must_use]
    pub fn of(demand: &Demand) -> Self {
        Self {
            kind: demand.kind.clone(),
            service_type: demand.service_type.clone(),
            level: demand.level.clone(),
            area: demand.area.clone(),
            target_at: demand.target_at,
        }
    }

    /// Makes it that of a demand.
    pub fn stamp(&self, demand: &mut Demand) {
        demand.kind = self.kind.clone();
        demand.service_type = self.service_type.clone();
        demand.level = self.level.clone();
        demand.area = self.area.clone();
        demand.target_at = self.target_at;
    }

    /// Whether both have the same place in the catalogue.
    #[must_use]
    pub fn same_type(&self, other: &Self) -> bool {
        self.kind == other.kind && self.service_type == other.service_type
    }
}
