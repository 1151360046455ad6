//! What was understood of a list of calls or an export of messages, row by row: what would be added,
//! what the log has already, what wasn't used and why, and what is doubtful about the times.

use super::screen::{Grid, Screen};
use super::texts::Texts;
use crate::domain::coded::args;
use crate::domain::evidence::masked_numbers;
use crate::domain::import::{Column, Contact, ContactKind, Contacts, Fate, LeftOut, Way};

/// So many rows of a kind are shown one by one; all of them where everything is asked for.
const MOST_SHOWN: usize = 30;

/// Of a message a list shows this many characters.
const LONGEST_WORDS: usize = 24;

/// A table understood, to be shown before anything is stored.
#[derive(Debug)]
pub struct Preview<'p> {
    /// Its rows and the lines that weren't used.
    pub found: &'p Contacts,
    /// What becomes of each row.
    pub fates: &'p [Fate],
    /// What it lists.
    pub kind: ContactKind,
    /// The columns used, with the names they have in the file.
    pub names: &'p [(Column, &'p str)],
    /// The encoding's name.
    pub encoding: &'p str,
    /// Has it been said which numbers have to do with the case?
    pub chosen: bool,
    /// Every row, with numbers in full.
    pub full: bool,
}

/// The preview as a screen.
pub fn contacts_screen(texts: &Texts, preview: &Preview<'_>) -> Screen {
    let mut screen = Screen::new();
    let kind = preview.kind.entry().id();
    screen.title(texts.t(&format!("log-import.title.{kind}")));
    screen.text(columns(texts, preview));
    rows(texts, preview, &mut screen);
    counts(texts, preview, &mut screen);
    not_chosen(texts, preview, &mut screen);
    doubles(texts, preview, &mut screen);
    left_out(texts, preview, &mut screen);
    doubts(texts, preview, &mut screen);
    screen
}

/// After the numbers were chosen: what is to be added, in two lines.
pub fn chosen_screen(texts: &Texts, preview: &Preview<'_>) -> Screen {
    let mut screen = Screen::new();
    counts(texts, preview, &mut screen);
    not_chosen(texts, preview, &mut screen);
    screen
}

fn columns(texts: &Texts, preview: &Preview<'_>) -> String {
    let one = |(column, name): &(Column, &str)| {
        let key = column.member().replace('_', "-");
        let what = texts.t(&format!("log-import.what.{key}"));
        let values = [("name", (*name).to_owned()), ("what", what)];
        texts.say("import.column-used", values)
    };
    let list: Vec<String> = preview.names.iter().map(one).collect();
    let values = [
        ("encoding", preview.encoding.to_owned()),
        ("columns", texts.clauses(&list)),
    ];
    texts.say("import.columns", values)
}

fn pairs<'p>(preview: &'p Preview<'_>) -> impl Iterator<Item = (&'p Contact, &'p Fate)> {
    preview.found.used.iter().zip(preview.fates)
}

/// The rows that would be new; where there are many, the first of them.
fn rows(texts: &Texts, preview: &Preview<'_>, screen: &mut Screen) {
    let new: Vec<&Contact> = pairs(preview)
        .filter(|(_, fate)| **fate == Fate::New)
        .map(|(row, _)| row)
        .collect();
    let most = if preview.full { new.len() } else { MOST_SHOWN };
    let last = match preview.kind {
        ContactKind::Calls => "answered",
        ContactKind::Messages => "words",
    };
    let mut grid = Grid {
        head: ["line", "when", "number", "way", last]
            .map(|c| texts.t(&format!("log-import.column.{c}")))
            .to_vec(),
        figures: vec![0],
        wraps: vec![(4, 12)],
        ..Grid::default()
    };
    for row in new.iter().take(most) {
        grid.rows.push(cells(texts, preview, row));
    }
    if !grid.rows.is_empty() {
        screen.grid(grid);
    }
    if new.len() > most {
        let more = (new.len() - most).to_string();
        screen.text(texts.say("log-import.more-rows", [("count", more)]));
    }
}

fn cells(texts: &Texts, preview: &Preview<'_>, row: &Contact) -> Vec<String> {
    let number = match &row.number {
        Some(number) if preview.full => number.clone(),
        Some(number) => masked_numbers(number),
        None => texts.t("log-import.no-number"),
    };
    let way = match row.way {
        Some(way) => texts.t(&format!("log.word.direction.{}", way.word())),
        None => texts.t("log-import.not-said"),
    };
    let last = match (&row.body, row.answered) {
        (Some(body), _) => {
            let words: String = body.chars().take(LONGEST_WORDS).collect();
            let cut = body.chars().nth(LONGEST_WORDS).is_some();
            let words = words.replace(['\n', '\r'], " ");
            let words = if preview.full {
                words
            } else {
                masked_numbers(&words)
            };
            format!("{words}{}", if cut { "…" } else { "" })
        }
        (None, answered) => {
            let seconds = row.seconds.unwrap_or(0);
            let values = args([
                ("answered", truth(answered).to_owned()),
                ("robot", truth(row.robot).to_owned()),
                ("minutes", (seconds / 60).to_string()),
                ("seconds", (seconds % 60).to_string()),
                ("long", if seconds > 0 { "1" } else { "" }.to_owned()),
            ]);
            texts.say("log-import.answered", values)
        }
    };
    let when = row.at.to_string();
    let when = when
        .strip_suffix("+08:00")
        .unwrap_or(&when)
        .replace('T', " ");
    vec![row.line.to_string(), when, number, way, last]
}

