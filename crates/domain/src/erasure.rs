//! Erasing (擦除) what names a customer, and keeping what statistics count.
//!
//! Documents are erased by the names of their members, not by their types: a member that some later event has beside the
//! known ones must not be forgotten because nobody thought of it here. Where a member may hold a code as well as a text,
//! codes stay, because they are what is counted.

use serde_json::Value;

/// What stands where a text was. A code itself, so that it can stand wherever a code can.
pub const ERASED: &str = "erased";
/// More digits than this in a row may be a telephone or account number.
const DIGITS_MAX: usize = 4;

/// Members that name a customer: gone altogether.
const IDENTIFYING: &[&str] = &["phone", "address", "account", "position"];
/// Members that people write freely into.
const WRITTEN: &[&str] = &[
    "topic",
    "description",
    "note",
    "text",
    "measure",
    "reason",
    "proof",
    "opinion",
    "quote",
    "evidence",
    "source",
    "reply",
    "remarks",
    "raw",
    "documents",
    "reference",
];
/// Members whose own members are answers by question.
const ANSWERS: &str = "answers";

/// Erases a document in place; answers whether anything was there to erase.
pub fn erase(document: &mut Value) -> bool {
    match document {
        Value::Array(items) => items.iter_mut().fold(false, |any, item| erase(item) | any),
        Value::Object(members) => {
            let name = members.get("name").and_then(Value::as_str);
            let corrected = matches!(name, Some("number_corrected" | "address_corrected"));
            let mut any = false;
            for (name, member) in members.iter_mut() {
                any |= match name.as_str() {
                    "contact" => contact(member),
                    name if IDENTIFYING.contains(&name) => forget(member),
                    "from" | "to" if corrected => overwrite(member),
                    ANSWERS => answers(member),
                    name if WRITTEN.contains(&name) => written(member),
                    _ => erase(member),
                };
            }
            any
        }
        _ => false,
    }
}

/// Erases an entry of the log about a customer himself: what was put right in his file, what was known of him, and what he said.
pub fn erase_of_customer(entry: &mut Value) -> bool {
    let details = entry.get_mut("event").and_then(Value::as_object_mut);
    let sides = details.into_iter().flat_map(|details| details.iter_mut());
    let sides = sides.filter(|(name, _)| matches!(name.as_str(), "from" | "to"));
    sides.fold(false, |any, (_, side)| overwrite(side) | attributes(side) | any) | erase(entry)
}

/// What was known of a customer: nothing of it stays but the class that he was said to be of.
fn attributes(side: &mut Value) -> bool {
    let known = side.get_mut("attributes").and_then(Value::as_object_mut);
    known.is_some_and(|known| !std::mem::take(known).is_empty())
}

fn forget(member: &mut Value) -> bool {
    let there = !member.is_null();
    *member = Value::Null;
    there
}

fn overwrite(member: &mut Value) -> bool {
    match member {
        Value::String(text) if text != ERASED => {
            ERASED.clone_into(text);
            true
        }
        _ => false,
    }
}

/// Whom to contact: nothing of it stays.
fn contact(member: &mut Value) -> bool {
    match member {
        Value::Object(members) => {
            let mut any = false;
            for (name, part) in members.iter_mut() {
                any |= match name.as_str() {
                    "hours" => part.as_array_mut().is_some_and(|hours| !std::mem::take(hours).is_empty()),
                    _ => forget(part),
                };
            }
            any
        }
        Value::String(_) => overwrite(member),
        _ => false,
    }
}

fn answers(member: &mut Value) -> bool {
    match member {
        Value::Object(members) => members.values_mut().fold(false, |any, answer| written(answer) | any),
        other => erase(other),
    }
}

/// A text goes; a code, a short number or a scale stays.
fn written(member: &mut Value) -> bool {
    match member {
        Value::String(text) if is_counted(text) => false,
        Value::String(_) => overwrite(member),
        Value::Array(items) => items.iter_mut().fold(false, |any, item| written(item) | any),
        other => erase(other),
    }
}

fn is_counted(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_' | b'.');
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    text.bytes().all(plain) && digits <= DIGITS_MAX
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{erase, erase_of_customer};

    #[test]
    fn what_names_the_customer_goes_and_what_is_counted_stays() {
        let mut ticket = json!({
            "number": "2606010000017", "stage": "archived",
            "demand": {
                "kind": "fault", "region": "330106", "topic": "no light", "description": "王女士 says so",
                "contact": {"name": "王女士", "phone": "138 1234 5678", "address": "和平路1号", "hours": [{}]}
            }
        });
        assert!(erase(&mut ticket));
        assert_eq!(
            ticket,
            json!({
                "number": "2606010000017", "stage": "archived",
                "demand": {
                    "kind": "fault", "region": "330106", "topic": "erased", "description": "erased",
                    "contact": {"name": null, "phone": null, "address": null, "hours": []}
                }
            })
        );
        assert!(!erase(&mut ticket), "there is nothing left");
    }

    #[test]
    fn answers_that_are_codes_and_reasons_from_lists_stay_readable() {
        let mut event = json!({"event": {
            "name": "answered", "reason": "wrong-area", "note": "call 13812345678",
            "answers": {"solved": "yes", "grade": "10", "remarks": "dark again", "number": "13812345678"}
        }});
        assert!(erase(&mut event));
        assert_eq!(
            event["event"]["answers"],
            json!({
                "solved": "yes", "grade": "10", "remarks": "erased", "number": "erased"
            })
        );
        assert_eq!((&event["event"]["reason"], &event["event"]["note"]), (&json!("wrong-area"), &json!("erased")));
    }

    #[test]
    fn both_numbers_of_a_correction_go() {
        let mut event = json!({"event": {"name": "number_corrected", "from": "13800000000", "to": "13900000000"}});
        assert!(erase(&mut event));
        assert_eq!((&event["event"]["from"], &event["event"]["to"]), (&json!("erased"), &json!("erased")));
    }

    #[test]
    fn what_was_put_right_in_the_file_of_a_customer_goes_with_him() {
        let mut entry = json!({
            "subject": "customer", "event": {"from": "和平路1号", "to": "胜利路2号", "source": "newsletter"}
        });
        assert!(erase_of_customer(&mut entry));
        let gone = json!({"from": "erased", "to": "erased", "source": "newsletter"});
        assert_eq!(entry, json!({"subject": "customer", "event": gone}));
        assert!(!erase_of_customer(&mut entry), "there is nothing left");
    }

    #[test]
    fn what_was_known_of_a_customer_goes_with_him_and_the_class_he_was_said_to_be_of_stays() {
        let mut entry = json!({"subject": "customer", "event": {
            "from": {"segment": null, "attributes": {}}, "to": {"segment": "key", "attributes": {"voltage-v": 10000}}
        }});
        assert!(erase_of_customer(&mut entry));
        assert_eq!(entry["event"]["to"], json!({"segment": "key", "attributes": {}}));
        assert!(!erase_of_customer(&mut entry), "there is nothing left");
    }
}
