use super::rounds::median;
use super::target::Target;

#[test]
fn the_median_of_an_even_number_lies_between_the_middle_two() {
    assert_eq!(median([3.0, 1.0, 2.0]), Some(2.0));
    assert_eq!(median([4.0, 1.0, 2.0, 3.0]), Some(2.5));
    assert_eq!(median([]), None);
}

#[test]
fn a_target_counts_only_when_all_pairs_agree() {
    let target = Target::AtLeast(0.8);
    assert!(target.judge(&[0.8, 0.9, 0.9, 0.9, 1.0]).starts_with("reached: 0.90"));
    assert!(target.judge(&[0.5, 0.6, 0.7, 0.7, 0.7]).starts_with("MISSED: 0.70"));
    let mixed = target.judge(&[0.7, 0.7, 0.75, 0.9, 0.9]);
    assert!(mixed.starts_with("MISSED by the median: 0.75") && mixed.ends_with("2 of 5 pairs hold"), "{mixed}");
    assert!(target.judge(&[0.9]).ends_with("(too few pairs to count)"));
    assert!(Target::AtMost(3.0).judge(&[1.0, 1.0, 1.0, 1.0, 1.0]).starts_with("reached"));
}
