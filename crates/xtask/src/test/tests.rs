use super::Options;

#[test]
fn everything_is_tested_unless_a_package_is_named() {
    let all = Options::parse(&["--", "clock", "--", "--nocapture"]).unwrap();
    assert_eq!(
        all.test_arguments(),
        ["test", "--workspace", "--features", "xtask/bench", "clock", "--", "--nocapture"]
    );
    let one = Options::parse(&["--fast", "--", "-p", "xtask"]).unwrap();
    assert!(one.fast);
    assert_eq!(one.test_arguments(), ["test", "-p", "xtask"]);
}

#[test]
fn an_argument_before_the_dashes_is_refused() {
    let refusal = Options::parse(&["-p", "xtask"]).unwrap_err().to_string();
    assert!(refusal.contains("`-p` is not understood"), "{refusal}");
}
