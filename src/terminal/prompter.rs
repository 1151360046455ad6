//! A person at a terminal: numbered choices and lines of text.

use super::Manner;
use super::line::{self, Line, OwnLine};
use crate::interview::prompter::PART;
use crate::interview::reading::{labelled, plain_form};
use crate::interview::{Page, Prompter, Reply, Say};
use crate::render::large::{Spacing, set_wide};
use crate::render::texts::Texts;
use crate::render::wrap::wrap;
use rustyline::config::{Behavior, BellStyle, Config};
use rustyline::error::ReadlineError;
use rustyline::history::MemHistory;
use std::io::Write;

/// Clears the window and goes to its upper left corner.
const ALONE: &str = "\x1b[2J\x1b[H";

/// What a line is read with.
enum Reader {
    /// rustyline: right while Chinese is typed, wrapped and erased; gives the terminal back.
    Editor(Box<rustyline::Editor<(), MemHistory>>),
    /// The terminal's own line: where cursor tricks are unwanted or impossible.
    Own,
}

/// Asks at the terminal.
pub struct TerminalPrompter<'t> {
    texts: &'t Texts,
    manner: Manner,
    reader: Reader,
    /// Was it said that the pipe is read as GB18030?
    gb18030_said: bool,
}

impl<'t> TerminalPrompter<'t> {
    /// A prompter for this terminal. Falls back to the terminal's own line if the editor can't start.
    pub fn new(texts: &'t Texts, manner: Manner) -> TerminalPrompter<'t> {
        let reader = if manner.plain {
            Reader::Own
        } else {
            editor(manner).unwrap_or(Reader::Own)
        };
        TerminalPrompter {
            texts,
            manner,
            reader,
            gb18030_said: false,
        }
    }

    fn words(&self, say: &Say) -> String {
        match say {
            Say::Plain(text) => self.resolved(text),
            Say::Key(key, args) => {
                let args: Vec<(String, String)> = args
                    .iter()
                    .map(|(k, v)| (k.clone(), self.resolved(v)))
                    .collect();
                self.texts.say(key, args)
            }
        }
    }

    /// A value that starts with `@` names a text.
    fn resolved(&self, value: &str) -> String {
        if value.contains(PART) {
            return value.split(PART).map(|part| self.resolved(part)).collect();
        }
        match value.strip_prefix('@') {
            // The first of several names that is a text; the last is always one.
            Some(keys) if keys.contains('|') => keys
                .split('|')
                .find_map(|key| self.texts.get(key))
                .unwrap_or_default()
                .to_owned(),
            Some(key) if self.texts.has(key) => self.texts.t(key),
            // Short names are optional; the question itself serves.
            Some(key) => match key.strip_suffix(".short") {
                Some(question) => self.texts.t(&format!("{question}.ask")),
                None => value.to_owned(),
            },
            None => value.to_owned(),
        }
    }

    fn write(&self, text: &str) {
        // A terminal that went away is noticed at the next read, which ends the interview.
        if self.manner.on_stderr {
            let _ = std::io::stderr().write_all(text.as_bytes());
        } else {
            let mut out = std::io::stdout();
            let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        }
    }

    fn lines(&self, say: &Say, indent: usize) -> String {
        let mut out = String::new();
        for line in wrap(&self.words(say), self.manner.columns, indent) {
            out.push_str(&line);
            out.push('\n');
        }
        out
    }
}

fn editor(manner: Manner) -> Option<Reader> {
    let behavior = if manner.on_stderr {
        Behavior::PreferTerm
    } else {
        Behavior::Stdio
    };
    let config = Config::builder()
        .behavior(behavior)
        .bell_style(BellStyle::None)
        .auto_add_history(false)
        // A paste with line ends is one line to be looked at, not many answers at once.
        .bracketed_paste(true)
        .build();
    let editor = rustyline::Editor::with_history(config, MemHistory::new()).ok()?;
    Some(Reader::Editor(Box::new(editor)))
}

impl TerminalPrompter<'_> {
    fn ask_once(&mut self, page: &Page) -> Reply {
        if page.fresh {
            self.forget_typed_ahead();
        }
        // A window pulled to another size is laid out anew from the next page on.
        self.manner = self.manner.in_its_window();
        let text = if self.manner.large {
            self.laid_out_large(page)
        } else {
            self.laid_out(page, Spacing::CLOSE)
        };
        self.write(&text);
        let initial = page.initial.clone().unwrap_or_default();
        match &mut self.reader {
            Reader::Editor(editor) => match editor.readline_with_initial("> ", (&initial, "")) {
                Ok(line) => Reply::Line(line),
                Err(ReadlineError::Interrupted) => Reply::Interrupted,
                // A resize while waiting is not an answer.
                Err(_) => Reply::Closed,
            },
            // In the terminal's own line the value stands above and Enter keeps it.
            Reader::Own => self.own_line(),
        }
    }

