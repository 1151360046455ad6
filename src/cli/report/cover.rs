//! The first page of a bundle: what is in it, what the copy of the log shows and can't, how it is
//! checked without the program, what was masked.

use crate::cli::context::Context;
use crate::render::report::{Page, Part, table};
use crate::storage::bundle::Member;

/// What the cover tells.
pub struct Told<'a> {
    /// The papers in the bundle.
    pub members: &'a [Member],
    /// Entries of the log in all.
    pub entries: usize,
    /// Those whose contents stand in the copy.
    pub open: &'a [u64],
    /// Those told on the papers, kept back in the copy for the numbers in them.
    pub for_numbers: &'a [u64],
    /// Are the borrower's own numbers whole?
    pub own_whole: bool,
    /// Are other numbers whole?
    pub told_whole: bool,
    /// Files that went along.
    pub exhibits: usize,
    /// Names of files that are listed and stay at home.
    pub staying: Vec<&'a str>,
    /// The anchor of the log as it stands.
    pub anchor: Option<String>,
}

/// The page.
pub fn page(context: &Context, title: &str, told: &Told<'_>) -> Page {
    let texts = &context.paper;
    let numbers = |list: &[u64]| {
        let list: Vec<String> = list.iter().map(u64::to_string).collect();
        list.join("、")
    };
    let mut papers = Part::of(texts.t("report.cover.papers"));
    let rows = told
        .members
        .iter()
        .map(|m| vec![m.path.clone(), m.sha256()]);
    let head = ["file", "sha256"].map(|c| texts.t(&format!("report.column.{c}")));
    papers.text(texts.t("report.cover.papers-lead"));
    papers.table(
        papers.heading.clone(),
        table(head.to_vec(), rows.collect(), &[]),
    );

    let mut log = Part::of(texts.t("report.cover.log"));
    let said = [
        ("entries", told.entries.to_string()),
        ("open", told.open.len().to_string()),
        ("numbers", numbers(told.open)),
        (
            "held",
            told.entries.saturating_sub(told.open.len()).to_string(),
        ),
    ];
    log.text(texts.say("report.cover.log-holds", said));
    if !told.for_numbers.is_empty() {
        let said = [("numbers", numbers(told.for_numbers))];
        log.text(texts.say("report.cover.log-for-numbers", said));
    }
    log.items(
        ["shows", "cannot", "late"]
            .map(|part| texts.t(&format!("report.cover.log-{part}")))
            .to_vec(),
    );
    if let Some(anchor) = &told.anchor {
        log.text(texts.t("report.cover.anchor"));
        log.line(anchor);
    }

    let mut check = Part::of(texts.t("report.cover.check"));
    check.text(texts.t("report.cover.check-lead"));
    check.items(
        ["unpack", "windows", "others", "result", "sums"]
            .map(|part| texts.t(&format!("report.cover.check-{part}")))
            .to_vec(),
    );

    let mut masked = Part::of(texts.t("report.cover.masked"));
    let key = |whole: bool, what: &str| {
        let how = if whole { "whole" } else { "masked" };
        texts.t(&format!("report.cover.{what}-{how}"))
    };
    masked.text(key(told.own_whole, "own"));
    masked.text(key(told.told_whole, "told"));
    if !told.staying.is_empty() {
        let said = [("names", told.staying.join("、"))];
        masked.text(texts.say("report.cover.staying", said));
    }
    if told.exhibits > 0 {
        masked.text(texts.t("report.cover.originals"));
    }
    Page {
        title: texts.say("report.cover.title", [("title", title)]),
        lead: vec![texts.t("report.cover.lead")],
        parts: vec![papers, log, check, masked],
        foot: vec![texts.t("report.cover.foot")],
        skip: texts.t("report.skip"),
        ..Page::default()
    }
}
