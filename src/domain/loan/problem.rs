//! What is wrong with a loan as written, or missing from it; all problems at once.

use crate::domain::calendar::NotDate;
use crate::domain::coded::{Args, Coded, Kind, args};
use crate::domain::money::NotMoney;

/// One problem of a loan as written. It names the member and never repeats what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoanProblem {
    /// Stable kebab-case code; words under `errors.<code>` in the texts.
    pub code: &'static str,
    /// The member's path (`repayments.0.amount`); empty for the object as a whole.
    pub member: String,
    /// Values for the words, `member` among them.
    pub args: Args,
}

/// Every code a [`LoanProblem`] can carry.
pub const CODES: &[&str] = &[
    "missing-member",
    "unknown-member",
    "repeated-member",
    "not-readable",
    "too-long",
    "not-members",
    "not-a-list",
    "not-a-string",
    "not-a-boolean",
    "not-an-integer",
    "empty-text",
    "bad-money",
    "too-many-decimals",
    "negative-amount",
    "amount-too-large",
    "amount-not-positive",
    "bad-date",
    "impossible-date",
    "date-out-of-range",
    "date-after-as-of",
    "bad-rate",
    "rate-twice",
    "bad-choice",
    "out-of-order",
    "count-out-of-range",
    "not-together",
    "received-above-contract",
    "nothing-received",
];

impl LoanProblem {
    /// A problem of one member.
    pub fn new(code: &'static str, member: impl Into<String>) -> LoanProblem {
        let member = member.into();
        LoanProblem {
            code,
            args: args([("member", member.clone())]),
            member,
        }
    }

    /// The same with one more value for its words.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> LoanProblem {
        self.args.insert(name, value.to_string());
        self
    }

    /// Is something required absent (ask for it), rather than something written wrong?
    pub fn is_missing(&self) -> bool {
        self.code == "missing-member"
    }
}

impl Coded for LoanProblem {
    fn code(&self) -> &'static str {
        self.code
    }

    fn args(&self) -> Args {
        self.args.clone()
    }

    fn kind(&self) -> Kind {
        if self.is_missing() {
            Kind::AnswerNeeded
        } else {
            Kind::Usage
        }
    }
}

/// The code for a text that is not an amount.
pub(super) fn money_code(why: NotMoney) -> &'static str {
    match why {
        NotMoney::TooManyDecimals => "too-many-decimals",
        NotMoney::Negative => "negative-amount",
        NotMoney::TooLarge => "amount-too-large",
        NotMoney::Form => "bad-money",
    }
}

/// The code for a text that is not a date.
pub(super) fn date_code(why: NotDate) -> &'static str {
    match why {
        NotDate::Form => "bad-date",
        NotDate::Impossible => "impossible-date",
        NotDate::OutOfRange => "date-out-of-range",
    }
}
