//! What a letter tells from the log: the entries chosen, as tables and facts.

use super::own_facts::ENTRIES;
use crate::cli::Failure;
use crate::cli::context::Context;
use crate::cli::facts::Personal;
use crate::domain::coded::{Args, Kind, args};
use crate::domain::evidence::{AttachmentRef, EntryView, masked_numbers};
use crate::domain::letter::catalogue::{Signs, Told, Wanted, doubts, tellable};
use crate::domain::letter::{Facts, Gate, Letter, Row, Table};
use crate::domain::loan::Loan;
use crate::interview::{Answers, Say};
use crate::render::dates::long_date;
use crate::render::texts::Texts;

/// Characters of a SHA-256 shown in a catalogue: enough to tell files apart, short enough to read out.
const HASH_SHOWN: usize = 12;

/// The entries a letter may tell, then those it does.
pub struct Telling {
    entries: Vec<Told>,
    signs: Signs,
    is_catalogue: bool,
}

impl Telling {
    /// All that fit this letter and this loan.
    pub fn new(
        context: &Context,
        letter: &Letter,
        views: &[EntryView],
        loan: Option<&Loan>,
    ) -> Telling {
        let wanted = Wanted {
            kinds: &letter.entries,
            loan: loan.map(|l| l.id.as_str()),
        };
        let words = |key: &str| -> Vec<String> {
            let words = context.texts.get(key).unwrap_or_default();
            words.split_whitespace().map(str::to_owned).collect()
        };
        Telling {
            entries: tellable(views, wanted),
            signs: Signs {
                sent_on: words("letter.catalogue.sent-on"),
                said_late: words("letter.catalogue.said-late"),
            },
            is_catalogue: letter.gates.contains(&Gate::File),
        }
    }

    /// Has it what the letter can't be written without?
    ///
    /// # Errors
    /// No entry, none with a day and a file, or none with a file.
    pub fn ready(&self, letter: &Letter) -> Result<(), Failure> {
        match self.lacks(letter) {
            Some(code) => Err(Failure::new(code, Kind::Case, Args::new())),
            None => Ok(()),
        }
    }

