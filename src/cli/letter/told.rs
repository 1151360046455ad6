//! What a letter tells from the log: the entries chosen, as tables and facts.

use super::entry_tables::{catalogue, incidents, is_quoted, is_recalled, minutes, moment};
use super::own_facts::ENTRIES;
use crate::cli::Failure;
use crate::cli::contacts::{Measure, touched};
use crate::cli::context::Context;
use crate::cli::due;
use crate::cli::facts::Personal;
use crate::domain::coded::{Args, Kind, args};
use crate::domain::conduct::count::{ConductCount, Wanted as Counted};
use crate::domain::evidence::{EntryView, masked_numbers};
use crate::domain::letter::catalogue::{Signs, Told, Wanted, doubts, tellable};
use crate::domain::letter::{Facts, Gate, Letter, Table};
use crate::domain::loan::Loan;
use crate::interview::{Answers, Say};
use std::collections::BTreeSet;

/// Characters of a summary shown where entries are offered: enough to know which one it is.
const SUMMARY_SHOWN: usize = 60;

/// The one table of entries that is only of those told to others.
const THIRD_PARTIES: &str = "third_parties";
/// What the name of a flag for a rule of conduct begins with.
const CONDUCT: &str = "conduct-";
/// The tables of entries.
const TABLES: [&str; 4] = [THIRD_PARTIES, "incidents", "minutes", "catalogue"];

