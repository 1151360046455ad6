//! A call under way: the script, number keys for what the other side says, what is taken down.
//! Each key is stamped and kept before the next screen is shown.

use super::answers::{Answers, Value};
use super::engine::Edge;
use super::prompter::{Choice, Page, Prompter, Reply, Say};
use super::reading::plain_form;

/// What the other side may say, under a few heads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReplyBook {
    /// In the order of the keys.
    pub groups: Vec<ReplyGroup>,
}

/// One head. Its name stands under `replies.group.<id>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplyGroup {
    /// Unique in the book.
    pub id: String,
    /// Cards by their ids; words under `replies.<id>.says` and `.answer`.
    pub replies: Vec<String>,
}

/// Heads there is a key for.
pub const MOST_GROUPS: usize = 5;
/// Cards of one head there is a key for.
pub const MOST_REPLIES: usize = 7;

impl ReplyBook {
    /// Every card.
    pub fn replies(&self) -> impl Iterator<Item = &str> {
        let all = self.groups.iter().flat_map(|g| &g.replies);
        all.map(String::as_str)
    }
}

/// What can be taken down during a call, in the order of the keys; each the end of a question's id
/// and of `call.part.<id>`.
pub const PARTS: [&str; 4] = ["ticket", "badge", "words", "promised"];

/// Before the ids of cards that were shown.
pub const HEARD: &str = "heard.";
/// Before the ids of what was taken down.
pub const NOTED: &str = "noted.";
/// Set when the call is over and only the record is left to be made.
pub const ENDED: &str = "ended";

/// How a call was left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallEnding {
    /// Hung up; the record follows.
    Ended(Answers),
    /// Ctrl-C or a closed window; what was taken down is kept.
    Left(Answers),
}

/// What came of one page.
enum Turn {
    Stay,
    End,
    Left,
}

/// The keys a page has besides its own.
enum Pressed {
    Key(String),
    Shown,
    Left,
}

/// Stands by while the call goes on, until it is over or the person leaves.
pub fn stand_by(
    book: &ReplyBook,
    script: &[Say],
    start: Answers,
    prompter: &mut dyn Prompter,
    edge: &mut dyn Edge,
) -> CallEnding {
    let mut call = Call {
        book,
        answers: start,
        notice: script.to_vec(),
        prompter,
        edge,
    };
    loop {
        match call.home(script) {
            Turn::Stay => {}
            Turn::End => {
                let now = call.edge.now();
                let ended = Value::Given("true".to_owned());
                call.answers.set(ENDED, ended, Some(now));
                call.edge.keep(&call.answers);
                return CallEnding::Ended(call.answers);
            }
            Turn::Left => return CallEnding::Left(call.answers),
        }
    }
}

struct Call<'c> {
    book: &'c ReplyBook,
    answers: Answers,
    notice: Vec<Say>,
    prompter: &'c mut dyn Prompter,
    edge: &'c mut dyn Edge,
}

