//! Ticket numbers: read aloud on the phone, so one wrong digit must be noticed.

use jiff::civil::Date;

use crate::policy::bundle::Numbering;

/// The number of the `serial`-th ticket of a day: prefix, yymmdd, serial, Luhn check digit. A serial longer than the
/// policy's digits is written in full, so numbers stay unique on a day nobody planned for.
#[must_use]
pub fn ticket_number(numbering: &Numbering, date: Date, serial: u64) -> String {
    let body = format!(
        "{}{:02}{:02}{:02}{:0width$}",
        numbering.prefix,
        date.year().rem_euclid(100),
        date.month(),
        date.day(),
        serial,
        width = usize::from(numbering.digits),
    );
    let check = check_digit(&body);
    format!("{body}{check}")
}

/// Whether the last digit fits the others. Only digits are looked at.
#[must_use]
pub fn is_valid(number: &str) -> bool {
    match number.split_at_checked(number.len().saturating_sub(1)) {
        Some((body, last)) if !body.is_empty() => last == check_digit(body).to_string(),
        _ => false,
    }
}

fn check_digit(body: &str) -> u32 {
    let sum: u32 = body
        .chars()
        .rev()
        .filter_map(|c| c.to_digit(10))
        .enumerate()
        .map(|(place, digit)| {
            let doubled = if place % 2 == 0 { digit * 2 } else { digit };
            if doubled > 9 { doubled - 9 } else { doubled }
        })
        .sum();
    (10 - sum % 10) % 10
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbering() -> Numbering {
        Numbering { prefix: String::new(), digits: 6 }
    }

    #[test]
    fn a_number_holds_date_serial_and_check_digit() {
        let date = jiff::civil::date(2025, 11, 22);
        assert_eq!(ticket_number(&numbering(), date, 123), "2511220001238");
    }

    #[test]
    fn every_single_wrong_digit_is_noticed() {
        let number = ticket_number(&numbering(), jiff::civil::date(2026, 2, 3), 4_711);
        assert!(is_valid(&number));
        for place in 0..number.len() {
            for wrong in b'0'..=b'9' {
                let mut digits = number.clone().into_bytes();
                if digits[place] != wrong {
                    digits[place] = wrong;
                    assert!(!is_valid(std::str::from_utf8(&digits).unwrap()));
                }
            }
        }
    }

    #[test]
    fn a_serial_beyond_the_planned_digits_stays_unique() {
        let date = jiff::civil::date(2025, 11, 22);
        let long = ticket_number(&Numbering { prefix: "9".into(), digits: 4 }, date, 123_456);
        assert!(long.starts_with("9251122123456") && is_valid(&long));
    }
}
