//! Who answered a survey, and how.

use serde::{Deserialize, Serialize};

use crate::id::UserId;
use crate::policy::questionnaires::SelfService;

/// Who answered a survey, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Respondent {
    /// The customer, asked by somebody who wrote the answers down.
    CallbackAgent {
        /// Who asked.
        user: UserId,
    },
    /// The customer himself.
    Customer {
        /// By which way.
        way: Way,
    },
}

/// A way in which customers answer by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Through a signed link to a page.
    Link,
    /// By replies to text messages.
    Sms,
    /// By keys pressed on the phone.
    Keypad,
}

impl Way {
    /// The name as stored and shown.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Sms => "sms",
            Self::Keypad => "keypad",
        }
    }

    /// Whether the questionnaire lets customers answer so.
    #[must_use]
    pub const fn is_open(self, own: &SelfService) -> bool {
        match self {
            Self::Link => own.link,
            Self::Sms => own.sms,
            Self::Keypad => own.keypad,
        }
    }
}

impl Respondent {
    /// By which channel the answers came: `callback`, `link`, `sms` or `keypad`.
    #[must_use]
    pub const fn channel(self) -> &'static str {
        match self {
            Self::CallbackAgent { .. } => "callback",
            Self::Customer { way } => way.as_str(),
        }
    }
}