impl Call<'_> {
    fn home(&mut self, script: &[Say]) -> Turn {
        let groups = &self.book.groups;
        let mut choices: Vec<Choice> = groups
            .iter()
            .enumerate()
            .map(|(i, group)| choice(i + 1, format!("replies.group.{}", group.id)))
            .collect();
        choices.push(choice(MOST_GROUPS + 1, "call.note"));
        choices.push(choice(MOST_GROUPS + 2, "call.end"));
        match self.pressed("call.ask", choices, "call.home-keys") {
            Pressed::Left => Turn::Left,
            Pressed::Shown => Turn::Stay,
            Pressed::Key(key) => match key.parse::<usize>() {
                Ok(8) => {
                    self.notice.extend(script.iter().cloned());
                    Turn::Stay
                }
                Ok(key) if key == MOST_GROUPS + 1 => self.note(),
                Ok(key) if key == MOST_GROUPS + 2 => Turn::End,
                Ok(key) => match key.checked_sub(1).and_then(|i| groups.get(i)) {
                    Some(group) => self.cards(group),
                    None => self.wrong_key(),
                },
                Err(_) => self.wrong_key(),
            },
        }
    }

    fn cards(&mut self, group: &ReplyGroup) -> Turn {
        loop {
            let cards = group.replies.iter().enumerate();
            let choices = cards.map(|(i, id)| choice(i + 1, format!("replies.{id}.says")));
            let head = format!("replies.group.{}", group.id);
            match self.pressed(&head, choices.collect(), "call.group-keys") {
                Pressed::Left => return Turn::Left,
                Pressed::Shown => {}
                Pressed::Key(key) if key == "8" || key.is_empty() => return Turn::Stay,
                Pressed::Key(key) => {
                    let key = key.parse::<usize>().ok().and_then(|k| k.checked_sub(1));
                    match key.and_then(|i| group.replies.get(i)) {
                        Some(id) => return self.card(id),
                        None => {
                            self.wrong_key();
                        }
                    }
                }
            }
        }
    }

    fn card(&mut self, id: &str) -> Turn {
        let says = format!("replies.{id}.says");
        self.keep(&format!("{HEARD}{id}"), "true", &format!("@{says}"));
        let page = Page {
            body: vec![
                Say::with("call.says", [("says", format!("@{says}"))]),
                Say::with("call.answer", [("answer", format!("@replies.{id}.answer"))]),
            ],
            keys: Some(Say::key("call.card-keys")),
            ..Page::default()
        };
        match self.prompter.ask(&page) {
            Reply::Line(_) => Turn::Stay,
            Reply::Interrupted | Reply::Closed => Turn::Left,
        }
    }

    fn note(&mut self) -> Turn {
        loop {
            let parts = PARTS.iter().enumerate();
            let choices = parts.map(|(i, part)| choice(i + 1, format!("call.part.{part}")));
            match self.pressed("call.what", choices.collect(), "call.group-keys") {
                Pressed::Left => return Turn::Left,
                Pressed::Shown => {}
                Pressed::Key(key) if key == "8" || key.is_empty() => return Turn::Stay,
                Pressed::Key(key) => {
                    let key = key.parse::<usize>().ok().and_then(|k| k.checked_sub(1));
                    match key.and_then(|i| PARTS.get(i)) {
                        Some(part) => return self.typed(part),
                        None => {
                            self.wrong_key();
                        }
                    }
                }
            }
        }
    }

    fn typed(&mut self, part: &str) -> Turn {
        let page = Page {
            body: vec![Say::key(format!("call.part.{part}"))],
            keys: Some(Say::key("call.typed")),
            ..Page::default()
        };
        match self.prompter.ask(&page) {
            Reply::Line(line) => {
                let line = line.trim();
                if !line.is_empty() {
                    let what = format!("@call.part.{part}");
                    self.keep(&format!("{NOTED}{part}"), line, &what);
                }
                Turn::Stay
            }
            Reply::Interrupted | Reply::Closed => Turn::Left,
        }
    }

    /// Keeps an answer under its id, or under the next one free where it was given before.
    fn keep(&mut self, id: &str, value: &str, what: &str) {
        let taken = |id: &str| self.answers.get(id).is_some();
        let mut free = id.to_owned();
        let mut times = 1_u32;
        while taken(&free) {
            times += 1;
            free = format!("{id}.{times}");
        }
        let now = self.edge.now();
        let time = time_of(&now);
        self.answers
            .set(&free, Value::Given(value.to_owned()), Some(now));
        self.edge.keep(&self.answers);
        let said = [("time", time), ("what", what.to_owned())];
        self.notice.push(Say::with("call.noted", said));
    }

    fn wrong_key(&mut self) -> Turn {
        self.notice.push(Say::key("call.wrong-key"));
        Turn::Stay
    }

    /// Shows a page and gives the key pressed; help and pause are there on every one.
    fn pressed(&mut self, head: &str, choices: Vec<Choice>, keys: &str) -> Pressed {
        let mut body = std::mem::take(&mut self.notice);
        body.push(Say::key(head));
        let page = Page {
            body,
            choices,
            keys: Some(Say::key(keys)),
            ..Page::default()
        };
        let line = match self.prompter.ask(&page) {
            Reply::Line(line) => plain_form(&line),
            Reply::Interrupted | Reply::Closed => return Pressed::Left,
        };
        let card = match line.as_str() {
            "9" | "#" | "求助" => "call.help",
            "0" => "call.pause",
            "!" | "退出" => return Pressed::Left,
            _ => return Pressed::Key(line),
        };
        let page = Page {
            body: vec![Say::key(card)],
            keys: Some(Say::key("call.card-keys")),
            ..Page::default()
        };
        match self.prompter.ask(&page) {
            Reply::Line(_) => Pressed::Shown,
            Reply::Interrupted | Reply::Closed => Pressed::Left,
        }
    }
}

fn choice(key: usize, label: impl Into<String>) -> Choice {
    Choice {
        key: key.to_string(),
        label: Say::key(label),
    }
}

/// `20:01` of `2026-11-21T20:01:07+08:00`.
pub fn time_of(stamp: &str) -> String {
    stamp.get(11..16).unwrap_or_default().to_owned()
}
