//! Answers of a visit from a TOML file: question ids as keys, an option id or a list of them as
//! value. Everything wrong and everything missing is found in one reading.

use super::graph::{Door, DoorNode};
use super::record::{RECORD_IDS, record_question};
use super::walk::{DoorFlow, base_id};
use crate::domain::coded::{Args, Coded, Kind as ErrorKind, args};
use crate::domain::money::Money;
use crate::interview::answers::{Answers, Value};
use crate::interview::flow::Kind;
use chrono::{NaiveDate, NaiveDateTime};
use std::collections::{BTreeMap, VecDeque};
use toml::Spanned;

/// One answer that can't be used.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct WrongAnswer {
    /// 1-based line in the file.
    pub line: usize,
    /// The question's id.
    pub id: String,
    /// Why: `unknown-question`, `unknown-option`, `not-a-moment`, `not-an-amount`, `not-a-count`,
    /// `not-text`, `ends-before-start`.
    pub code: &'static str,
}

/// Why a file of answers can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswersProblem {
    /// Not TOML.
    #[error("line {line}")]
    NotToml {
        /// 1-based line.
        line: usize,
    },
    /// Some answers can't be used; `missing` are those that are lacking besides.
    #[error("{} wrong, {} missing", wrong.len(), missing.len())]
    Wrong {
        /// The wrong ones, by line.
        wrong: Vec<WrongAnswer>,
        /// Ids of questions still to be answered, as far as can be told.
        missing: Vec<String>,
    },
    /// All answers can be used, and some are lacking.
    #[error("{} missing", missing.len())]
    Missing {
        /// Ids of questions still to be answered.
        missing: Vec<String>,
    },
}

impl Coded for AnswersProblem {
    fn code(&self) -> &'static str {
        match self {
            AnswersProblem::NotToml { .. } => "visit-answers-not-toml",
            AnswersProblem::Wrong { .. } => "visit-answers-wrong",
            AnswersProblem::Missing { .. } => "visit-answers-missing",
        }
    }

    fn args(&self) -> Args {
        let lines = |wrong: &[WrongAnswer]| -> String {
            let each = wrong
                .iter()
                .map(|w| format!("{}: {} {}", w.line, w.id, w.code));
            each.collect::<Vec<_>>().join("\n")
        };
        match self {
            AnswersProblem::NotToml { line } => args([("line", line.to_string())]),
            AnswersProblem::Wrong { wrong, missing } => {
                args([("list", lines(wrong)), ("missing", missing.join(" "))])
            }
            AnswersProblem::Missing { missing } => args([("missing", missing.join(" "))]),
        }
    }

    fn kind(&self) -> ErrorKind {
        match self {
            AnswersProblem::Missing { .. } => ErrorKind::AnswerNeeded,
            _ => ErrorKind::Usage,
        }
    }
}

/// A file of answers, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileAnswers {
    /// The answers, keyed as the flow asks for them.
    pub answers: Answers,
    /// When the visit began, where the file says so to the minute.
    pub arrived: Option<NaiveDateTime>,
    /// Ids in the file that the way through the door never reached.
    pub unused: Vec<String>,
}

/// Reads a file of answers and replays it. A list closes itself: after the last of its answers
/// "nothing else" is understood.
///
/// # Errors
/// Not TOML; wrong answers; missing answers.
pub fn read_answers(door: &Door, text: &str) -> Result<FileAnswers, AnswersProblem> {
    let mut given = Given::read(door, text)?;
    let arrived = given.answers.given("occurred_at").and_then(minute);
    let flow = DoorFlow::new(door, arrived);
    let missing = given.replay(&flow);
    given.wrong.sort();
    if !given.wrong.is_empty() {
        let wrong = given.wrong;
        return Err(AnswersProblem::Wrong { wrong, missing });
    }
    if !missing.is_empty() {
        return Err(AnswersProblem::Missing { missing });
    }
    let unused = given.queues.into_iter().filter(|(_, q)| !q.is_empty());
    Ok(FileAnswers {
        answers: given.answers,
        arrived,
        unused: unused.map(|(id, _)| id).collect(),
    })
}

/// What stands in the file, sorted into the record's answers and queues by node.
struct Given {
    answers: Answers,
    queues: BTreeMap<String, VecDeque<String>>,
    /// Nodes the file answers at all: a list of theirs closes itself.
    listed: Vec<String>,
    wrong: Vec<WrongAnswer>,
}

