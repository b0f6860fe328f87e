use super::case::{Case, Engine};
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
