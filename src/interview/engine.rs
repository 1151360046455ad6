//! One engine for all flows: ask, why, back with later answers kept, "don't know yet", review.

mod meaning;
mod objection;
mod page;
mod review;

pub use objection::Objection;
pub use page::word;

use super::answers::{Answers, Value};
use super::flow::{Flow, Question};
use super::paste;
use super::prompter::{Prompter, Reply, Say};
use chrono::NaiveDate;
use meaning::{Meant, Offer};
use page::{help, rejection, understood};
use review::Reviewed;

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
    /// What doesn't hold in these answers, which may not be all of them yet. Asked after every
    /// answer, for the question just answered, and once more before all is accepted.
    fn objections(&mut self, _answers: &Answers) -> Vec<Objection> {
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
            // Lines added to a list that was answered before are ended before all is confirmed.
            let begun = || {
                let is_begun = |q: &&Question| paste::unfinished(&self.answers, &q.id).is_some();
                path.asked.iter().find(is_begun)
            };
            let next = back_to.or(path.next.as_ref()).or_else(begun);
            let Some(question) = next.cloned() else {
                match self.review(&path.asked, prompter, edge, &mut notice) {
                    Reviewed::Accepted => return Ending::Accepted(self.on_the_way(&self.answers)),
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
            match self.meant(&question, &line, &edge.now()) {
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
                    let mut so_far = self.lines_of(&question.id).unwrap_or_default();
                    so_far.extend(lines);
                    self.keep_lines(&question, Some(so_far), edge);
                }
                Ok(Meant::DropLine) => notice.push(self.drop_line(&question, edge)),
                Ok(Meant::DropLines) => notice.push(self.drop_lines(&question, edge)),
                Ok(Meant::Needed) => {
                    notice.push(objection::needed(&question));
                    if !prompter.forgives() {
                        prompter.show(&notice);
                        return Ending::Left(self.answers);
                    }
                }
                Ok(Meant::Answer(value, echo)) => {
                    if let Some(refused) = self.refused(&question, &value, edge) {
                        notice.push(Say::Plain(refused));
                        if !prompter.forgives() {
                            prompter.show(&notice);
                            return Ending::Left(self.answers);
                        }
                        continue;
                    }
                    self.answers.remove(&paste::unfinished_id(&question.id));
                    self.answers
                        .set(&question.id, value.clone(), Some(edge.now()));
                    edge.keep(&self.answers);
                    self.cursor = None;
                    notice.extend(understood(&question.kind, &value, echo));
                    self.offered(meaning::offer(&question, &line), &mut notice);
                }
                Err(rejected) => {
                    notice.extend(paste::refused(&rejected));
                    notice.push(rejection(&rejected, &question));
                    if !prompter.forgives() {
                        prompter.show(&notice);
                        return Ending::Left(self.answers);
                    }
                }
            }
        }
    }

    /// Offers a rate that was said together with its unit at the question after it.
    fn offered(&mut self, offer: Option<Offer>, notice: &mut Vec<Say>) {
        let next = self.flow.path(&self.answers).next;
        let (Some(offer), Some(next)) = (offer, next) else {
            return;
        };
        if next.id.rsplit('.').next() == Some(offer.unit) {
            notice.push(Say::key("interview.rate-offered"));
            let value = Value::Given(offer.rate);
            self.known.set(&next.id, value, None);
        }
    }

    /// Answers off the way play no part in what is produced.
    fn on_the_way(&self, answers: &Answers) -> Answers {
        let path = self.flow.path(answers);
        let mut kept = Answers::new();
        for answered in answers.iter() {
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

    /// The lines of a list as they are now: those typed so far, which begin with those that stand,
    /// else those that stand. A line more is added to them, never put in their place.
    fn lines_of(&self, id: &str) -> Option<Vec<String>> {
        let typed = paste::unfinished(&self.answers, id).map(<[String]>::to_vec);
        typed.or_else(|| match self.stands(id) {
            Some(Value::Many(lines)) => Some(lines.clone()),
            _ => None,
        })
    }

    /// Takes the last line of a list away.
    fn drop_line(&mut self, question: &Question, edge: &mut dyn Edge) -> Say {
        let mut lines = self.lines_of(&question.id).unwrap_or_default();
        let Some(gone) = lines.pop() else {
            return Say::key("interview.no-line");
        };
        self.keep_rest(question, lines, edge);
        Say::with("interview.line-dropped", [("value", gone)])
    }

    /// Takes all lines of a list away, to write it anew.
    fn drop_lines(&mut self, question: &Question, edge: &mut dyn Edge) -> Say {
        let lines = self.lines_of(&question.id).unwrap_or_default();
        if lines.is_empty() {
            return Say::key("interview.no-line");
        }
        self.keep_rest(question, Vec::new(), edge);
        Say::with(
            "interview.lines-dropped",
            [("count", lines.len().to_string())],
        )
    }

    /// Keeps what is left of a list. An empty one is worth keeping only against one that stands:
    /// there it means "none left".
    fn keep_rest(&mut self, question: &Question, lines: Vec<String>, edge: &mut dyn Edge) {
        let stands = matches!(self.stands(&question.id), Some(Value::Many(_)));
        let kept = Some(lines).filter(|l| !l.is_empty() || stands);
        self.keep_lines(question, kept, edge);
    }

    /// The answer that stands: given in this interview, or known before it.
    fn stands(&self, id: &str) -> Option<&Value> {
        self.answers.get(id).or_else(|| self.known.get(id))
    }
}
