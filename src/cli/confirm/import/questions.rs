//! What a table leaves open is asked: of the person at the terminal, or of the `[import]` table of a
//! file of answers.

use super::super::super::Failure;
use super::super::super::context::Context;
use crate::domain::coded::{Args, Kind, args};
use crate::interview::{Choice, Page, Prompter, Reply, Say, reading};
use toml::Value;

/// One answer that may be chosen: its word in a file, its words on the screen.
pub type Answer = (String, Say);

/// Answers given beforehand, and the person.
pub struct Questions<'c> {
    context: &'c Context,
    given: toml::Table,
    /// Ids of what nobody could be asked, each with its question and the answers it takes.
    needed: Vec<(String, String)>,
    wrong: Vec<String>,
}

impl<'c> Questions<'c> {
    /// With the `[import]` table of a file of answers.
    pub fn new(context: &'c Context, given: toml::Table) -> Questions<'c> {
        Questions {
            context,
            given,
            needed: Vec::new(),
            wrong: Vec::new(),
        }
    }

    /// Does the file of answers say something under this id that wasn't asked for yet?
    pub fn is_given(&self, id: &str) -> bool {
        self.given.contains_key(id)
    }

    fn may_ask(&self) -> bool {
        self.context.manner.interactive && self.context.answers.is_none()
    }

    /// One of several; its place. `None`: nobody could be asked, said by [`Questions::settled`].
    ///
    /// # Errors
    /// The person left.
    pub fn one(
        &mut self,
        id: &str,
        body: Vec<Say>,
        options: &[Answer],
    ) -> Result<Option<usize>, Failure> {
        if let Some(value) = self.given.remove(id) {
            let word = match &value {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            let place = options.iter().position(|(known, _)| *known == word);
            if place.is_none() {
                let list: Vec<&str> = options.iter().map(|(word, _)| word.as_str()).collect();
                self.refuse(id, &list.join(" / "));
            }
            return Ok(place);
        }
        if !self.may_ask() {
            let list: Vec<String> = options.iter().map(|o| self.named(o)).collect();
            self.need(id, &body, &list.join(" / "));
            return Ok(None);
        }
        let page = page(body, options);
        loop {
            let line = self.line(&page)?;
            let number: Option<usize> = reading::plain_form(&line).parse().ok();
            match number.and_then(|n| n.checked_sub(1)) {
                Some(place) if place < options.len() => return Ok(Some(place)),
                _ => self
                    .context
                    .prompter()
                    .show(&[Say::key("rejected.no-such-number")]),
            }
        }
    }

    /// Any number of several; their places.
    ///
    /// # Errors
    /// The person left.
    pub fn some(
        &mut self,
        id: &str,
        body: Vec<Say>,
        options: &[Answer],
    ) -> Result<Option<Vec<usize>>, Failure> {
        if let Some(value) = self.given.remove(id) {
            let words: Vec<&str> = match &value {
                Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
                Value::String(text) => vec![text.as_str()],
                _ => Vec::new(),
            };
            let place = |word: &&str| options.iter().position(|(known, _)| known == word);
            let places: Option<Vec<usize>> = words.iter().map(place).collect();
            let places = places.filter(|p| !p.is_empty());
            if places.is_none() {
                let list: Vec<&str> = options.iter().map(|(word, _)| word.as_str()).collect();
                self.refuse(id, &list.join(" / "));
            }
            return Ok(places);
        }
        if !self.may_ask() {
            // Whom a person paid besides is told nobody but the person: a script's log may be read.
            let from_table = self.context.texts.t("import.option-from-table");
            self.need(id, &body, &from_table);
            return Ok(None);
        }
        let page = page(body, options);
        loop {
            let line = self.line(&page)?;
            let numbers: Option<Vec<usize>> = reading::plain_form(&line)
                .split([' ', ',', ';'])
                .filter(|part| !part.is_empty())
                .map(|part| part.parse::<usize>().ok()?.checked_sub(1))
                .collect();
            match numbers {
                Some(places) if !places.is_empty() && places.iter().all(|p| *p < options.len()) => {
                    return Ok(Some(places));
                }
                _ => self
                    .context
                    .prompter()
                    .show(&[Say::key("rejected.no-such-number")]),
            }
        }
    }

    /// Keeps a question that nobody could be asked.
    fn need(&mut self, id: &str, body: &[Say], options: &str) {
        let ask: Vec<String> = body.iter().map(|say| self.said(say)).collect();
        let id = format!("import.{id}");
        let values = [
            ("id", id.clone()),
            ("ask", ask.join("")),
            ("options", options.to_owned()),
        ];
        let words = self.context.texts.say("import.needed", values);
        self.needed.push((id, words));
    }

    /// An answer as a file writes it, with what it means where the word alone doesn't say.
    fn named(&self, (word, label): &Answer) -> String {
        let label = self.said(label);
        if label == *word {
            return label;
        }
        let values = [("word", word.clone()), ("label", label)];
        self.context.texts.say("import.option", values)
    }

    /// The words of something to say.
    fn said(&self, say: &Say) -> String {
        match say {
            Say::Key(key, values) => self.context.texts.say(key, values.iter().cloned()),
            Say::Plain(words) => words.clone(),
        }
    }

    fn refuse(&mut self, id: &str, options: &str) {
        let args = [("options", options.to_owned())];
        let why = self.context.texts.say("answers.expected.choice", args);
        self.wrong.push(format!("import.{id}：{why}"));
    }

    fn line(&self, page: &Page) -> Result<String, Failure> {
        match self.context.prompter().ask(page) {
            Reply::Line(line) => Ok(line),
            Reply::Interrupted | Reply::Closed => {
                Err(Failure::new("interrupted", Kind::Interrupted, Args::new()))
            }
        }
    }

    /// Fails where an answer is wrong or nobody could be asked.
    ///
    /// # Errors
    /// Those answers, by their ids.
    pub fn settled(&self) -> Result<(), Failure> {
        if !self.wrong.is_empty() {
            return Err(self.rejected(self.wrong.clone()));
        }
        let (ids, words) = self.needed.iter().cloned().unzip();
        let needed = self.context.need_terminal(ids);
        needed.map_err(|failure: Failure| failure.with_details(words))
    }

    /// Fails where the file of answers says something that wasn't asked.
    ///
    /// # Errors
    /// Those answers, by their ids.
    pub fn finished(&self) -> Result<(), Failure> {
        self.settled()?;
        let not_asked = self.context.texts.t("answers.not-asked");
        let ids = self.given.keys();
        let left: Vec<String> = ids.map(|id| format!("import.{id}：{not_asked}")).collect();
        if left.is_empty() {
            return Ok(());
        }
        Err(self.rejected(left))
    }

    fn rejected(&self, details: Vec<String>) -> Failure {
        let path = self.context.answers.as_ref();
        let args = args([
            ("count", details.len().to_string()),
            (
                "path",
                path.map_or_else(String::new, |p| p.display().to_string()),
            ),
        ]);
        Failure::new("answers-rejected", Kind::Usage, args).with_details(details)
    }
}

fn page(body: Vec<Say>, options: &[Answer]) -> Page {
    Page {
        body,
        choices: options
            .iter()
            .enumerate()
            .map(|(place, (_, label))| Choice {
                key: (place + 1).to_string(),
                label: label.clone(),
            })
            .collect(),
        ..Page::default()
    }
}
