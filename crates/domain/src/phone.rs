//! Phone numbers in one spelling, so that a caller is found again.

/// The longest number kept, in digits (E.164 allows 15).
pub const PHONE_DIGITS_MAX: usize = 20;

/// Digits only; without an international prefix of China (+86, 0086), which callers use or leave out at will. `None`
/// when nothing useful is left.
#[must_use]
pub fn normalise(phone: &str) -> Option<String> {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.strip_prefix("0086").unwrap_or(&digits);
    let national = match digits.strip_prefix("86") {
        Some(rest) if phone.trim_start().starts_with('+') => rest,
        _ => digits,
    };
    (national.len() >= 3 && national.len() <= PHONE_DIGITS_MAX).then(|| national.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_caller_has_one_spelling() {
        for spelling in ["13812345678", "+86 138-1234-5678", "0086 13812345678", "(138) 1234 5678"] {
            assert_eq!(normalise(spelling).as_deref(), Some("13812345678"), "{spelling}");
        }
        assert_eq!(normalise("0571-8812 3456").as_deref(), Some("057188123456"));
        assert_eq!(normalise("n/a"), None);
    }
}
