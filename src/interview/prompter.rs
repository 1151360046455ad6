//! How the engine speaks to a person, without knowing what a terminal is.

/// Between the parts of a value that are looked up one by one (`@key` beside words).
pub const PART: char = '\u{1f}';

/// Words to say: a text key with values, or words that are the user's own or already made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Say {
    /// A key of `content/text` with the values of its placeholders.
    Key(String, Vec<(String, String)>),
    /// Words as they are.
    Plain(String),
}

impl Say {
    /// A text without placeholders.
    pub fn key(key: impl Into<String>) -> Say {
        Say::Key(key.into(), Vec::new())
    }

    /// A text with values.
    pub fn with<const N: usize>(key: impl Into<String>, args: [(&str, String); N]) -> Say {
        Say::Key(
            key.into(),
            args.into_iter().map(|(k, v)| (k.to_owned(), v)).collect(),
        )
    }
}

/// A numbered choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is typed for it (`1`).
    pub key: String,
    /// What it means.
    pub label: Say,
}

/// One screen: a few lines, choices, one prompt.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// Lines above the choices; wrapped by the terminal.
    pub body: Vec<Say>,
    /// Numbered choices, if any.
    pub choices: Vec<Choice>,
    /// A line of keys at the foot (`? 为什么问  < 上一题`).
    pub keys: Option<Say>,
    /// Text already in the line, to be edited or taken with Enter.
    pub initial: Option<String>,
    /// What was typed before this page was shown is no answer to it: a key held down or a paste
    /// with line ends must not confirm what nobody has seen.
    pub fresh: bool,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// One line, without its line end.
    Line(String),
    /// Ctrl-C.
    Interrupted,
    /// The input ended (a closed window, Ctrl-D, the end of a pipe).
    Closed,
}

/// Somebody or something that can be asked.
pub trait Prompter {
    /// Shows a page and waits for one line.
    fn ask(&mut self, page: &Page) -> Reply;
    /// Shows lines and goes on.
    fn show(&mut self, lines: &[Say]);
    /// Can a refused line be written anew? Not by a pipe: its next line answers the next question.
    fn forgives(&self) -> bool {
        true
    }
}
