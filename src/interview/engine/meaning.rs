//! What a person meant with a line: an answer, or one of the signs that are there at every question.

use super::super::answers::Value;
use super::super::flow::{Kind, Question};
use super::super::paste;
use super::super::reading::{self, RateUnit, Reading, Rejected};
use super::Interview;
use crate::domain::coded::args;

/// What a person meant with a line, before it is an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meant {
    Why,
    Back,
    Leave,
    /// Help for the person, not for the question: who to call.
    Help,
    /// More lines of a list answer.
    Lines(Vec<String>),
    /// The last line of a list answer was wrong.
    DropLine,
    /// All lines of a list answer are to go.
    DropLines,
    /// "I don't know", where the flow can't go on without an answer.
    Needed,
    Answer(Value, Option<String>),
}

/// A rate said together with its unit, where only the unit was asked for.
pub(super) struct Offer {
    /// The last part of the id of the question it answers (`daily`).
    pub unit: &'static str,
    /// The rate, canonical.
    pub rate: String,
}

/// The rate in an answer to the question of its unit (`日息万五`); nothing at any other question.
pub(super) fn offer(question: &Question, line: &str) -> Option<Offer> {
    let Kind::Choice(options) = &question.kind else {
        return None;
    };
    let (unit, rate) = reading::read_rate_with_unit(line).ok()?;
    let unit = unit.member();
    options
        .iter()
        .any(|o| o == unit)
        .then_some(Offer { unit, rate })
}

impl Interview<'_> {
    /// What a line at this question means.
    ///
    /// # Errors
    /// Why it can't be used as an answer.
    pub(super) fn meant(
        &self,
        question: &Question,
        line: &str,
        now: &str,
    ) -> Result<Meant, Rejected> {
        let by_month;
        let line = if question.kind == Kind::Amounts {
            by_month = reading::month_by_month(line)?;
            &by_month
        } else {
            line
        };
        if is_list(&question.kind) && line.contains(['\n', '\r']) {
            return paste::lines(&question.kind, line, self.today).map(Meant::Lines);
        }
        let plain = reading::plain_form(line);
        match plain.as_str() {
            "?" => return Ok(Meant::Why),
            "#" | "求助" => return Ok(Meant::Help),
            "<" | "返回" => return Ok(Meant::Back),
            "!" | "退出" => return Ok(Meant::Leave),
            "-" if is_list(&question.kind) => return Ok(Meant::DropLine),
            "--" if is_list(&question.kind) => return Ok(Meant::DropLines),
            "" => {
                match paste::unfinished(&self.answers, &question.id) {
                    Some([]) if question.required => return Err(Rejected::new("empty")),
                    Some([]) => return Ok(Meant::Answer(Value::Skipped, None)),
                    Some(lines) => return Ok(Meant::Answer(Value::Many(lines.to_vec()), None)),
                    None => {}
                }
                // A blank line never erases: an answer that stands stays.
                if let Some(old) = self.stands(&question.id) {
                    return Ok(Meant::Answer(old.clone(), None));
                }
                let open = question.left_open().ok_or(Rejected::new("empty"))?;
                return Ok(Meant::Answer(open, None));
            }
            "u" if question.unknown => return Ok(Meant::Answer(Value::Unknown, None)),
            "清空" => {
                let stands = matches!(
                    self.stands(&question.id),
                    Some(Value::Given(_) | Value::Many(_))
                );
                if let (true, Some(open)) = (stands, question.left_open()) {
                    return Ok(left_open(open));
                }
            }
            _ => {}
        }
        if reading::says_unknown(&plain) {
            return Ok(unknown(question));
        }
        if takes_words(&question.kind) && !question.required && reading::says_none(&plain) {
            return Ok(left_open(Value::Skipped));
        }
        if question.unknown
            && let Some(last) = unknown_number(&question.kind)
            && plain == last.to_string()
        {
            return Ok(Meant::Answer(Value::Unknown, None));
        }
        if let Some(offer) = offer(question, line) {
            return Ok(Meant::Answer(Value::Given(offer.unit.to_owned()), None));
        }
        let reading = match reading::read_now(&question.kind, line, self.today, now) {
            // 日息万五 says its unit: right where the question is of that unit.
            Err(e) if e.code == "rate-unit-unexpected" => {
                let unit = question.id.rsplit('.').next().unwrap_or_default();
                reading::read_rate_of(unit, line)?
            }
            reading => likely(question, reading?)?,
        };
        if let (true, Value::Given(line)) = (is_list(&question.kind), &reading.value) {
            return Ok(Meant::Lines(vec![line.clone()]));
        }
        Ok(Meant::Answer(reading.value, reading.echo))
    }
}

/// "I don't know" at this question.
fn unknown(question: &Question) -> Meant {
    let offers_unknown =
        matches!(&question.kind, Kind::Choice(options) if options.iter().any(|o| o == "unknown"));
    match (question.left_open(), &question.kind) {
        _ if question.unknown => Meant::Answer(Value::Unknown, None),
        _ if offers_unknown => Meant::Answer(Value::Given("unknown".into()), None),
        // To leave out an amount has a meaning of its own there, and none of them is "unknown".
        (None, _) | (_, Kind::Money | Kind::Periodic) => Meant::Needed,
        (Some(open), _) => left_open(open),
    }
}

/// An answer left open on purpose, read back: what was typed isn't what is kept.
fn left_open(open: Value) -> Meant {
    let shown = match open {
        Value::Unknown => "@interview.value-unknown",
        _ => "@interview.value-skipped",
    };
    Meant::Answer(open, Some(shown.to_owned()))
}

fn takes_words(kind: &Kind) -> bool {
    is_list(kind)
        || matches!(
            kind,
            Kind::Text | Kind::Phone | Kind::Identity | Kind::IdentityTail
        )
}

/// A rate that would be very high for the unit the question names is more often one of another
/// unit, or a slip: it is taken only with its unit written beside it.
fn likely(question: &Question, reading: Reading) -> Result<Reading, Rejected> {
    let unit = question.id.rsplit('.').next().and_then(RateUnit::of_member);
    let (Kind::Rate, Some(unit), Some(rate)) = (&question.kind, unit, reading.value.given()) else {
        return Ok(reading);
    };
    if !unit.is_doubted(rate) {
        return Ok(reading);
    }
    let said = [
        ("unit", unit.member().to_owned()),
        ("value", reading::percent(rate)),
    ];
    Err(Rejected::with("unlikely-rate", args(said)))
}

pub(super) fn is_list(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::DatedAmounts | Kind::Rows | Kind::Files | Kind::Amounts
    )
}

/// The number that stands for "don't know yet" after the choices.
fn unknown_number(kind: &Kind) -> Option<usize> {
    match kind {
        Kind::Choice(options) => Some(options.len() + 1),
        Kind::YesNo => Some(3),
        _ => None,
    }
}
