//! How a command that can't be done says so: a code, a sentence, a remedy, an exit code.

use crate::domain::coded::{Args, Coded, Kind};
use crate::render::texts::Texts;
use crate::render::wrap::wrap;

/// A command that could not be done.
#[derive(Debug)]
pub struct Failure {
    /// Stable code.
    pub code: String,
    /// How the process ends.
    pub kind: Kind,
    /// Values for the words.
    pub args: Args,
    /// Further lines: each member or question concerned, already in words or by id.
    pub details: Vec<String>,
    /// Question ids still needed, for machines.
    pub needed: Vec<String>,
}

impl Failure {
    /// A failure of the command line itself.
    pub fn new(code: &str, kind: Kind, args: Args) -> Failure {
        Failure {
            code: code.to_owned(),
            kind,
            args,
            details: Vec::new(),
            needed: Vec::new(),
        }
    }

    /// A command whose own output has said already what went wrong: only the exit code is left.
    pub fn said(kind: Kind) -> Failure {
        Failure::new("", kind, Args::new())
    }

    /// Was it said already?
    pub fn is_said(&self) -> bool {
        self.code.is_empty()
    }

    /// With further lines.
    #[must_use]
    pub fn with_details(mut self, details: Vec<String>) -> Failure {
        self.details = details;
        self
    }

    /// With the ids of questions still to be answered.
    #[must_use]
    pub fn with_needed(mut self, needed: Vec<String>) -> Failure {
        self.needed = needed;
        self
    }

    /// The values as the screen's language writes them: a failure is made without words, its lists
    /// joined as in Chinese.
    fn worded(&self, texts: &Texts) -> Args {
        /// Values that are lists of names.
        const LISTS: [&str; 5] = ["known", "near", "aside", "arg", "names"];
        let mut args = self.args.clone();
        for (name, value) in &mut args {
            if LISTS.contains(name) {
                let parts = value.split('；').map(|part| {
                    let names: Vec<&str> = part.split('、').collect();
                    texts.listed(&names)
                });
                *value = texts.series(&parts.collect::<Vec<String>>());
            }
        }
        args
    }

    /// For a person: what was wrong, the details, what to do.
    pub fn text(&self, texts: &Texts, columns: usize) -> String {
        let args = self.worded(texts);
        let message = texts.say(&format!("errors.{}.message", self.code), &args);
        let remedy = texts.say(&format!("errors.{}.remedy", self.code), &args);
        if self.kind == Kind::Interrupted {
            // Stopping is a choice and not a fault: said without blame.
            return wrap(&message, columns, 0).join("\n") + "\n";
        }
        let mut lines = wrap(
            &texts.say("failure.what", [("message", message)]),
            columns,
            2,
        );
        for detail in &self.details {
            lines.extend(wrap(&format!("  - {detail}"), columns, 4));
        }
        lines.extend(wrap(
            &texts.say("failure.remedy", [("remedy", remedy)]),
            columns,
            2,
        ));
        lines.join("\n") + "\n"
    }

    /// For machines.
    pub fn json(&self, texts: &Texts) -> serde_json::Value {
        let remedy = texts.say(&format!("errors.{}.remedy", self.code), &self.worded(texts));
        let mut args: serde_json::Map<String, serde_json::Value> = self
            .args
            .iter()
            .map(|(k, v)| ((*k).to_owned(), v.clone().into()))
            .collect();
        if !self.details.is_empty() {
            args.insert("details".into(), self.details.clone().into());
        }
        if !self.needed.is_empty() {
            args.insert("needed".into(), self.needed.clone().into());
        }
        serde_json::json!({
            "ok": false,
            "error": {
                "code": self.code,
                "kind": self.kind.word(),
                "args": args,
                "hints": [remedy],
            }
        })
    }
}

impl<E: Coded> From<E> for Failure {
    fn from(error: E) -> Failure {
        Failure::new(error.code(), error.kind(), error.args())
    }
}