    fn laid_out(&self, page: &Page, spacing: Spacing) -> String {
        let set = |text: String| {
            if spacing.letters {
                set_wide(&text)
            } else {
                text
            }
        };
        let mut out = String::from("\n");
        let mut put = |text: &str, indent: usize, apart: bool| {
            for line in wrap(text, self.manner.columns, indent) {
                out.push_str(&line);
                out.push('\n');
            }
            if apart {
                out.push('\n');
            }
        };
        for say in &page.body {
            put(&set(self.words(say)), 0, spacing.parts);
        }
        for (place, choice) in page.choices.iter().enumerate() {
            let lead = format!("  {}  ", choice.key);
            let label = format!("{lead}{}", set(self.words(&choice.label)));
            let last = place + 1 == page.choices.len();
            let apart = spacing.choices || (spacing.parts && last);
            put(&label, lead.len(), apart);
        }
        if let Some(keys) = &page.keys {
            put(&self.words(keys), 0, false);
        }
        out
    }

    /// The widest setting that fits the window, alone on the screen. Read aloud by a machine, blanks
    /// between characters would be noise: in plain mode only the lines are set apart.
    fn laid_out_large(&self, page: &Page) -> String {
        let plain = self.manner.plain;
        let settings = Spacing::FROM_WIDEST.into_iter();
        let mut texts = settings
            .filter(|s| !(plain && s.letters))
            .map(|spacing| self.laid_out(page, spacing));
        let fits = |text: &String| {
            // The line that is typed on takes a row too.
            let rows = text.lines().count() + 1;
            self.manner.rows.is_none_or(|window| rows <= window)
        };
        let text = texts.find(fits);
        let text = text.unwrap_or_else(|| self.laid_out(page, Spacing::CLOSE));
        if plain {
            text
        } else {
            format!("{ALONE}{text}")
        }
    }

    /// The number of the choice whose words were typed; the line as it is where it isn't one's.
    fn picked(&self, page: &Page, line: String) -> String {
        // What confirms a page must not be taken for the beginning of one of its lines.
        if page.fresh {
            return line;
        }
        let labels: Vec<String> = page.choices.iter().map(|c| self.words(&c.label)).collect();
        labelled(&labels, &line)
            .and_then(|place| page.choices.get(place))
            .map_or(line, |choice| choice.key.clone())
    }

    /// Drops what was typed and not yet read.
    fn forget_typed_ahead(&mut self) {
        if let Reader::Editor(_) = self.reader {
            // The editor keeps what it has read too much of; a new one has read nothing.
            self.reader = editor(self.manner).unwrap_or(Reader::Own);
        }
        line::forget_typed_ahead();
    }

    fn own_line(&mut self) -> Reply {
        loop {
            let line = OwnLine::prepared(false);
            self.write("> ");
            match line.read() {
                Line::Text(text) => return Reply::Line(text),
                Line::FromGb18030(text) => {
                    if !std::mem::replace(&mut self.gb18030_said, true) {
                        self.write(&self.lines(&Say::key("interview.gb18030-line"), 0));
                    }
                    return Reply::Line(text);
                }
                // Half a character is a slip of the terminal, neither an answer nor a way out.
                Line::Unreadable => {
                    self.write(&self.lines(&Say::key("interview.unreadable-line"), 0))
                }
                Line::Interrupted => {
                    self.write("\n");
                    return Reply::Interrupted;
                }
                Line::Closed => return Reply::Closed,
            }
        }
    }

    /// A choice before an interview names no keys of its own: help and the way out are there all the
    /// same.
    fn choose(&mut self, page: &Page) -> Reply {
        let mut page = page.clone();
        page.keys = Some(Say::key("interview.choice-keys"));
        loop {
            let reply = self.ask_once(&page);
            let Reply::Line(line) = &reply else {
                return reply;
            };
            match plain_form(line).as_str() {
                "#" | "求助" => {
                    let help = Page {
                        body: vec![Say::key("interview.help")],
                        keys: Some(Say::key("interview.help-keys")),
                        ..Page::default()
                    };
                    match self.ask_once(&help) {
                        Reply::Line(_) => {}
                        left => return left,
                    }
                }
                "!" | "退出" => return Reply::Interrupted,
                "?" => self.show(&[Say::key("interview.choice-why")]),
                _ => return reply,
            }
        }
    }
}

impl Prompter for TerminalPrompter<'_> {
    fn ask(&mut self, page: &Page) -> Reply {
        let reply = if page.keys.is_none() && !page.choices.is_empty() {
            self.choose(page)
        } else {
            self.ask_once(page)
        };
        match reply {
            Reply::Line(line) => Reply::Line(self.picked(page, line)),
            left => left,
        }
    }

    fn show(&mut self, lines: &[Say]) {
        let mut text = String::new();
        for say in lines {
            text.push_str(&self.lines(say, 0));
        }
        self.write(&text);
    }
}
