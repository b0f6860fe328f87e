//! Places on the earth.

use serde::{Deserialize, Serialize};

/// A place, in millionths of a degree: the last digit is a tenth of a metre.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Position {
    /// North of the equator, -90 to 90 degrees.
    pub latitude: i32,
    /// East of Greenwich, -180 to 180 degrees.
    pub longitude: i32,
}

/// Parts of a degree.
const PARTS: f64 = 1_000_000.0;
/// The mean radius of the earth.
const EARTH_METRES: f64 = 6_371_000.0;
const LATITUDE_MAX: f64 = 90.0;
const LONGITUDE_MAX: f64 = 180.0;

impl Position {
    /// The place at these degrees; none beyond the poles or the other side.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "both are bounded by 180 millions")]
    pub fn of_degrees(latitude: f64, longitude: f64) -> Option<Self> {
        let fits = latitude.abs() <= LATITUDE_MAX && longitude.abs() <= LONGITUDE_MAX;
        let parts = |degrees: f64| (degrees * PARTS).round() as i32;
        fits.then(|| Self { latitude: parts(latitude), longitude: parts(longitude) })
    }

    /// Latitude and longitude in degrees.
    #[must_use]
    pub fn degrees(self) -> (f64, f64) {
        (f64::from(self.latitude) / PARTS, f64::from(self.longitude) / PARTS)
    }

    /// How far it is to another place, along the surface (haversine).
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "no two places are more than 20 000 km apart")]
    pub fn metres_to(self, other: Self) -> i64 {
        let ((lat, lon), (other_lat, other_lon)) = (self.degrees(), other.degrees());
        let half = |from: f64, to: f64| ((to - from).to_radians() / 2.0).sin().powi(2);
        let squared =
            half(lat, other_lat) + lat.to_radians().cos() * other_lat.to_radians().cos() * half(lon, other_lon);
        (2.0 * EARTH_METRES * squared.sqrt().min(1.0).asin()).round() as i64
    }
}
