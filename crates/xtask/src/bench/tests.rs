use super::case::{Case, Engine};
use super::clock_options::ClockOptions;
use super::options::{Options, PAIRS_MIN};

#[test]
fn everything_is_measured_unless_something_is_chosen() {
    let all = Options::parse(&[]).unwrap();
    assert_eq!((all.engines, all.cases), (Engine::ALL.to_vec(), Case::ALL.to_vec()));
    assert_eq!((all.clients, all.pairs), (vec![1, 8, 32], PAIRS_MIN));
    let chosen = Options::parse(&["--engine", "sqlite", "--case", "create", "--clients", "32"]).unwrap();
    assert_eq!((chosen.engines, chosen.cases), (vec![Engine::Sqlite], vec![Case::Create]));
    assert_eq!(chosen.clients, [32]);
}

#[test]
fn a_quick_run_gives_way_to_what_is_said_explicitly() {
    let quick = Options::parse(&["--pairs", "7", "--quick"]).unwrap();
    assert_eq!((quick.pairs, quick.seconds), (7, 1));
}

#[test]
fn what_is_not_understood_is_named() {
    let refusal = |words: &[&str]| Options::parse(words).unwrap_err().to_string();
    assert!(refusal(&["--engine", "oracle"]).contains("`oracle` is none of postgres, sqlite"));
    assert!(refusal(&["--pairs", "0"]).contains("`0` is not a number from 1 to 100"));
    assert!(refusal(&["--seconds"]).contains("a value is missing behind `--seconds`"));
    assert!(refusal(&["--faster"]).contains("`--faster`"));
}

#[test]
fn a_million_clocks_are_armed_on_both_engines_unless_said_otherwise() {
    let all = ClockOptions::parse(&[]).unwrap();
    assert_eq!((all.engines, all.armed, all.due), (Engine::ALL.to_vec(), 1_000_000, 100_000));
    assert_eq!((all.window_seconds, all.nodes, all.distance_millis), (60, 1, 0));
    let quick = ClockOptions::parse(&["--quick", "--due", "7000", "--engine", "postgres", "--nodes", "2"]).unwrap();
    assert_eq!((quick.due, quick.nodes, quick.window_seconds), (7_000, 2, 10));
    assert!(quick.armed < all.armed);
}

#[test]
fn a_window_longer_than_the_time_to_the_first_alarm_and_two_nodes_on_a_file_are_refused() {
    let refusal = |words: &[&str]| ClockOptions::parse(words).unwrap_err().to_string();
    assert!(refusal(&["--window-seconds", "61"]).contains("`61` is not a number from 1 to 60"));
    assert!(refusal(&["--nodes", "2"]).contains("a SQLite file is for one node"));
    assert!(refusal(&["--case", "create"]).contains("`--case` is not understood by bench clocks"));
}
