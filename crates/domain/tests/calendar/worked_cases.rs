//! The cases that were worked out by two other methods.

use bihuan_domain::calendar::Pause;
use bihuan_domain::policy::clocks::Unit;

use crate::fixtures::{amount, at, elapsed, shipped};

#[test]
fn the_220_worked_cases_come_out_as_on_paper() {
    let calendar = shipped("cn-office");
    let mut cases = 0;
    for line in include_str!("../data/working-time.csv").lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split(',').collect();
        match fields[0] {
            "elapsed" => {
                let seconds: i64 = fields[3].parse().unwrap();
                assert_eq!(elapsed(&calendar, at(fields[1]), at(fields[2])), seconds, "{line}");
            }
            "deadline" | "pause" => {
                let pauses = fields.get(4).into_iter().flat_map(|pauses| pauses.split(';'));
                let pauses: Vec<Pause> = pauses
                    .filter_map(|pause| pause.split_once('/'))
                    .map(|(from, to)| Pause { from: at(from), to: Some(at(to)) })
                    .collect();
                let minutes = fields[2].parse().unwrap();
                let budget = calendar.budget(at(fields[1]), &amount(minutes, Unit::WorkingMinutes));
                assert_eq!(calendar.run_out(&budget, &pauses), Some(at(fields[3])), "{line}");
            }
            other => panic!("unknown case {other}"),
        }
        cases += 1;
    }
    assert_eq!(cases, 220);
}