fn truth(said: Option<bool>) -> &'static str {
    match said {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    }
}

/// Calls by what the rules about contact count apart: answered, not answered, not said; machines;
/// who called whom.
fn counts(texts: &Texts, preview: &Preview<'_>, screen: &mut Screen) {
    if pairs(preview).all(|(_, fate)| *fate != Fate::New) {
        return;
    }
    let count = |wanted: &dyn Fn(&Contact) -> bool| {
        pairs(preview)
            .filter(|(row, fate)| **fate == Fate::New && wanted(row))
            .count()
            .to_string()
    };
    let values = args([
        ("new", count(&|_| true)),
        ("answered", count(&|r| r.answered == Some(true))),
        ("missed", count(&|r| r.answered == Some(false))),
        ("unsaid", count(&|r| r.answered.is_none())),
        ("robot", count(&|r| r.robot == Some(true))),
        ("in", count(&|r| r.way == Some(Way::In))),
        ("out", count(&|r| r.way == Some(Way::Out))),
        ("no_way", count(&|r| r.way.is_none())),
        ("chosen", if preview.chosen { "1" } else { "" }.to_owned()),
    ]);
    let kind = preview.kind.entry().id();
    screen.text(texts.say(&format!("log-import.counts.{kind}"), values));
}

/// Rows of numbers that have nothing to do with the case, as far as the person said.
fn not_chosen(texts: &Texts, preview: &Preview<'_>, screen: &mut Screen) {
    let left = pairs(preview).filter(|(_, fate)| **fate == Fate::NotChosen);
    let count = left.count();
    if count > 0 {
        let count = [("count", count.to_string())];
        screen.text(texts.say("log-import.not-chosen", count));
    }
}

/// Rows that the log or the file says already.
fn doubles(texts: &Texts, preview: &Preview<'_>, screen: &mut Screen) {
    let mut said = Vec::new();
    for (row, fate) in pairs(preview) {
        let (key, other) = match fate {
            Fate::InLog(seq) => ("log-import.in-log", seq),
            Fate::Repeated(line) => ("log-import.repeated", line),
            Fate::New | Fate::NotChosen => continue,
        };
        let values = [("line", row.line.to_string()), ("other", other.to_string())];
        said.push(texts.say(key, values));
    }
    if !said.is_empty() {
        let count = [("count", said.len().to_string())];
        screen.title(texts.say("log-import.doubles-title", count));
        items(texts, preview, &said, screen);
        screen.text(texts.t("log-import.doubles-how"));
    }
}

/// The first of a list, and how many more there are.
fn items(texts: &Texts, preview: &Preview<'_>, list: &[String], screen: &mut Screen) {
    let most = if preview.full { list.len() } else { MOST_SHOWN };
    for words in list.iter().take(most) {
        screen.item("-", words.clone());
    }
    if list.len() > most {
        let more = (list.len() - most).to_string();
        screen.item("-", texts.say("log-import.more-lines", [("count", more)]));
    }
}

/// Lines that weren't used; those that follow each other for the same reason are one sentence.
fn left_out(texts: &Texts, preview: &Preview<'_>, screen: &mut Screen) {
    let list = &preview.found.left_out;
    if list.is_empty() {
        screen.text(texts.t("log-import.none-left-out"));
        return;
    }
    let count = [("count", list.len().to_string())];
    screen.title(texts.say("import.left-out-title", count));
    let mut said = Vec::new();
    let mut rest = list.as_slice();
    while let Some(first) = rest.first() {
        let follows = |(n, l): &(usize, &LeftOut)| {
            let expected = first.line + u64::try_from(*n).unwrap_or(u64::MAX);
            l.reason == first.reason && l.args == first.args && l.line == expected
        };
        let alike = rest.iter().enumerate().take_while(follows).count();
        let last = rest.get(alike.saturating_sub(1)).unwrap_or(first);
        let why = texts.say(
            &format!("log-import.left-out.{}", first.reason),
            &first.args,
        );
        let key = match last.line == first.line {
            true => "import.left-out-line",
            false => "import.left-out-lines",
        };
        let values = args([
            ("line", first.line.to_string()),
            ("from", first.line.to_string()),
            ("to", last.line.to_string()),
            ("why", why),
        ]);
        said.push(texts.say(key, values));
        rest = rest.get(alike.max(1)..).unwrap_or_default();
    }
    items(texts, preview, &said, screen);
}

/// What can't be told from the table about its times.
fn doubts(texts: &Texts, preview: &Preview<'_>, screen: &mut Screen) {
    screen.gap();
    screen.text(texts.t("log-import.clock"));
    let count =
        |wanted: fn(&Contact) -> bool| preview.found.used.iter().filter(|row| wanted(row)).count();
    for (key, found) in [
        ("log-import.shifted", count(|row| row.shifted)),
        ("log-import.day-only", count(|row| row.at.time.is_none())),
    ] {
        if found > 0 {
            screen.text(texts.say(key, [("count", found.to_string())]));
        }
    }
    if preview.kind == ContactKind::Calls && count(|row| row.answered == Some(false)) == 0 {
        screen.text(texts.t("log-import.only-answered"));
    }
}