/// The entries a letter may tell, then those it does.
#[derive(Clone)]
pub struct Telling {
    entries: Vec<Told>,
    signs: Signs,
    is_catalogue: bool,
    /// Has it clauses for rules of conduct?
    weighs_conduct: bool,
    loan: Option<String>,
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
            let words = context.paper.get(key).unwrap_or_default();
            words.split_whitespace().map(str::to_owned).collect()
        };
        let mut entries = tellable(views, wanted);
        if tells_only_of_others(letter) {
            entries.retain(Told::told_others);
        }
        Telling {
            entries,
            signs: Signs {
                sent_on: words("letter.catalogue.sent-on"),
                said_late: words("letter.catalogue.said-late"),
            },
            is_catalogue: letter.gates.contains(&Gate::File),
            weighs_conduct: letter.clauses.iter().any(|clause| {
                let mut flags = clause.when.iter().chain(&clause.unless);
                flags.any(|flag| flag.starts_with(CONDUCT))
            }),
            loan: loan.map(|l| l.id.clone()),
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
            Gate::RecordIsWrong | Gate::ObjectionInTime | Gate::NoAdmission => true,
        };
        let gate = letter.gates.iter().find(|gate| !has(gate))?;
        Some(match gate {
            Gate::DatedIncidentWithFile => "letter-no-incident",
            Gate::File => "letter-no-file",
            _ => "letter-no-entry",
        })
    }

    /// The entries, in the order they happened.
    pub fn entries(&self) -> &[Told] {
        &self.entries
    }

    /// Is there nothing to tell?
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whom those who came or called said they work for, where all who said so named the same.
    pub fn only_employer(&self) -> Option<String> {
        let named = |told: &Told| {
            let party = told.members.get("party")?;
            Some(party.get("employer")?.as_str()?.to_owned())
        };
        let named: BTreeSet<String> = self.entries.iter().filter_map(named).collect();
        let mut names = named.into_iter();
        names.next().filter(|_| names.next().is_none())
    }

    /// The entries to choose from, as they are said before the question.
    pub fn offered(&self, context: &Context) -> Vec<Say> {
        let texts = &context.paper;
        let lines = self.entries.iter().map(|told| {
            Say::with(
                "letter.entry-offered",
                [
                    ("seq", told.seq.to_string()),
                    ("when", moment(texts, told)),
                    (
                        "summary",
                        in_short(told.text("summary").unwrap_or_default()),
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
    pub fn chosen(&self, answers: &Answers) -> Result<Telling, Failure> {
        let mut chosen = self.clone();
        let Some(text) = answers.given(ENTRIES) else {
            return Ok(chosen);
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
        chosen.entries.retain(|t| wanted.contains(&t.seq));
        Ok(chosen)
    }

    /// Tables and flags of the entries told.
    ///
    /// # Errors
    /// The log, the case or the rule book can't be read.
    pub fn add(
        &self,
        facts: &mut Facts,
        context: &Context,
        answers: &Answers,
        by: &Personal,
    ) -> Result<(), Failure> {
        let any = |holds: fn(&Told) -> bool| self.entries.iter().any(holds);
        facts.flag("has-entries", !self.entries.is_empty());
        facts.flag("told-others", any(Told::told_others));
        facts.flag("has-late", any(|t| t.late.is_some()));
        facts.flag("has-quote", any(is_quoted));
        facts.flag("has-recalled", any(|t| is_quoted(t) && is_recalled(t)));
        facts.flag("has-verbatim", any(|t| is_quoted(t) && !is_recalled(t)));
        facts.flag("has-files", any(|t| !t.files.is_empty()));
        let count = self.counted(context)?;
        let doubles = count.counted_already();
        if !self.entries.is_empty() {
            // A catalogue goes by entries; the others by what happened, and a call entered twice
            // happened once, as the timeline counts it.
            let twice = match self.is_catalogue {
                true => 0,
                false => doubles.len(),
            };
            let happened = self.entries.len().saturating_sub(twice);
            facts.value("entry_count", Some(happened.to_string()));
        }
        let days = || self.entries.iter().filter_map(Told::moment);
        let texts = &context.paper;
        facts.value("entries_from", days().next().map(|m| texts.day(m.date)));
        facts.value("entries_to", days().next_back().map(|m| texts.day(m.date)));
        for told in &self.entries {
            facts.flag(&format!("entry-{}", told.kind.id()), true);
            let confirmed = told.members.get("conduct").and_then(|c| c.as_array());
            for code in confirmed.into_iter().flatten().filter_map(|c| c.as_str()) {
                facts.flag(&format!("{CONDUCT}{code}"), true);
            }
        }
        // An hour or a number of calls needs nobody's confirmation.
        for rule in touched(&count).into_iter().filter(|_| self.weighs_conduct) {
            facts.flag(&format!("{CONDUCT}{rule}"), true);
        }
        let others: Vec<&Told> = self.entries.iter().filter(|t| t.told_others()).collect();
        let all: Vec<&Told> = self.entries.iter().collect();
        let moments: Vec<String> = others.iter().map(|t| moment(texts, t)).collect();
        facts.value(
            "others_days",
            (!moments.is_empty()).then(|| texts.listed(&moments)),
        );
        let mut put = |name: &str, table: Table| {
            if !table.rows.is_empty() {
                facts.tables.insert(name.to_owned(), table);
            }
        };
        put("incidents", incidents(texts, &all, &doubles, by));
        put(THIRD_PARTIES, incidents(texts, &others, &doubles, by));
        put("minutes", minutes(texts, &all, &doubles, by));
        let carrier = answers.given("fact.carrier").map(|c| by.words(c));
        put("catalogue", catalogue(texts, &all, carrier, by));
        Ok(())
    }

    /// The entries told, counted as `log conduct` counts them.
    fn counted(&self, context: &Context) -> Result<ConductCount, Failure> {
        let has_twice = !self.is_catalogue && self.entries.len() > 1;
        if self.entries.is_empty() || !(self.weighs_conduct || has_twice) {
            return Ok(ConductCount::default());
        }
        let case = context.existing_case()?.map(|folder| folder.load());
        let wanted = Counted {
            loan: self.loan.clone(),
            ..Counted::default()
        };
        let measure = Measure::load(context, case.transpose()?.as_ref(), wanted)?;
        Ok(measure.count_told(&due::views(context)?, &self.entries))
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
                out.push(context.paper.say(&key, [("seq", told.seq.to_string())]));
            }
        }
        out
    }
}

/// Does the letter speak of no entries but those told to others?
fn tells_only_of_others(letter: &Letter) -> bool {
    let tables = letter.clauses.iter().filter_map(|c| c.table.as_deref());
    let mut tables = tables.filter(|table| TABLES.contains(table)).peekable();
    tables.peek().is_some() && tables.all(|table| table == THIRD_PARTIES)
}

/// A summary to tell entries apart by, numbers masked.
fn in_short(summary: &str) -> String {
    let masked = masked_numbers(summary);
    let mut shown: String = masked.chars().take(SUMMARY_SHOWN).collect();
    if shown.len() < masked.len() {
        shown.push('…');
    }
    shown
}
