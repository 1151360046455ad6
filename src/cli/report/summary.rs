//! `menshen report summary`: one sheet for a lawyer, a mediator or a counselor.

use super::contacts::counted_contacts;
use super::place::{ending, no_form, page_file};
use crate::cli::Failure;
use crate::cli::context::{Context, RestsOn};
use crate::cli::due;
use crate::cli::loan::{Figures, counted};
use crate::content::RuleBook;
use crate::domain::case::Case;
use crate::domain::coded::{Kind, args};
use crate::domain::evidence::{EntryKind, EntryView, masked_numbers};
use crate::domain::identifier::mask_mobile;
use crate::domain::letter::Table;
use crate::domain::letter::catalogue::{Told, Wanted, tellable};
use crate::domain::money::Money;
use crate::domain::report::filings;
use crate::domain::statement::{Options, Statement, reconcile};
use crate::render::dates::long_date;
use crate::render::report::{Page, Part, docx, html, table};
use clap::ArgMatches;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// Loans with a row of their own; more are added up in words.
const LOANS_SHOWN: usize = 8;
/// Steps taken, and things that happened, with a line of their own: the latest.
const LINES_SHOWN: usize = 6;
/// Characters of a line.
const LINE_SHOWN: usize = 56;
/// Columns of a page of text.
const TEXT_COLUMNS: usize = 80;
/// The forms of `-o`.
const FORMS: &str = ".html .docx .txt";
/// The letter that asks for a statement.
const STATEMENT: &str = "C1";

/// Shows the sheet or writes it in the form its file is named for.
///
/// # Errors
/// The case can't be read, or the file can't be written.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let case = context.open_case()?.load()?;
    let loans = counted(context, &case)?;
    let book = context.legal_book()?;
    let statements: Vec<Statement> = loans
        .iter()
        .map(|loan| reconcile(loan, book, &Options::default()))
        .collect();
    let views = due::views(context)?;
    let sheet = Sheet {
        context,
        case: &case,
        statements: &statements,
        views: &views,
        phone_whole: matches.get_flag("own-whole"),
    };
    let page = sheet.page()?;
    if !statements.is_empty() {
        context.rests_on(RestsOn::Reckoning, context.as_of())?;
    }
    let parts: Vec<_> = page
        .parts
        .iter()
        .map(|part| json!({"heading": part.heading, "lines": lines_of(part)}))
        .collect();
    let json = json!({"ok": true, "as_of": context.as_of(), "title": page.title, "parts": parts});
    let Some(path) = page_file(context) else {
        return context.emit(&page.screen(), &json);
    };
    let bytes = match ending(&path).as_str() {
        "html" => html(&page).into_bytes(),
        "docx" => docx(&page, context.as_of()).map_err(|e| {
            let reason = args([("reason", e.reason)]);
            Failure::new("internal", Kind::Internal, reason)
        })?,
        "txt" => page.text(TEXT_COLUMNS).into_bytes(),
        _ => return Err(no_form(&path, FORMS)),
    };
    context.put_bytes(&path, &bytes)?;
    match context.json {
        true => context.put_out(&format!("{json}\n")),
        false => Ok(()),
    }
}

/// A part as lines, tables row by row.
fn lines_of(part: &Part) -> Vec<String> {
    use crate::render::report::Block;
    let mut out = Vec::new();
    for block in &part.blocks {
        match block {
            Block::Text(text) | Block::Line(text) => out.push(text.clone()),
            Block::Items(items) => out.extend(items.iter().cloned()),
            Block::Table(_, table) => {
                out.extend(table.rows.iter().map(|row| row.cells.join("  ")));
            }
            Block::Picture(_) => {}
        }
    }
    out
}

/// What the sheet is made from.
struct Sheet<'a> {
    context: &'a Context,
    case: &'a Case,
    statements: &'a [Statement],
    views: &'a [EntryView],
    phone_whole: bool,
}

