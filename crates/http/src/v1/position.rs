//! Places as clients give and see them.

use bihuan_domain::position::Position;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

/// A place, in degrees.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = Position)]
pub(crate) struct PositionBody {
    /// North of the equator.
    #[validate(range(min = -90.0, max = 90.0))]
    #[schema(minimum = -90, maximum = 90, example = 30.274_085)]
    latitude: f64,
    /// East of Greenwich.
    #[validate(range(min = -180.0, max = 180.0))]
    #[schema(minimum = -180, maximum = 180, example = 120.155_07)]
    longitude: f64,
}

impl PositionBody {
    /// The place; none for what was not validated.
    pub(crate) fn position(self) -> Option<Position> {
        Position::of_degrees(self.latitude, self.longitude)
    }
}

impl From<Position> for PositionBody {
    fn from(position: Position) -> Self {
        let (latitude, longitude) = position.degrees();
        Self { latitude, longitude }
    }
}
