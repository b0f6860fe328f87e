//! Putting what shares a key together.

use std::collections::HashMap;

/// For each of several things, known under these keys, the place of the first thing it belongs together with: two belong
/// together when they share a key, or both belong with a third. What is known under no key belongs with nothing.
#[must_use]
pub fn together(keys: &[Vec<String>]) -> Vec<usize> {
    let mut leads: Vec<usize> = (0..keys.len()).collect();
    let mut first_with: HashMap<&str, usize> = HashMap::new();
    for (place, keys) in keys.iter().enumerate() {
        for key in keys {
            let other = *first_with.entry(key).or_insert(place);
            let (one, other) = (lead_of(&leads, place), lead_of(&leads, other));
            // The earlier leads.
            if let Some(lead) = leads.get_mut(one.max(other)) {
                *lead = one.min(other);
            }
        }
    }
    (0..keys.len()).map(|place| lead_of(&leads, place)).collect()
}

/// Follows who leads whom to the one who leads himself.
fn lead_of(leads: &[usize], place: usize) -> usize {
    let mut place = place;
    while let Some(lead) = leads.get(place).filter(|lead| **lead != place) {
        place = *lead;
    }
    place
}

#[cfg(test)]
mod tests {
    use super::together;

    #[test]
    fn what_shares_a_key_with_a_third_belongs_together_and_what_has_none_is_alone() {
        let keys = |all: &[&str]| all.iter().map(ToString::to_string).collect::<Vec<_>>();
        let known = [keys(&["a"]), keys(&["b"]), keys(&[]), keys(&["c", "b"]), keys(&["a", "c"]), keys(&["d"])];
        assert_eq!(together(&known), [0, 0, 2, 0, 0, 5]);
    }
}