impl Sheet<'_> {
    fn t(&self, key: &str) -> String {
        self.context.paper.t(&format!("report.summary.{key}"))
    }

    fn say<const N: usize>(&self, key: &str, args: [(&str, String); N]) -> String {
        self.context
            .paper
            .say(&format!("report.summary.{key}"), args)
    }

    fn page(&self) -> Result<Page, Failure> {
        let as_of = [("as_of", long_date(self.context.as_of()))];
        Ok(Page {
            title: self.t("title"),
            lead: vec![self.say("lead", as_of)],
            parts: [
                self.who(),
                self.loans(),
                self.court()?,
                self.tried()?,
                self.happened()?,
                self.asked(),
                self.missing(),
            ]
            .into_iter()
            .filter(|part| !part.blocks.is_empty())
            .collect(),
            foot: vec![self.t("foot")],
            compact: true,
            skip: self.context.paper.t("report.skip"),
        })
    }

    fn who(&self) -> Part {
        let mut part = Part::of(self.t("who"));
        let borrower = &self.case.borrower;
        let phone = borrower
            .phone
            .as_deref()
            .map(|number| match self.phone_whole {
                true => number.to_owned(),
                false => mask_mobile(number),
            });
        let mut said: Vec<String> = Vec::new();
        let open = || self.t("not-recorded");
        said.push(self.say(
            "name",
            [("name", borrower.name.clone().unwrap_or_else(open))],
        ));
        said.push(self.say("phone", [("phone", phone.unwrap_or_else(open))]));
        if let Some(tail) = &borrower.id_tail {
            said.push(self.say("id-tail", [("tail", tail.clone())]));
        }
        if let Some(household) = &self.case.household
            && let Ok(conventions) = crate::cli::plan::conventions(self.context)
        {
            let surplus = household.surplus(conventions);
            let sums = [
                ("income", surplus.income.grouped()),
                ("necessary", surplus.necessary.grouped()),
                ("capacity", surplus.capacity.grouped()),
            ];
            said.push(self.say("household", sums));
        }
        part.text(said.join(&self.t("joiner")));
        part
    }

    fn loans(&self) -> Part {
        let mut part = Part::of(self.t("loans"));
        if self.statements.is_empty() {
            part.text(self.t("no-loans"));
            return part;
        }
        let sum = |sum: Option<Money>| sum.map_or_else(|| self.t("unknown"), Money::grouped);
        let row = |statement: &Statement| {
            let figures = Figures::of(statement);
            let difference = statement.comparison().last().and_then(|l| l.difference);
            let lender = self.case.loan(&statement.id).and_then(|l| l.get("lender"));
            let lender = lender.and_then(toml::Value::as_str).unwrap_or_default();
            vec![
                format!("{} {lender}", statement.id),
                figures
                    .claimed
                    .map_or_else(|| self.t("not-said"), Money::grouped),
                sum(figures.recomputed),
                difference.map_or_else(|| self.t("unknown"), Money::grouped),
                sum(figures.overdue),
            ]
        };
        let rows = self.statements.iter().take(LOANS_SHOWN).map(row);
        let columns = ["loan", "claimed", "recomputed", "difference", "overdue"];
        let head = columns.map(|c| self.context.paper.t(&format!("report.column.{c}")));
        let table: Table = table(head.to_vec(), rows.collect(), &[1, 2, 3, 4]);
        part.table(part.heading.clone(), table);
        let more = self.statements.len().saturating_sub(LOANS_SHOWN);
        if more > 0 {
            part.text(self.say("more-loans", [("count", more.to_string())]));
        }
        part
    }

    /// Letters that went out with what came of them, complaints with theirs, the latest last.
    fn tried(&self) -> Result<Part, Failure> {
        let mut lines: Vec<(chrono::NaiveDate, String)> = Vec::new();
        for sending in &self.case.sent {
            let title = self
                .context
                .paper
                .t(&format!("letter.file.{}", sending.letter));
            let outcome = sending.reply.as_ref().map(|reply| {
                let key = format!("sent.outcome.{}", reply.outcome);
                self.context.paper.t(&key)
            });
            let said = [
                ("on", long_date(sending.on)),
                ("title", title),
                ("loan", sending.loan.clone()),
                ("outcome", outcome.unwrap_or_else(|| self.t("no-answer"))),
            ];
            lines.push((sending.on, self.say("sent", said)));
        }
        let filed = filings(self.views, None);
        if !filed.is_empty() {
            let book = RuleBook::load(&self.context.library)?;
            for filing in filed {
                let name = book.channels.get(&filing.to).map(|c| c.name.clone());
                let said = [
                    ("on", long_date(filing.on)),
                    ("to", name.unwrap_or(filing.to)),
                    (
                        "receipt",
                        masked_numbers(&filing.receipt.unwrap_or_default()),
                    ),
                ];
                lines.push((filing.on, self.say("filed", said)));
            }
        }
        lines.sort();
        let mut part = Part::of(self.t("tried"));
        if lines.is_empty() {
            part.text(self.t("nothing-tried"));
        }
        let skip = lines.len().saturating_sub(LINES_SHOWN);
        part.items(lines.into_iter().skip(skip).map(|(_, line)| line).collect());
        Ok(part)
    }

    fn happened(&self) -> Result<Part, Failure> {
        let mut part = Part::of(self.t("happened"));
        let kinds: BTreeSet<EntryKind> = [
            EntryKind::Visit,
            EntryKind::Call,
            EntryKind::Message,
            EntryKind::Letter,
            EntryKind::Police,
        ]
        .into();
        let wanted = Wanted {
            kinds: &kinds,
            loan: None,
        };
        let told = tellable(self.views, wanted);
        let days: Vec<_> = told
            .iter()
            .filter_map(Told::moment)
            .map(|m| m.date)
            .collect();
        let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else {
            part.text(self.t("nothing-happened"));
            return Ok(part);
        };
        let mut counts: BTreeMap<EntryKind, usize> = BTreeMap::new();
        for one in &told {
            *counts.entry(one.kind).or_default() += 1;
        }
        let counts: Vec<String> = counts
            .into_iter()
            .map(|(kind, count)| {
                let kind = self.context.paper.t(&format!("log.kind.{}", kind.id()));
                self.say("count", [("kind", kind), ("count", count.to_string())])
            })
            .collect();
        let said = [
            ("from", long_date(*first)),
            ("to", long_date(*last)),
            ("counts", counts.join("、")),
        ];
        part.text(self.say("happened-between", said));
        let skip = told.len().saturating_sub(LINES_SHOWN);
        let line = |one: &Told| {
            let summary = masked_numbers(one.text("summary").unwrap_or_default());
            let mut short: String = summary.chars().take(LINE_SHOWN).collect();
            if short.len() < summary.len() {
                short.push('…');
            }
            let said = [
                ("when", crate::cli::letter::moment(&self.context.paper, one)),
                ("summary", short),
                ("seq", one.seq.to_string()),
                ("files", one.files.len().to_string()),
            ];
            self.say("event", said)
        };
        part.items(told.iter().skip(skip).map(line).collect());
        counted_contacts(self.context, self.case, self.views, &told, &mut part)?;
        Ok(part)
    }

    fn asked(&self) -> Part {
        let mut part = Part::of(self.t("asked"));
        let line = |offer: &crate::domain::case::Offer| {
            let said = [
                ("loan", offer.loan.clone()),
                ("monthly", offer.monthly.grouped()),
                (
                    "months",
                    offer.months.map(|m| m.to_string()).unwrap_or_default(),
                ),
            ];
            self.say("offer", said)
        };
        if self.case.offers.is_empty() {
            part.text(self.t("nothing-asked"));
        }
        let shown = self.case.offers.iter().take(LOANS_SHOWN);
        part.items(shown.map(line).collect());
        part
    }

    /// The days a court's papers set; the part is left out where there are none.
    fn court(&self) -> Result<Part, Failure> {
        let mut part = Part::of(self.t("court"));
        let days = due::open_days(self.context, &self.context.paper, self.case)?.into_iter();
        part.items(days.filter(|d| d.court.is_some()).map(|d| d.line).collect());
        Ok(part)
    }

    fn missing(&self) -> Part {
        let mut part = Part::of(self.t("missing"));
        let mut items = Vec::new();
        let names = |ids: Vec<&str>| [("loans", ids.join("、"))];
        let of = |holds: &dyn Fn(&Statement) -> bool| -> Vec<&str> {
            let those = self.statements.iter().filter(|s| holds(s));
            those.map(|s| s.id.as_str()).collect()
        };
        let no_claim = of(&|s| s.claim.is_none());
        if !no_claim.is_empty() {
            items.push(self.say("no-claim", names(no_claim)));
        }
        let unsure = of(&|s| s.figures.overdue.total.is_none());
        if !unsure.is_empty() {
            items.push(self.say("not-reckoned", names(unsure)));
        }
        let asked = |id: &str| {
            self.case
                .sent
                .iter()
                .any(|s| s.letter == STATEMENT && s.loan == id)
        };
        let unasked = of(&|s| !asked(&s.id));
        if !unasked.is_empty() {
            items.push(self.say("no-statement", names(unasked)));
        }
        if self.case.household.is_none() {
            items.push(self.t("no-household"));
        }
        let live = self
            .views
            .iter()
            .filter(|v| !v.withdrawn && v.original.amends().is_none());
        let without = live.filter(|v| v.attachment_count() == 0).count();
        if without > 0 {
            items.push(self.say("no-files", [("count", without.to_string())]));
        }
        if items.is_empty() {
            part.text(self.t("nothing-missing"));
        }
        part.items(items);
        part
    }
}
