//! Nothing typed is lost: every interview is ended at every question in turn, in every way an
//! interview ends against a person's will, and gone on with. What comes of it is what comes of an
//! interview that nobody disturbed.

mod breaks;
mod homes;
mod review;
mod walks;

use crate::support::{Home, Key, TEXTS, Terminal, contents};
use serde_json::Value;

/// One line typed at one question.
#[derive(Clone, Copy)]
struct Step {
    /// Text key of the question (`confirm.lender`).
    key: &'static str,
    /// What is typed before Enter.
    typed: &'static str,
}

/// One interview, from its first question to its review page.
struct Walk {
    /// Arguments of the command.
    args: &'static [&'static str],
    /// The home it starts from.
    home: fn() -> Home,
    /// What is asked before the interview: words on the screen and the answer.
    before: &'static [(&'static str, &'static str)],
    /// The words under which an unfinished interview is offered.
    offer: &'static str,
    /// All questions in turn.
    steps: Vec<Step>,
    /// The questions whose answers stand in no draft, by their key: asked again after a break.
    never_kept: &'static [&'static str],
    /// The case it is about.
    case: &'static str,
}

/// How an interview is broken off.
#[derive(Debug, Clone, Copy)]
enum Break {
    /// As at a power cut: no chance to do anything.
    Kill,
    /// The window is closed.
    Close,
    /// Ctrl-C.
    Interrupt,
}

impl Walk {
    fn opened(&self, home: &Home, how: Break) -> Terminal {
        let mut terminal = match how {
            Break::Close => Terminal::window(home, self.args),
            _ => Terminal::start(home, self.args),
        };
        for (words, typed) in self.before {
            terminal.expect(&TEXTS.t(words)).prompt().line(typed);
        }
        terminal
    }

    /// The interview with `done` steps behind it, the offer to go on taken, at its next question.
    fn resumed(&self, home: &Home, done: usize, how: Break) -> Terminal {
        let mut terminal = self.opened(home, how);
        if done > 0 {
            terminal.expect(&TEXTS.t(self.offer)).prompt().line("1");
        }
        let behind = &self.steps[..done];
        // What stands in no draft is asked again as soon as the way is gone to it.
        for step in behind.iter().filter(|s| self.never_kept.contains(&s.key)) {
            terminal.reached(step.key).line(step.typed);
        }
        self.arrived(&mut terminal, done);
        terminal
    }

    /// What came of it, in words: every file of the home as it is, the log by what it says. What is
    /// random in the log (salts and the names of copies) is left out.
    fn outcome(&self, home: &Home) -> String {
        let log = home.case(self.case).join("evidence.jsonl");
        let copies = home.case(self.case).join("attachments");
        let mut lines = Vec::new();
        for (path, bytes) in home.kept() {
            if path == log || path.starts_with(&copies) {
                continue;
            }
            let name = path.strip_prefix(home.path()).unwrap().display();
            match str::from_utf8(&bytes) {
                Ok(text) => lines.push(format!("{name}:\n{text}")),
                Err(_) => lines.push(format!("{name}: {bytes:?}")),
            }
        }
        let mut copied: Vec<Vec<u8>> = contents(&copies).into_values().collect();
        copied.sort();
        lines.push(format!("copies: {copied:?}"));
        if log.exists() {
            let listed = home.done(&["log", "list", "--json", "--case", self.case]);
            for line in listed.lines() {
                let mut entry: Value = serde_json::from_str(line).unwrap();
                without_randomness(&mut entry);
                lines.push(format!("{entry:#}"));
            }
        }
        lines.join("\n")
    }

    /// Nobody disturbs it. The home at each question is copied: what a power cut there would leave.
    fn undisturbed(&self) -> (Vec<Home>, String) {
        let home = (self.home)();
        let mut left = Vec::new();
        let mut terminal = self.opened(&home, Break::Kill);
        for step in &self.steps {
            terminal.reached(step.key);
            left.push(home.copied());
            terminal.line(step.typed);
        }
        terminal.review();
        left.push(home.copied());
        accepted(terminal);
        let outcome = self.outcome(&home);
        let drafts = home.case(self.case).join("drafts");
        assert!(
            contents(&drafts).is_empty(),
            "a draft outlives its interview"
        );
        (left, outcome)
    }

    /// From what a power cut leaves at each question: the answer given then leaves the very files
    /// the interview nobody disturbed left at its next question, and the last one ends like it.
    fn goes_on_from_every_question(&self) {
        let (left, wanted) = self.undisturbed();
        for (done, home) in left.iter().enumerate() {
            let mut terminal = self.resumed(home, done, Break::Kill);
            let Some(after) = left.get(done + 1) else {
                accepted(terminal);
                same(&self.outcome(home), &wanted, "from the review page");
                return;
            };
            terminal.line(self.steps[done].typed);
            self.arrived(&mut terminal, done + 1);
            broken_off(terminal, Break::Kill);
            let when = format!("after {done} lines");
            same(&self.outcome(home), &self.outcome(after), &when);
        }
    }

    /// Waits for the question after `done` steps, or for the review page.
    fn arrived(&self, terminal: &mut Terminal, done: usize) {
        match self.steps.get(done) {
            Some(step) => terminal.reached(step.key),
            None => terminal.review(),
        };
    }

    /// One interview that is broken off at every question, half a line typed.
    fn outlives_a_break_at_every_question(&self, how: Break) {
        let (_, wanted) = self.undisturbed();
        let home = (self.home)();
        for done in 0..=self.steps.len() {
            let mut terminal = self.resumed(&home, done, how);
            if let Some(step) = self.steps.get(done) {
                terminal.line(step.typed);
                self.arrived(&mut terminal, done + 1);
            }
            terminal.type_text("半");
            broken_off(terminal, how);
        }
        accepted(self.resumed(&home, self.steps.len(), Break::Kill));
        same(&self.outcome(&home), &wanted, &format!("{how:?}"));
    }
}

/// Accepts the review page.
fn accepted(mut terminal: Terminal) {
    terminal.press(Key::Enter);
    assert_eq!(terminal.end(), 0, "{}", terminal.screen());
}

/// Ends it, and waits until it has ended.
fn broken_off(mut terminal: Terminal, how: Break) {
    match how {
        Break::Kill => {
            terminal.signal("KILL");
            terminal.end();
        }
        Break::Close => terminal.close(),
        Break::Interrupt => {
            terminal.press(Key::Interrupt);
            assert_eq!(terminal.end(), 130);
            terminal.shows("已答的存好了");
        }
    }
}

/// The same outcome, or the lines that differ.
fn same(found: &str, wanted: &str, when: &str) {
    let differ = |a: &str, b: &str| -> Vec<String> {
        let other: Vec<&str> = b.lines().collect();
        let lines = a.lines().filter(|line| !other.contains(line));
        lines.map(str::to_owned).collect()
    };
    let (more, less) = (differ(found, wanted), differ(wanted, found));
    assert!(found == wanted, "{when}: {more:#?} instead of {less:#?}");
}

fn without_randomness(entry: &mut Value) {
    match entry {
        Value::Object(members) => {
            members.remove("hash");
            if members.contains_key("sha256") {
                members.remove("id");
            }
            members.values_mut().for_each(without_randomness);
        }
        Value::Array(items) => items.iter_mut().for_each(without_randomness),
        _ => {}
    }
}
