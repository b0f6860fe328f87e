//! What of facts can be added up.

macro_rules! amounts {
    ($($(#[$doc:meta])* $name:ident = $text:literal),+ $(,)?) => {
        /// Something that can be added up: counts, and seconds.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Amount {
            $($(#[$doc])* $name),+
        }

        impl Amount {
            /// All amounts.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The name of its column.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }
        }
    };
}

amounts! {
    /// How often the customer pressed.
    Urges = "urges",
    /// How many tickets about the same matter came within the window before.
    Earlier = "earlier",
    /// Seconds from opening to the end.
    OpenSeconds = "open_seconds",
    /// Seconds from dispatch to receipt by the present holder.
    ReceiveSeconds = "receive_seconds",
    /// Seconds from dispatch to arrival.
    ArriveSeconds = "arrive_seconds",
    /// Seconds from dispatch to restoration.
    RestoreSeconds = "restore_seconds",
    /// Seconds from dispatch to the last reply.
    ReplySeconds = "reply_seconds",
    /// How often the work order was returned.
    Returns = "returns",
    /// How often the customer was tried.
    Attempts = "attempts",
    /// How much effort it took the customer, on the scale of the questionnaire.
    Effort = "effort",
    /// How satisfied the customer is, on the scale that the policy names for the index.
    Score = "score",
    /// How many units had work orders of the ticket that were not called off.
    Units = "units",
    /// Seconds in the hands of whoever took the demand, of a ticket that ended. This and the next eight are absent where the
    /// ticket never was.
    IntakeSeconds = "intake_seconds",
    /// Seconds in which nobody had sent it out.
    QueueSeconds = "queue_seconds",
    /// Seconds in the hands of units, before a crew departed or at their desks.
    UnitSeconds = "unit_seconds",
    /// Seconds of crews on their way.
    TravelSeconds = "travel_seconds",
    /// Seconds of crews at work.
    WorkSeconds = "work_seconds",
    /// Seconds in which only the customer could go on.
    CustomerSeconds = "customer_seconds",
    /// Seconds of approved suspensions.
    PauseSeconds = "pause_seconds",
    /// Seconds in which replies were reviewed, or the end was waited for.
    ReviewSeconds = "review_seconds",
    /// Seconds in which the customer was to be called.
    CallbackSeconds = "callback_seconds",
}

/// How many there are.
const COUNT: usize = Amount::ALL.len();

/// The amounts of a fact; those that do not apply are absent, which is not zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amounts([Option<i64>; COUNT]);

impl Amounts {
    /// One amount, if it applies.
    #[must_use]
    pub const fn get(&self, amount: Amount) -> Option<i64> {
        self.0[amount as usize]
    }

    /// The same with this amount.
    #[must_use]
    pub const fn with(mut self, amount: Amount, value: Option<i64>) -> Self {
        self.0[amount as usize] = value;
        self
    }

    pub(super) fn set(&mut self, amount: Amount, value: Option<i64>) {
        *self = self.with(amount, value);
    }
}