    /// The code of what is lacking.
    pub fn lacks(&self, letter: &Letter) -> Option<&'static str> {
        let has = |gate: &Gate| match gate {
            Gate::Entry => !self.entries.is_empty(),
            Gate::File => self.entries.iter().any(|t| !t.files.is_empty()),
            Gate::DatedIncidentWithFile => {
                let dated = |t: &&Told| t.moment().is_some();
                let mut dated = self.entries.iter().filter(dated);
                dated.any(|t| !t.files.is_empty())
            }
            Gate::RecordIsWrong | Gate::ObjectionInTime => true,
        };
        let gate = letter.gates.iter().find(|gate| !has(gate))?;
        Some(match gate {
            Gate::DatedIncidentWithFile => "letter-no-incident",
            Gate::File => "letter-no-file",
            _ => "letter-no-entry",
        })
    }

    /// The entries to choose from, as they are said before the question.
    pub fn offered(&self, context: &Context) -> Vec<Say> {
        let texts = &context.texts;
        let lines = self.entries.iter().map(|told| {
            Say::with(
                "letter.entry-offered",
                [
                    ("seq", told.seq.to_string()),
                    ("when", moment(texts, told)),
                    (
                        "summary",
                        masked_numbers(told.text("summary").unwrap_or_default()),
                    ),
                    ("files", told.files.len().to_string()),
                ],
            )
        });
        lines.collect()
    }

    /// Those of the numbers answered; all where nothing was.
    ///
    /// # Errors
    /// A number that isn't among them.
    pub fn chosen(mut self, answers: &Answers) -> Result<Telling, Failure> {
        let Some(text) = answers.given(ENTRIES) else {
            return Ok(self);
        };
        let mut wanted: Vec<u64> = Vec::new();
        for number in text.split(|c: char| !c.is_ascii_digit()) {
            if let Ok(seq) = number.parse() {
                wanted.push(seq);
            }
        }
        let unknown = wanted
            .iter()
            .find(|seq| !self.entries.iter().any(|t| t.seq == **seq));
        if wanted.is_empty() || unknown.is_some() {
            let known: Vec<String> = self.entries.iter().map(|t| t.seq.to_string()).collect();
            let seq = unknown.map(u64::to_string).unwrap_or_default();
            let args = args([("seq", seq), ("known", known.join("、"))]);
            return Err(Failure::new("letter-entry-unknown", Kind::Usage, args));
        }
        self.entries.retain(|t| wanted.contains(&t.seq));
        Ok(self)
    }

    /// Tables and flags of the entries told.
    pub fn add(&self, facts: &mut Facts, context: &Context, answers: &Answers, by: &Personal) {
        let any = |holds: fn(&Told) -> bool| self.entries.iter().any(holds);
        facts.flag("has-entries", !self.entries.is_empty());
        facts.flag("told-others", any(Told::told_others));
        facts.flag("has-late", any(|t| t.late.is_some()));
        facts.flag("has-quote", any(is_quoted));
        facts.flag("has-recalled", any(|t| is_quoted(t) && recalled(t)));
        facts.flag("has-verbatim", any(|t| is_quoted(t) && !recalled(t)));
        facts.flag("has-files", any(|t| !t.files.is_empty()));
        if !self.entries.is_empty() {
            facts.value("entry_count", Some(self.entries.len().to_string()));
        }
        let days = || self.entries.iter().filter_map(Told::moment);
        facts.value("entries_from", days().next().map(|m| long_date(m.date)));
        facts.value("entries_to", days().next_back().map(|m| long_date(m.date)));
        for told in &self.entries {
            facts.flag(&format!("entry-{}", told.kind.id()), true);
            let confirmed = told.members.get("conduct").and_then(|c| c.as_array());
            for code in confirmed.into_iter().flatten().filter_map(|c| c.as_str()) {
                facts.flag(&format!("conduct-{code}"), true);
            }
        }
        let others: Vec<&Told> = self.entries.iter().filter(|t| t.told_others()).collect();
        let all: Vec<&Told> = self.entries.iter().collect();
        let texts = &context.texts;
        let moments: Vec<String> = others.iter().map(|t| moment(texts, t)).collect();
        facts.value(
            "others_days",
            (!moments.is_empty()).then(|| moments.join("、")),
        );
        let mut put = |name: &str, table: Table| {
            if !table.rows.is_empty() {
                facts.tables.insert(name.to_owned(), table);
            }
        };
        put("incidents", incidents(texts, &all, by));
        put("third_parties", incidents(texts, &others, by));
        put("minutes", minutes(texts, &all, by));
        let carrier = answers.given("fact.carrier").map(|c| by.words(c));
        put("catalogue", catalogue(texts, &all, carrier, by));
    }

    /// What would be asked about the evidence, in words; only where it is listed.
    pub fn doubts(&self, context: &Context) -> Vec<String> {
        if !self.is_catalogue {
            return Vec::new();
        }
        let mut out = Vec::new();
        for told in &self.entries {
            for doubt in doubts(told, &self.signs) {
                let key = format!("letter.doubt.{}", doubt.word());
                out.push(context.texts.say(&key, [("seq", told.seq.to_string())]));
            }
        }
        out
    }
}

fn head(texts: &Texts, names: &[&str]) -> Vec<String> {
    let title = |name: &&str| texts.t(&format!("letter.column.{name}"));
    names.iter().map(title).collect()
}

fn plain_row(cells: Vec<String>) -> Row {
    Row {
        cells,
        strong: false,
    }
}

/// When it happened, as a letter says it.
fn moment(texts: &Texts, told: &Told) -> String {
    let Some(at) = told.moment() else {
        return texts.t("letter.moment-unknown");
    };
    let day = long_date(at.date);
    let said = match at.time {
        Some((time, _)) => format!("{day}{}", time.format("%H:%M")),
        None => day,
    };
    if told.text("precision") == Some("about") {
        texts.say("letter.moment-about", [("when", said)])
    } else {
        said
    }
}

fn is_quoted(told: &Told) -> bool {
    told.text("quote").is_some()
}

/// Are its words known from memory alone, one's own or a witness's?
fn recalled(told: &Told) -> bool {
    matches!(told.text("grade"), Some("memory" | "witnessed"))
}

