//! Answers from a pipe: read line by line, each question and its answer echoed in plain lines.

use super::super::Failure;
use super::super::context::Context;
use crate::domain::coded::{Kind, args};
use crate::domain::evidence::masked_numbers;
use crate::interview::reading::plain_form;
use crate::interview::{Page, Prompter, Reply, Say};
use crate::render::texts::Texts;
use crate::terminal::{Manner, TerminalPrompter};

/// A pipe that is asked.
pub(super) struct Piped<'t> {
    inner: TerminalPrompter<'t>,
    texts: &'t Texts,
    /// The text key of the question asked last.
    asked: String,
    /// The answer to it; none if the pipe had ended.
    line: Option<String>,
}

impl<'t> Piped<'t> {
    pub(super) fn new(context: &'t Context) -> Piped<'t> {
        let manner = Manner {
            plain: true,
            ..context.manner
        };
        Piped {
            inner: TerminalPrompter::new(&context.texts, manner),
            texts: &context.texts,
            asked: String::new(),
            line: None,
        }
    }

    /// Why the interview ended before its end, with the question in words: the pipe had no line
    /// left, or one that can't be used. None where a line said to stop.
    pub(super) fn failure(&self, kept: bool) -> Option<Failure> {
        let code = match self.line.as_deref().map(plain_form).as_deref() {
            None => "pipe-ended",
            Some("!" | "退出") => return None,
            Some(_) => "pipe-refused",
        };
        let mut args = args([("question", self.texts.t(&self.asked))]);
        if kept {
            args.insert("kept", "1".to_owned());
        }
        Some(Failure::new(code, Kind::AnswerNeeded, args))
    }
}

/// The question on a page: its last text that asks.
fn question_of(page: &Page) -> Option<&str> {
    page.body.iter().rev().find_map(|say| match say {
        Say::Key(key, _) if key.ends_with(".ask") || key == "interview.review" => {
            Some(key.as_str())
        }
        _ => None,
    })
}

impl Prompter for Piped<'_> {
    fn ask(&mut self, page: &Page) -> Reply {
        if let Some(question) = question_of(page) {
            question.clone_into(&mut self.asked);
        }
        let reply = self.inner.ask(page);
        self.line = match &reply {
            Reply::Line(line) => Some(line.clone()),
            Reply::Interrupted | Reply::Closed => None,
        };
        // What is shown here may be kept in a file: numbers of persons are masked.
        let echo = self.line.as_deref().map(masked_numbers);
        self.inner.show(&[Say::Plain(echo.unwrap_or_default())]);
        reply
    }

    fn show(&mut self, lines: &[Say]) {
        self.inner.show(lines);
    }

    fn forgives(&self) -> bool {
        false
    }
}
