//! One engine for all flows: ask, why, back with later answers kept, "don't know yet", review.

use super::answers::{Answers, Value};
use super::flow::{Flow, Kind, Question};
use super::paste;
use super::prompter::{Choice, Page, Prompter, Reply, Say};
use super::reading::{self, Rejected};
use crate::domain::evidence::masked_numbers;
use crate::domain::money::Money;
use chrono::NaiveDate;

/// A text of more characters than this is put into the line to be edited.
const LONG_TEXT: usize = 20;

/// What a person meant with a line, before it is an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Meant {
    Why,
    Back,
    Leave,
    /// Help for the person, not for the question: who to call.
    Help,
    /// More lines of a list answer.
    Lines(Vec<String>),
    /// The last line of a list answer was wrong.
    DropLine,
    Answer(Value, Option<String>),
}

/// How an interview ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// Reviewed and accepted.
    Accepted(Answers),
    /// Left with `!`, Ctrl-C or a closed window; the answers so far are in the draft.
    Left(Answers),
}

/// What the engine needs from the edge while it runs.
pub trait Edge {
    /// Now, `YYYY-MM-DDTHH:MM:SS+08:00`, for stamping an answer.
    fn now(&mut self) -> String;
    /// Keeps the answers so far; called after every answer.
    fn keep(&mut self, answers: &Answers);
    /// What has to be said before a question, given the answers so far.
    fn aside(&mut self, _question: &Question, _answers: &Answers) -> Vec<Say> {
        Vec::new()
    }
}

/// An interview under way.
pub struct Interview<'f> {
    flow: &'f dyn Flow,
    answers: Answers,
    /// What is known already: asked all the same, and taken with Enter.
    known: Answers,
    today: NaiveDate,
    /// A question gone back to; its later answers stay.
    cursor: Option<String>,
}