/// What happened, with the words used and that it was written down later.
fn act(texts: &Texts, told: &Told, by: &Personal) -> String {
    let mut said = by.words(told.text("summary").unwrap_or_default());
    if let Some(quote) = told.text("quote") {
        // Words that weren't recorded or written down at the time aren't given as the very words.
        let key = if recalled(told) {
            "letter.act-quote-recalled"
        } else {
            "letter.act-quote"
        };
        let quote = [("quote", by.words(quote))];
        said.push_str(&texts.say(key, quote));
    }
    if let Some(late) = told.late {
        let days = [("days", late.days.to_string())];
        said.push_str(&texts.say("letter.act-late", days));
    }
    said
}

/// Who acted: what they called themselves, and their number as this copy shows it.
fn party(texts: &Texts, told: &Told, by: &Personal) -> String {
    let of = |name: &str| {
        let party = told.members.get("party")?;
        let text = party.get(name)?.as_str()?;
        Some(by.words(text))
    };
    let parts: Vec<String> = ["employer", "name", "badge", "phone"]
        .into_iter()
        .filter_map(of)
        .collect();
    if parts.is_empty() {
        texts.t("letter.party-unknown")
    } else {
        parts.join("，")
    }
}

/// Whom the words reached, and who heard them.
fn heard(texts: &Texts, told: &Told) -> String {
    let target = told
        .text("target")
        .map(|who| texts.t(&format!("log.word.target.{who}")));
    let present = told.members.get("witnesses").and_then(|w| w.as_array());
    let present = present.into_iter().flatten().filter_map(|w| w.as_str());
    let mut out: Vec<String> = target.into_iter().collect();
    out.extend(present.map(str::to_owned));
    if out.is_empty() {
        texts.t("letter.heard-unknown")
    } else {
        out.join("、")
    }
}

fn incidents(texts: &Texts, told: &[&Told], by: &Personal) -> Table {
    let rows = told.iter().enumerate().map(|(i, t)| {
        let evidence = if t.files.is_empty() {
            texts.t("letter.evidence-none")
        } else {
            let count = [
                ("seq", t.seq.to_string()),
                ("count", t.files.len().to_string()),
            ];
            texts.say("letter.evidence-files", count)
        };
        plain_row(vec![
            (i + 1).to_string(),
            moment(texts, t),
            party(texts, t, by),
            act(texts, t, by),
            heard(texts, t),
            evidence,
        ])
    });
    let names = ["number", "when", "party", "act", "heard", "evidence"];
    Table {
        head: head(texts, &names),
        rows: rows.collect(),
        ..Table::default()
    }
}

fn minutes(texts: &Texts, told: &[&Told], by: &Personal) -> Table {
    let rows = told.iter().map(|t| {
        plain_row(vec![
            moment(texts, t),
            party(texts, t, by),
            act(texts, t, by),
        ])
    });
    Table {
        head: head(texts, &["when", "party", "act"]),
        rows: rows.collect(),
        ..Table::default()
    }
}

/// The form of a piece of evidence, by what kind of file it is.
fn form(texts: &Texts, file: &AttachmentRef) -> String {
    let kind = file.media_type.split('/').next().unwrap_or_default();
    let key = format!("letter.form.{kind}");
    if texts.has(&key) {
        texts.t(&key)
    } else {
        texts.t("letter.form.document")
    }
}

fn catalogue(texts: &Texts, told: &[&Told], carrier: Option<String>, by: &Personal) -> Table {
    let carrier = carrier.unwrap_or_else(|| texts.t("letter.carrier-unknown"));
    let mut rows = Vec::new();
    for t in told {
        for file in &t.files {
            let source = [
                ("seq", t.seq.to_string()),
                ("when", moment(texts, t)),
                ("kind", texts.t(&format!("log.kind.{}", t.kind.id()))),
            ];
            rows.push(plain_row(vec![
                (rows.len() + 1).to_string(),
                form(texts, file),
                texts.say("letter.catalogue-source", source),
                act(texts, t, by),
                by.words(&file.name),
                file.sha256.chars().take(HASH_SHOWN).collect(),
                carrier.clone(),
            ]));
        }
    }
    let names = [
        "number", "form", "source", "proves", "file", "hash", "carrier",
    ];
    Table {
        head: head(texts, &names),
        rows,
        ..Table::default()
    }
}
