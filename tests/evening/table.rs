//! The counselor's hands: the session opened, a case made and consented to, its steps.

use super::borrowers::BORROWERS;
use crate::support::{Home, Key, TEXTS, Terminal};

/// Where the pages of a borrower go, beside the home.
pub fn pages(name: &str) -> String {
    format!("pages/{name}")
}

/// What is typed where a counselor records the consent. Counting is agreed to by all.
const AGREED: [(&str, &str); 9] = [
    ("keeper", "社区中心小周"),
    ("contact", "周二晚上来中心"),
    ("purpose", "核对欠款，写信"),
    ("kinds", "１ ２ 3 4"),
    ("keep_until", "２０２７年３月３１日"),
    ("sensitive", "是"),
    ("hand_over", "是"),
    ("statistics", "Ｙ"),
    ("agreed", "是"),
];

/// A session at a window of its own.
pub struct Table {
    pub terminal: Terminal,
}

impl Table {
    /// Opens the session at the case in use, or at none.
    pub fn open(home: &Home) -> Table {
        Table {
            terminal: Terminal::sized(home, &["case", "session"], 80, 40),
        }
    }

    /// The screen of the session is there and waits for a number.
    pub fn board(&mut self) -> &mut Terminal {
        let ask = TEXTS.t("session.ask");
        self.terminal.expect(&ask).prompt()
    }

    /// Makes a case for a new borrower, beside cases of others or as the first, and records that they
    /// agree before anything else. Leaves the session at its screen.
    pub fn receives(&mut self, home: &Home, name: &str) {
        self.board().line("１");
        // Beside the one in front there are others: an old one might be meant.
        let kept = std::fs::read_dir(home.path().join("cases"));
        if kept.is_ok_and(|kept| kept.count() > 1) {
            self.made_anew();
        }
        self.named_and_agreed(home, name);
    }

    /// The same from where another case was turned away from.
    pub fn receives_after_turning(&mut self, home: &Home, name: &str) {
        self.made_anew();
        self.named_and_agreed(home, name);
    }

    fn made_anew(&mut self) {
        let which = TEXTS.t("session.case-which");
        self.terminal.expect(&which).prompt().line("1");
    }

    fn named_and_agreed(&mut self, home: &Home, name: &str) {
        self.typist("1");
        let ask = TEXTS.t("session.name");
        self.terminal.expect(&ask).prompt();
        // Whoever sits down now sees nothing of those who were here before.
        let screen = self.terminal.screen();
        for borrower in &BORROWERS {
            assert!(!screen.contains(borrower.case), "{screen}");
        }
        assert!(
            !home.case(name).exists(),
            "{name}: made before it was named"
        );
        self.terminal.line(name);
        self.agrees(name);
        let case = case_text(home, name);
        assert!(case.contains("given_on = \"2026-11-21\""), "{case}");
        for figure in ["[[loans]]", "[household", "[borrower.", "amount"] {
            assert!(!case.contains(figure), "before consent: {figure}: {case}");
        }
        assert!(!home.case(name).join("evidence.jsonl").exists());
    }

    /// Answers who types: first with a number that isn't there.
    fn typist(&mut self, number: &str) {
        let ask = TEXTS.t("session.typist.ask");
        self.terminal.expect(&ask).prompt().line("7");
        self.terminal.expect(&ask).prompt().line(number);
    }

    fn agrees(&mut self, name: &str) {
        for (id, typed) in AGREED {
            self.terminal
                .question(&format!("consent.consent.{id}"))
                .line(typed);
        }
        self.terminal.review().press(Key::Enter);
        self.terminal.expect("记下了").expect(name);
    }

    /// Writes the two pages, and ends the session.
    pub fn leaves_with_pages(&mut self, name: &str) {
        self.board().line("７");
        self.terminal.expect("两页纸").prompt().line(&pages(name));
        self.terminal.expect("给之前问一句本人");
        self.leaves();
    }

    /// Ends the session.
    pub fn leaves(&mut self) {
        self.board().line("！");
        self.terminal.expect("面谈结束");
        assert_eq!(self.terminal.end(), 0);
    }

    /// After a step whose result is to be read.
    pub fn reads_on(&mut self) {
        let ask = TEXTS.t("session.read-on");
        self.terminal.expect(&ask).prompt().press(Key::Enter);
    }
}

/// The case file as it stands.
pub fn case_text(home: &Home, name: &str) -> String {
    std::fs::read_to_string(home.case(name).join("case.toml")).unwrap()
}
