//! `menshen report timeline`: what happened, in order, with counts by day.

use super::place::{ending, no_form, page_file};
use crate::cli::Failure;
use crate::cli::contacts::Measure;
use crate::cli::context::Context;
use crate::cli::due;
use crate::cli::facts::{Disclosure, Personal};
use crate::cli::letter::{incidents, moment};
use crate::cli::log::read_numbers;
use crate::domain::coded::{Kind, args};
use crate::domain::conduct::count::Wanted as Counted;
use crate::domain::evidence::{EntryKind, masked_numbers};
use crate::domain::letter::Table;
use crate::domain::letter::catalogue::{Told, Wanted, tellable};
use crate::domain::report::exhibits;
use crate::render::conduct::json as words_json;
use crate::render::report::{Page, Part, csv, docx, html};
use crate::render::screen::Screen;
use clap::ArgMatches;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Columns of a page of text.
const TEXT_COLUMNS: usize = 80;
/// The column of the table that says who the other side was.
const PARTY: usize = 2;
/// The forms of `-o`.
const FORMS: &str = ".html .docx .csv .json .txt";

/// Shows the timeline or writes it in the form its file is named for.
///
/// # Errors
/// The log can't be read, a number is none of its entries, or the file can't be written.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let loan = matches.get_one::<String>("loan").map(String::as_str);
    let kinds: BTreeSet<EntryKind> = EntryKind::ALL.into_iter().collect();
    let wanted = Wanted {
        kinds: &kinds,
        loan,
    };
    let mut told = tellable(&due::views(context)?, wanted);
    if let Some(list) = matches.get_one::<String>("entries") {
        let numbers = read_numbers(list)?;
        told.retain(|t| numbers.contains(&t.seq));
    }
    if told.is_empty() {
        return Err(Failure::new("report-no-entries", Kind::Case, args([])));
    }
    let masked = Personal {
        phone: None,
        id_number: None,
        disclosure: Disclosure::Masked,
    };
    let timeline = Timeline::of(context, &told, &masked, loan)?;
    let json = json!({
        "ok": true, "entries": timeline.objects, "conduct": timeline.conduct["count"],
    });
    let Some(path) = page_file(context) else {
        return context.emit(&timeline.page.screen(), &json);
    };
    let ending = ending(&path);
    let bytes = timeline
        .forms(context)?
        .into_iter()
        .chain([(
            ".txt".to_owned(),
            timeline.page.text(TEXT_COLUMNS).into_bytes(),
        )])
        .find(|(form, _)| form.strip_prefix('.') == Some(&ending))
        .map(|(_, bytes)| bytes)
        .ok_or_else(|| no_form(&path, FORMS))?;
    context.put_bytes(&path, &bytes)?;
    let mut screen = Screen::new();
    screen.text(context.texts.t("report.timeline.masked"));
    context.tell(&screen, &json)
}

/// The timeline in every form.
pub struct Timeline {
    /// As a page.
    pub page: Page,
    table: Table,
    objects: Vec<Value>,
    conduct: Value,
}

impl Timeline {
    /// Of these entries, in the order they are in, numbers as `by` shows them. Contacts are counted
    /// over them alone, for the lender of this loan where one is named.
    ///
    /// # Errors
    /// The log, the case or the rule book can't be read.
    pub fn of(
        context: &Context,
        told: &[Told],
        by: &Personal,
        loan: Option<&str>,
    ) -> Result<Timeline, Failure> {
        let texts = &context.paper;
        let case = context.existing_case()?.map(|folder| folder.load());
        let wanted = Counted {
            loan: loan.map(str::to_owned),
            ..Counted::default()
        };
        let measure = Measure::load(context, case.transpose()?.as_ref(), wanted)?;
        let count = measure.count_told(&due::views(context)?, told);
        let all: Vec<&Told> = told.iter().collect();
        let doubles = count.counted_already();
        let mut table = incidents(texts, &all, &doubles, by);
        // The catalogue's numbers in place of a count of files, and the entry each row comes from.
        let numbers = exhibit_names(context, told);
        table.head.push(texts.t("report.column.entry"));
        for (row, one) in table.rows.iter_mut().zip(told) {
            if let (Some(cell), Some(names)) = (row.cells.last_mut(), numbers.get(&one.seq)) {
                *cell = names.join("、");
            }
            if let (Some(cell), Some(lender)) = (row.cells.get_mut(PARTY), acts_for(one, by)) {
                let words = [("party", cell.clone()), ("principal", lender)];
                *cell = texts.say("report.timeline.acts-for", words);
            }
            row.cells.push(one.seq.to_string());
        }
        let mut page = Page {
            title: texts.t("report.timeline.title"),
            lead: vec![texts.say("report.timeline.lead", [("count", told.len())])],
            foot: vec![texts.t("report.timeline.foot")],
            skip: texts.t("report.skip"),
            ..Page::default()
        };
        let mut happened = Part::of(texts.t("report.timeline.happened"));
        happened.table(happened.heading.clone(), table.clone());
        let words = measure.told(texts, &count);
        page.parts.extend(words.hours_part());
        page.parts.push(happened);
        page.parts.extend(words.touched_part());
        page.parts.extend(words.open_part());
        let conduct = words_json(&words, &context.as_of().to_string());
        let objects = told
            .iter()
            .zip(&table.rows)
            .map(|(one, row)| {
                json!({
                    "seq": one.seq, "kind": one.kind.id(), "when": moment(texts, one),
                    "occurred_at": one.text("occurred_at"),
                    "party": row.cells.get(PARTY), "act": row.cells.get(3), "heard": row.cells.get(4),
                    "files": row.cells.get(5), "same_call_as": doubles.get(&one.seq),
                })
            })
            .collect();
        Ok(Timeline {
            page,
            table,
            objects,
            conduct,
        })
    }

    /// For a browser, Word, a spreadsheet and a machine: endings and bytes.
    ///
    /// # Errors
    /// A form can't be packed.
    pub fn forms(&self, context: &Context) -> Result<Vec<(String, Vec<u8>)>, Failure> {
        let packed =
            |reason: String| Failure::new("internal", Kind::Internal, args([("reason", reason)]));
        let docx = docx(&self.page, context.as_of()).map_err(|e| packed(e.reason))?;
        let csv = csv(&self.table).ok_or_else(|| packed("csv".to_owned()))?;
        let mut json = serde_json::to_vec_pretty(&self.objects).unwrap_or_default();
        json.push(b'\n');
        Ok(vec![
            (".html".to_owned(), html(&self.page).into_bytes()),
            (".docx".to_owned(), docx),
            (".csv".to_owned(), csv),
            (".json".to_owned(), json),
        ])
    }
}

/// For whom the other side said they act.
fn acts_for(told: &Told, by: &Personal) -> Option<String> {
    let principal = told.members.get("party")?.get("principal")?.as_str()?;
    Some(match by.disclosure {
        Disclosure::Full => principal.to_owned(),
        Disclosure::Masked => masked_numbers(&by.words(principal)),
    })
}

/// The names of each entry's exhibits.
fn exhibit_names(context: &Context, told: &[Told]) -> BTreeMap<u64, Vec<String>> {
    let mut out: BTreeMap<u64, Vec<String>> = BTreeMap::new();
    for exhibit in exhibits(told) {
        let name = [("number", exhibit.number)];
        let name = context.paper.say("report.exhibit", name);
        out.entry(exhibit.seq).or_default().push(name);
    }
    out
}
