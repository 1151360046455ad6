//! What a person meant with a line: an answer, or one of the signs that are there at every question.

use super::super::answers::Value;
use super::super::flow::{Kind, Question};
use super::super::paste;
use super::super::reading::{self, Rejected};
use super::Interview;

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
    Answer(Value, Option<String>),
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
                return if question.required {
                    Err(Rejected::new("empty"))
                } else {
                    Ok(Meant::Answer(Value::Skipped, None))
                };
            }
            "不知道" | "还不知道" | "不清楚" | "u" if question.unknown => {
                return Ok(Meant::Answer(Value::Unknown, None));
            }
            _ => {}
        }
        if question.unknown
            && let Some(last) = unknown_number(&question.kind)
            && plain == last.to_string()
        {
            return Ok(Meant::Answer(Value::Unknown, None));
        }
        let reading = match reading::read_now(&question.kind, line, self.today, now) {
            // 日息万五 says its unit: right where the question is of that unit.
            Err(e) if e.code == "rate-unit-unexpected" => {
                let unit = question.id.rsplit('.').next().unwrap_or_default();
                reading::read_rate_of(unit, line)?
            }
            reading => reading?,
        };
        if let (true, Value::Given(line)) = (is_list(&question.kind), &reading.value) {
            return Ok(Meant::Lines(vec![line.clone()]));
        }
        Ok(Meant::Answer(reading.value, reading.echo))
    }
}

fn is_list(kind: &Kind) -> bool {
    matches!(kind, Kind::DatedAmounts | Kind::Rows | Kind::Files)
}

/// The number that stands for "don't know yet" after the choices.
fn unknown_number(kind: &Kind) -> Option<usize> {
    match kind {
        Kind::Choice(options) => Some(options.len() + 1),
        Kind::YesNo => Some(3),
        _ => None,
    }
}
