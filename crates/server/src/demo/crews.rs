//! The crews, and until when each of their vehicles is out.

use bihuan_domain::time::Timestamp;

/// Crew, the unit it works for, and how many vehicles it has.
const CREWS: &[(&str, &str, usize)] = &[
    ("repair-crew-1", "urban", 4),
    ("repair-crew-2", "urban", 4),
    ("repair-crew-3", "urban", 3),
    ("rural-station-1", "rural", 4),
    ("rural-station-2", "remote", 2),
    ("inspection-crew-1", "marketing", 2),
    ("charging-crew-1", "charging", 1),
    ("metering-crew-1", "metering", 2),
];

/// The crews of the company.
#[derive(Debug, Default)]
pub(super) struct Crews {
    vehicles: Vec<(&'static str, &'static str, Option<Timestamp>)>,
}

impl Crews {
    pub(super) fn new() -> Self {
        let vehicles = CREWS
            .iter()
            .flat_map(|(crew, serves, vehicles)| std::iter::repeat_n((*crew, *serves, None), *vehicles))
            .collect();
        Self { vehicles }
    }

    /// The crew whose vehicle is free first, of those that serve there.
    pub(super) fn first_free(&self, serves: &str) -> &'static str {
        let fits = self.vehicles.iter().filter(|(_, there, _)| *there == serves);
        fits.min_by_key(|(_, _, until)| *until).map_or("repair-crew-1", |(crew, _, _)| crew)
    }

    /// Sends a vehicle of the crew out for so many seconds, as soon as one is free; answers when it leaves.
    pub(super) fn send(&mut self, crew: &str, now: Timestamp, seconds: i64) -> Timestamp {
        let of_crew = self.vehicles.iter_mut().filter(|(name, _, _)| *name == crew);
        let Some((_, _, until)) = of_crew.min_by_key(|(_, _, until)| *until) else { return now };
        let leaves = until.map_or(now, |until| until.max(now));
        *until = Some(leaves.plus_seconds(seconds));
        leaves
    }
}

/// Who serves a work order that this unit holds, for a demand of this type and area.
pub(super) fn serving(holder: &str, service_type: Option<&str>, area: &'static str) -> &'static str {
    match (holder, service_type) {
        ("marketing", Some("service.charging")) => "charging",
        ("marketing", _) => "marketing",
        ("metering", _) => "metering",
        _ => area,
    }
}
