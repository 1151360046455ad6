//! What keeps a letter from being written as it was answered: said to a person at the question, so that
//! it can be changed there; to a file of answers as the refusal.

use super::own_facts::{ENTRIES, OWN_WORDS};
use super::told::Telling;
use crate::cli::Failure;
use crate::cli::context::Context;
use crate::domain::coded::{Args, Kind, args};
use crate::domain::letter::{Gate, Letter, admission, are_enough, names_nothing};
use crate::domain::money::Money;
use crate::interview::{Answers, Objection};
use chrono::NaiveDate;

/// Questions for the papers that prove what the letter says.
const PROOFS: [&str; 2] = ["reason.proof", "fact.credit_proof"];
/// Days a request is made for, with the last part of the key of their name.
const DAYS_AHEAD: [(&str, &str); 2] =
    [("request.first_on", "first_on"), ("request.until", "until")];

/// What the answers are held against.
pub struct Holding<'a> {
    /// Words and the day.
    pub context: &'a Context,
    /// What it must not say.
    pub letter: &'a Letter,
    /// What it can tell.
    pub told: &'a Telling,
    /// What can be offered on the loan, or why that isn't known.
    pub room: &'a Result<Money, Failure>,
}

/// A refusal, and the question whose answer it comes from.
pub struct Refusal {
    question: &'static str,
    /// Why.
    pub failure: Failure,
}

impl Holding<'_> {
    /// What doesn't hold, for the person still answering.
    pub fn objections(&self, answers: &Answers) -> Vec<Objection> {
        let said = |refusal: Refusal| {
            let words = |part: &str| {
                let key = format!("errors.{}.{part}", refusal.failure.code);
                self.context.texts.say(&key, &refusal.failure.args)
            };
            Objection {
                id: refusal.question.to_owned(),
                words: format!("{}{}", words("message"), words("remedy")),
            }
        };
        self.refusals(answers).into_iter().map(said).collect()
    }

    /// All that doesn't hold, the gravest first.
    pub fn refusals(&self, answers: &Answers) -> Vec<Refusal> {
        let mut out = Vec::new();
        let mut refuse = |question: &'static str, code: &str, kind: Kind, args: Args| {
            let failure = Failure::new(code, kind, args);
            out.push(Refusal { question, failure });
        };
        let reason = answers.given("reason.words");
        if reason.is_some_and(|words| !are_enough(words)) {
            refuse("reason.words", "letter-own-words", Kind::Usage, Args::new());
        }
        if answers.given("request.kind") == Some("instalments") {
            let monthly = answers.given("request.monthly");
            self.sum_offered(monthly, &mut refuse);
        }
        for (question, label) in DAYS_AHEAD {
            let day = answers.given(question);
            let day = day.and_then(|d| d.parse::<NaiveDate>().ok());
            if let Some(day) = day.filter(|day| *day <= self.context.as_of()) {
                let what = self.context.texts.t(&format!("letter.label.{label}"));
                let args = args([("what", what), ("day", self.context.texts.day(day))]);
                refuse(question, "letter-date-passed", Kind::Usage, args);
            }
        }
        for question in PROOFS {
            let none = self.words("letter.no-proof");
            let named = answers.given(question);
            if named.is_some_and(|words| names_nothing(words, &none)) {
                refuse(question, "letter-no-proof", Kind::Case, Args::new());
            }
        }
        if let Some(sign) = self.admitted(answers) {
            let args = args([("sign", sign)]);
            refuse(OWN_WORDS, "letter-admission", Kind::Case, args);
        }
        match self.told.chosen(answers) {
            Ok(told) => {
                if let Some(code) = told.lacks(self.letter) {
                    refuse(ENTRIES, code, Kind::Case, Args::new());
                }
            }
            Err(failure) => out.push(Refusal {
                question: ENTRIES,
                failure,
            }),
        }
        out
    }

    /// Is the sum one the household can keep?
    fn sum_offered(
        &self,
        monthly: Option<&str>,
        refuse: &mut impl FnMut(&'static str, &str, Kind, Args),
    ) {
        let room = match self.room {
            Ok(room) if room.is_zero() => {
                return refuse("request.kind", "letter-no-room", Kind::Case, Args::new());
            }
            Ok(room) => room,
            Err(why) => return refuse("request.kind", &why.code, why.kind, why.args.clone()),
        };
        let Some(monthly) = monthly.and_then(|m| Money::parse(m).ok()) else {
            return;
        };
        if monthly.is_zero() {
            refuse(
                "request.monthly",
                "letter-nothing-offered",
                Kind::Usage,
                Args::new(),
            );
        } else if monthly > *room {
            let args = args([("monthly", monthly.grouped()), ("capacity", room.grouped())]);
            refuse("request.monthly", "letter-above-capacity", Kind::Case, args);
        }
    }

    /// What in one's own words says the contrary of a letter that admits and promises nothing.
    fn admitted(&self, answers: &Answers) -> Option<String> {
        if !self.letter.gates.contains(&Gate::NoAdmission) {
            return None;
        }
        let signs = self.words("letter.admission.signs");
        let turned = self.words("letter.admission.turned");
        let words = answers.given(OWN_WORDS)?;
        admission(words, &signs, &turned).map(str::to_owned)
    }

    /// A list of words in the book, set apart by blanks.
    fn words(&self, key: &str) -> Vec<String> {
        let words = self.context.texts.get(key).unwrap_or_default();
        words.split_whitespace().map(str::to_owned).collect()
    }
}