impl Given {
    fn read(door: &Door, text: &str) -> Result<Given, AnswersProblem> {
        let line = |start: usize| {
            text.as_bytes()
                .iter()
                .take(start)
                .filter(|b| **b == b'\n')
                .count()
                + 1
        };
        let table: BTreeMap<String, Spanned<toml::Value>> =
            toml::from_str(text).map_err(|e| AnswersProblem::NotToml {
                line: e.span().map_or(1, |s| line(s.start)),
            })?;
        let mut entries: Vec<(String, usize, toml::Value)> = Vec::new();
        for (key, value) in table {
            let at = line(value.span().start);
            match value.into_inner() {
                toml::Value::Table(inner) => entries.extend(
                    inner
                        .into_iter()
                        .map(|(name, v)| (format!("{key}.{name}"), at, v)),
                ),
                v => entries.push((key, at, v)),
            }
        }
        let mut given = Given {
            answers: Answers::new(),
            queues: BTreeMap::new(),
            listed: Vec::new(),
            wrong: Vec::new(),
        };
        // By occurrence, so that `leave` comes before `leave.2` however the file orders them.
        entries.sort_by(|a, b| {
            let (a, b) = (base_id(&a.0), base_id(&b.0));
            (a.0, a.1).cmp(&(b.0, b.1))
        });
        let ends = entries
            .iter()
            .find(|e| e.0 == "occurred_until")
            .map(|e| e.1);
        for (id, line, value) in entries {
            given.take(door, &id, line, &value);
        }
        let end_line = ends.unwrap_or(0);
        given.check_span(end_line);
        Ok(given)
    }

    fn take(&mut self, door: &Door, id: &str, line: usize, value: &toml::Value) {
        let (base, _) = base_id(id);
        let taken = if RECORD_IDS.contains(&id) {
            record_value(id, value).map(|v| self.answers.set(id, v, None))
        } else if let Some(node) = door.node(base) {
            self.queue(door, node, value)
        } else {
            Err("unknown-question")
        };
        if let Err(code) = taken {
            let id = id.to_owned();
            self.wrong.push(WrongAnswer { line, id, code });
        }
    }

    fn queue(
        &mut self,
        door: &Door,
        node: &DoorNode,
        value: &toml::Value,
    ) -> Result<(), &'static str> {
        let words: Vec<&str> = match value {
            toml::Value::String(one) => vec![one],
            toml::Value::Array(many) => many
                .iter()
                .map(|v| v.as_str().ok_or("not-text"))
                .collect::<Result<_, _>>()?,
            _ => return Err("not-text"),
        };
        let seconds = node.continuations().filter_map(|(_, to)| door.node(to));
        let seconds: Vec<&DoorNode> = seconds.collect();
        let known =
            |w: &str| node.option(w).is_some() || seconds.iter().any(|n| n.option(w).is_some());
        if !words.iter().all(|w| known(w)) {
            return Err("unknown-option");
        }
        let gathers = node.options.iter().any(|o| o.closes);
        let queue = self.queues.entry(node.id.clone()).or_default();
        for word in words {
            // Naming the same thing twice in a list says nothing new.
            if !gathers || !queue.iter().any(|w| w == word) {
                queue.push_back(word.to_owned());
            }
        }
        self.listed.push(node.id.clone());
        Ok(())
    }

    /// The end must not lie before the beginning.
    fn check_span(&mut self, line: usize) {
        let at = |id: &str| self.answers.given(id).and_then(minute);
        if let (Some(from), Some(until)) = (at("occurred_at"), at("occurred_until"))
            && until < from
        {
            self.wrong.push(WrongAnswer {
                line,
                id: "occurred_until".into(),
                code: "ends-before-start",
            });
        }
    }

    /// Answers the flow's questions from the queues, in order; what is lacking is taken to go the
    /// usual way, so that all of it can be named at once.
    fn replay(&mut self, flow: &DoorFlow<'_>) -> Vec<String> {
        let mut missing = Vec::new();
        let mut assumed = self.answers.clone();
        loop {
            let walk = flow.walk(&assumed);
            let Some(step) = walk.waiting() else { break };
            let open = |w: &str| step.open.iter().any(|(_, o)| o.id == w);
            let mut answer = self
                .queues
                .get_mut(&step.node.id)
                .and_then(VecDeque::pop_front);
            if let Some(word) = answer.clone()
                && step.node.option(&word).is_none()
                && let Some((more, second)) = flow.second_screen(step.node, &word)
            {
                self.queues
                    .entry(second.to_owned())
                    .or_default()
                    .push_front(word);
                answer = Some(more.id.clone());
            }
            let answer = answer.or_else(|| {
                let closing = step.node.options.iter().find(|o| o.closes)?;
                // The second screen of a question the file answers is answered with it.
                let led_on = step.from.is_some_and(|(first, option)| {
                    option.continues && self.listed.contains(&first.id)
                });
                (led_on || self.listed.contains(&step.node.id)).then(|| closing.id.clone())
            });
            let word = match answer {
                Some(word) if open(&word) => word,
                // Said twice although it is offered once: nothing new.
                Some(_) => continue,
                None => {
                    missing.push(step.id.clone());
                    match step.open.iter().find(|(_, o)| o.id == step.node.usual) {
                        Some((_, usual)) => usual.id.clone(),
                        None => break,
                    }
                }
            };
            assumed.set(&step.id, Value::Given(word), None);
        }
        self.answers = assumed;
        missing
    }
}