impl<'f> Interview<'f> {
    /// Starts from the answers of a draft; what is known already is offered at its question.
    pub fn new(
        flow: &'f dyn Flow,
        answers: Answers,
        known: Answers,
        today: NaiveDate,
    ) -> Interview<'f> {
        Interview {
            flow,
            answers,
            known,
            today,
            cursor: None,
        }
    }

    /// Asks until everything is answered and reviewed, or the person leaves.
    pub fn run(mut self, prompter: &mut dyn Prompter, edge: &mut dyn Edge) -> Ending {
        let mut notice: Vec<Say> = Vec::new();
        loop {
            let path = self.flow.path(&self.answers);
            let back_to = self
                .cursor
                .as_ref()
                .and_then(|id| path.asked.iter().find(|q| q.id == *id));
            let Some(question) = back_to.or(path.next.as_ref()).cloned() else {
                match self.review(&path.asked, prompter, &mut notice) {
                    Reviewed::Accepted => return Ending::Accepted(self.on_the_way()),
                    Reviewed::Change(id) => self.cursor = Some(id),
                    Reviewed::Left => return Ending::Left(self.answers),
                }
                continue;
            };
            let number = path
                .asked
                .iter()
                .position(|q| q.id == question.id)
                .unwrap_or(path.asked.len());
            let mut before = std::mem::take(&mut notice);
            before.extend(edge.aside(&question, &self.answers));
            let page = self.page(&question, number + 1, before);
            let line = match prompter.ask(&page) {
                Reply::Line(line) => line,
                Reply::Interrupted | Reply::Closed => return Ending::Left(self.answers),
            };
            match self.meant(&question, &line) {
                Ok(Meant::Why) => notice.push(Say::key(format!("{}.why", question.text))),
                Ok(Meant::Help) => {
                    if !help(prompter) {
                        return Ending::Left(self.answers);
                    }
                }
                Ok(Meant::Leave) => return Ending::Left(self.answers),
                Ok(Meant::Back) => match number.checked_sub(1).and_then(|n| path.asked.get(n)) {
                    Some(earlier) => self.cursor = Some(earlier.id.clone()),
                    None => notice.push(Say::key("interview.first-question")),
                },
                Ok(Meant::Lines(lines)) => {
                    notice.push(paste::taken(&lines));
                    let mut so_far = paste::unfinished(&self.answers, &question.id)
                        .unwrap_or_default()
                        .to_vec();
                    so_far.extend(lines);
                    self.keep_lines(&question, Some(so_far), edge);
                }
                Ok(Meant::DropLine) => notice.push(self.drop_line(&question, edge)),
                Ok(Meant::Answer(value, echo)) => {
                    self.answers.remove(&paste::unfinished_id(&question.id));
                    self.answers
                        .set(&question.id, value.clone(), Some(edge.now()));
                    edge.keep(&self.answers);
                    self.cursor = None;
                    notice.extend(understood(&question.kind, &value, echo));
                }
                Err(rejected) => {
                    notice.extend(paste::refused(&rejected));
                    notice.push(rejection(&rejected));
                }
            }
        }
    }

    /// Answers off the way play no part in what is produced.
    fn on_the_way(&self) -> Answers {
        let path = self.flow.path(&self.answers);
        let mut kept = Answers::new();
        for answered in self.answers.iter() {
            if path.asked.iter().any(|q| q.id == answered.id) {
                kept.set(&answered.id, answered.value.clone(), answered.at.clone());
            }
        }
        kept
    }

    /// Keeps the lines of a list that isn't finished, so that leaving or going back loses none.
    fn keep_lines(&mut self, question: &Question, lines: Option<Vec<String>>, edge: &mut dyn Edge) {
        let id = paste::unfinished_id(&question.id);
        match lines {
            Some(lines) => self.answers.set(&id, Value::Many(lines), Some(edge.now())),
            None => self.answers.remove(&id),
        }
        edge.keep(&self.answers);
    }

    /// Takes the last line away: of the lines typed so far, else of the list that stands.
    fn drop_line(&mut self, question: &Question, edge: &mut dyn Edge) -> Say {
        let standing = match self.stands(&question.id) {
            Some(Value::Many(lines)) => Some(lines.clone()),
            _ => None,
        };
        let typed = paste::unfinished(&self.answers, &question.id).map(<[String]>::to_vec);
        let mut lines = typed.or_else(|| standing.clone()).unwrap_or_default();
        let Some(gone) = lines.pop() else {
            return Say::key("interview.no-line");
        };
        // An empty list is worth keeping only against one that stands: there it means "none left".
        let kept = Some(lines).filter(|l| !l.is_empty() || standing.is_some());
        self.keep_lines(question, kept, edge);
        Say::with("interview.line-dropped", [("value", gone)])
    }

    /// The answer that stands: given in this interview, or known before it.
    fn stands(&self, id: &str) -> Option<&Value> {
        self.answers.get(id).or_else(|| self.known.get(id))
    }

    fn page(&self, question: &Question, number: usize, notice: Vec<Say>) -> Page {
        let mut body = notice;
        body.push(Say::with(
            "interview.number",
            [("number", number.to_string())],
        ));
        body.push(Say::key(format!("{}.ask", question.text)));
        let mut choices = Vec::new();
        match &question.kind {
            Kind::Choice(options) => {
                for (i, option) in options.iter().enumerate() {
                    choices.push(Choice {
                        key: (i + 1).to_string(),
                        label: Say::key(format!("{}.options.{option}", question.text)),
                    });
                }
            }
            Kind::YesNo => {
                choices.push(Choice {
                    key: "1".into(),
                    label: Say::key("interview.yes"),
                });
                choices.push(Choice {
                    key: "2".into(),
                    label: Say::key("interview.no"),
                });
            }
            kind => body.push(Say::key(format!("interview.hint.{}", word(kind)))),
        }
        if question.unknown && !choices.is_empty() {
            let key = (choices.len() + 1).to_string();
            choices.push(Choice {
                key,
                label: Say::key("interview.unknown-choice"),
            });
        }
        let stands = self.stands(&question.id);
        if let Some(value) = stands {
            body.push(Say::with(
                "interview.answered-before",
                [("value", shown(question, value))],
            ));
        }
        if let Some(lines) = paste::unfinished(&self.answers, &question.id) {
            body.extend(paste::so_far(lines));
        }
        // Sentences are edited in place. What is short is typed anew, so that a name or a figure can't
        // run together with the one before.
        let initial = match stands {
            Some(Value::Given(text))
                if question.kind == Kind::Text
                    && !question.private
                    && text.chars().count() > LONG_TEXT =>
            {
                Some(text.clone())
            }
            _ => None,
        };
        let mut keys = "interview.keys".to_owned();
        if question.unknown && choices.is_empty() {
            keys.push_str("-unknown");
        }
        if !question.required {
            keys.push_str("-optional");
        }
        Page {
            body,
            choices,
            keys: Some(Say::key(keys)),
            initial,
        }
    }

    fn meant(&self, question: &Question, line: &str) -> Result<Meant, Rejected> {
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
        let reading = match reading::read(&question.kind, line, self.today) {
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

    fn review(
        &mut self,
        asked: &[Question],
        prompter: &mut dyn Prompter,
        notice: &mut Vec<Say>,
    ) -> Reviewed {
        loop {
            let mut page = Page {
                body: std::mem::take(notice),
                ..Page::default()
            };
            page.body.push(Say::key("interview.review"));
            for (i, question) in asked.iter().enumerate() {
                let value = self
                    .answers
                    .get(&question.id)
                    .map_or(String::new(), |v| shown(question, v));
                page.choices.push(Choice {
                    key: (i + 1).to_string(),
                    label: Say::with(
                        "interview.review-line",
                        [
                            ("what", format!("@{}.short", question.text)),
                            ("value", value),
                        ],
                    ),
                });
            }
            page.keys = Some(Say::key("interview.review-keys"));
            let line = match prompter.ask(&page) {
                Reply::Line(line) => line,
                Reply::Interrupted | Reply::Closed => return Reviewed::Left,
            };
            let plain = reading::plain_form(&line);
            match plain.as_str() {
                "#" | "求助" => {
                    if !help(prompter) {
                        return Reviewed::Left;
                    }
                }
                "" | "y" | "Y" | "是" | "确认" => return Reviewed::Accepted,
                "!" | "退出" => return Reviewed::Left,
                "<" | "返回" => {
                    if let Some(last) = asked.last() {
                        return Reviewed::Change(last.id.clone());
                    }
                }
                "?" => notice.push(Say::key("interview.review-why")),
                other => match other
                    .parse::<usize>()
                    .ok()
                    .and_then(|n| asked.get(n.checked_sub(1)?))
                {
                    Some(question) => return Reviewed::Change(question.id.clone()),
                    None => notice.push(rejection(&Rejected::new("no-such-number"))),
                },
            }
        }
    }
}

/// What was understood, read back where it differs from what was typed; larger amounts in capitals
/// too, so that a slip of a digit is seen.
fn understood(kind: &Kind, value: &Value, echo: Option<String>) -> Option<Say> {
    let echo = echo?;
    match (kind, value.given()) {
        (Kind::Money, Some(amount)) => Some(Say::with(
            "interview.understood-money",
            [("value", amount.to_owned())],
        )),
        _ => Some(Say::with("interview.understood", [("value", echo)])),
    }
}

/// The screen with the numbers to call; nothing about debt stands on it. False if the person left.
fn help(prompter: &mut dyn Prompter) -> bool {
    let page = Page {
        body: vec![Say::key("interview.help")],
        keys: Some(Say::key("interview.help-keys")),
        ..Page::default()
    };
    matches!(prompter.ask(&page), Reply::Line(_))
}

fn is_list(kind: &Kind) -> bool {
    matches!(kind, Kind::DatedAmounts | Kind::Rows | Kind::Files)
}

enum Reviewed {
    Accepted,
    Change(String),
    Left,
}

/// The number that stands for "don't know yet" after the choices.
fn unknown_number(kind: &Kind) -> Option<usize> {
    match kind {
        Kind::Choice(options) => Some(options.len() + 1),
        Kind::YesNo => Some(3),
        _ => None,
    }
}

fn rejection(rejected: &Rejected) -> Say {
    let args = rejected
        .args
        .iter()
        .map(|(k, v)| ((*k).to_owned(), v.clone()))
        .collect();
    Say::Key(format!("rejected.{}", rejected.code), args)
}

/// The value as the review shows it; a leading `@` asks the prompter to look a text up.
fn shown(question: &Question, value: &Value) -> String {
    match (value, &question.kind) {
        (Value::Given(id), Kind::Choice(_)) => format!("@{}.options.{id}", question.text),
        (Value::Given(v), Kind::YesNo) if v == "true" => "@interview.yes".into(),
        (Value::Given(_), Kind::YesNo) => "@interview.no".into(),
        (Value::Given(text), Kind::Rate) => reading::percent(text),
        (Value::Given(text), Kind::Money) => {
            Money::parse(text).map_or_else(|_| text.clone(), Money::grouped)
        }
        (Value::Given(text), _) if question.private => masked_numbers(text),
        (Value::Given(text), _) => text.clone(),
        (Value::Many(list), _) => list.join("；"),
        (Value::Unknown, _) => "@interview.value-unknown".into(),
        (Value::Skipped, _) => "@interview.value-skipped".into(),
    }
}

/// The stable word of a kind, for its hint text.
pub fn word(kind: &Kind) -> &'static str {
    match kind {
        Kind::Choice(_) => "choice",
        Kind::YesNo => "yes-no",
        Kind::Money => "money",
        Kind::Date { .. } => "date",
        Kind::Moment => "moment",
        Kind::Rate => "rate",
        Kind::Factor => "factor",
        Kind::Count { .. } => "count",
        Kind::Text => "text",
        Kind::DatedAmounts => "dated-amounts",
        Kind::Rows => "rows",
        Kind::Files => "files",
    }
}