/// A value of the record in its canonical form.
fn record_value(id: &str, value: &toml::Value) -> Result<Value, &'static str> {
    match (record_question(id).kind, value) {
        (Kind::Moment, toml::Value::String(text)) => moment(text).ok_or("not-a-moment"),
        (Kind::Moment, toml::Value::Datetime(native)) => {
            moment(&native.to_string()).ok_or("not-a-moment")
        }
        (Kind::Moment, _) => Err("not-a-moment"),
        (Kind::Count { min, max }, value) => {
            let number = match value {
                toml::Value::Integer(n) => u32::try_from(*n).ok(),
                toml::Value::String(text) => text.trim().parse().ok(),
                _ => None,
            };
            let number = number.filter(|n| (min..=max).contains(n));
            number
                .map(|n| Value::Given(n.to_string()))
                .ok_or("not-a-count")
        }
        (Kind::Money, toml::Value::String(text)) => Money::parse(text.trim())
            .map(|m| Value::Given(m.to_string()))
            .map_err(|_| "not-an-amount"),
        (Kind::Money, toml::Value::Integer(yuan)) => Money::parse(&yuan.to_string())
            .map(|m| Value::Given(m.to_string()))
            .map_err(|_| "not-an-amount"),
        (Kind::Money, _) => Err("not-an-amount"),
        (_, toml::Value::String(text)) if text.trim().is_empty() => Ok(Value::Skipped),
        (_, toml::Value::String(text)) => Ok(Value::Given(text.trim().to_owned())),
        (_, toml::Value::Array(many)) if matches!(id, "witnesses" | "attachments") => many
            .iter()
            .map(|v| v.as_str().map(str::to_owned).ok_or("not-text"))
            .collect::<Result<Vec<_>, _>>()
            .map(Value::Many),
        _ => Err("not-text"),
    }
}

/// `2026-11-16T19:35[:00][+08:00]`, the same with a space, or a day alone; canonical afterwards.
fn moment(text: &str) -> Option<Value> {
    let text = text.trim().replace(' ', "T");
    if let Ok(day) = text.parse::<NaiveDate>() {
        return Some(Value::Given(day.to_string()));
    }
    let bare = text.strip_suffix("+08:00").unwrap_or(&text);
    let time = minute(&text)?;
    // Seconds that nobody wrote would be a claim nobody made.
    let form = if to_the_second(bare) {
        "%Y-%m-%dT%H:%M:%S+08:00"
    } else {
        "%Y-%m-%dT%H:%M+08:00"
    };
    Some(Value::Given(time.format(form).to_string()))
}

fn to_the_second(bare: &str) -> bool {
    NaiveDateTime::parse_from_str(bare, "%Y-%m-%dT%H:%M:%S").is_ok()
}

/// The local time in a canonical or nearly canonical moment; `None` for a day alone and for any
/// offset other than China's.
fn minute(text: &str) -> Option<NaiveDateTime> {
    let bare = text.strip_suffix("+08:00").unwrap_or(text);
    ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(bare, form).ok())
}
