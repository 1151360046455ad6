//! `menshen case stats`: how many cases, and how many with what; counts only.

use super::super::Failure;
use super::super::context::Context;
use crate::domain::case::Case;
use crate::domain::case::tally::{SMALLEST, parts_told, told};
use crate::domain::loan::LenderKind;
use crate::render::screen::{Grid, Screen};
use crate::storage::CaseFolder;
use crate::storage::log::{Log, entries};
use clap::ArgMatches;
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;

/// One number: of what, which group, how many; `None` where it is withheld.
#[derive(Serialize)]
struct Count {
    of: &'static str,
    group: String,
    cases: Option<usize>,
}

/// What a case has or hasn't.
const STEPS: [&str; 6] = ["loans", "household", "plan", "letters", "sent", "records"];

/// Counts the cases whose people agreed to be counted.
///
/// # Errors
/// The home can't be read, or the output can't be written.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let home = context.home()?;
    let today = context.as_of();
    let mut counted: Vec<(CaseFolder, Case)> = Vec::new();
    let mut unread = false;
    for name in home.cases()? {
        let folder = home.case(&name)?;
        match folder.load() {
            Ok(case) => {
                let consent = case.counsel.standing_consent(today);
                if consent.is_some_and(|c| c.statistics) {
                    counted.push((folder, case));
                }
            }
            Err(_) => unread = true,
        }
    }
    let counts = counts(&counted);
    if matches.get_flag("jsonl") {
        let lines = counts.iter().map(|count| json!(count).to_string() + "\n");
        return context.put(&lines.collect::<String>());
    }
    if matches.get_flag("csv") {
        return context.put(&csv(&counts));
    }
    let texts = &context.texts;
    let mut grid = Grid {
        head: ["of", "group", "cases"]
            .map(|c| texts.t(&format!("stats.column.{c}")))
            .to_vec(),
        figures: vec![2],
        ..Grid::default()
    };
    for count in &counts {
        let shown = match count.cases {
            Some(cases) => cases.to_string(),
            None => texts.t("stats.withheld"),
        };
        let group = match count.of {
            "step" => texts.t(&format!("stats.step.{}", count.group)),
            "lender" => texts.t(&format!("confirm.lender_kind.options.{}", count.group)),
            _ => count.group.clone(),
        };
        grid.rows.push(vec![
            texts.t(&format!("stats.of.{}", count.of)),
            group,
            shown,
        ]);
    }
    let mut screen = Screen::new();
    screen.title(texts.t("stats.title"));
    screen.grid(grid);
    screen.text(texts.say("stats.small", [("smallest", SMALLEST)]));
    screen.text(texts.t("stats.agreed-only"));
    screen.text(texts.t("stats.over-time"));
    if unread {
        screen.text(texts.t("stats.unread"));
    }
    let json = json!({
        "ok": true, "as_of": today, "smallest": SMALLEST, "unread": unread, "counts": counts,
    });
    context.emit(&screen, &json)
}

/// Every number; each counts cases and not loans, so that one person never fills a group.
fn counts(cases: &[(CaseFolder, Case)]) -> Vec<Count> {
    let all = cases.len();
    let mut out = vec![Count {
        of: "all",
        group: String::new(),
        cases: (all >= SMALLEST).then_some(all),
    }];
    let holding = |holds: &dyn Fn(&CaseFolder, &Case) -> bool| {
        let those = cases.iter().filter(|(folder, case)| holds(folder, case));
        told(those.count(), all)
    };
    for step in STEPS {
        out.push(Count {
            of: "step",
            group: step.to_owned(),
            cases: holding(&|folder, case| has(folder, case, step)),
        });
    }
    for (kind, _) in LenderKind::ALL {
        out.push(Count {
            of: "lender",
            group: kind.to_owned(),
            cases: holding(&|_, case| {
                let kinds = case
                    .loans
                    .iter()
                    .filter_map(|l| l.get("lender_kind")?.as_str());
                kinds.into_iter().any(|k| k == kind)
            }),
        });
    }
    let mut months: BTreeMap<String, usize> = BTreeMap::new();
    for (_, case) in cases {
        let month = case.created_on.format("%Y-%m").to_string();
        *months.entry(month).or_default() += 1;
    }
    for (group, cases) in parts_told(&months) {
        let cases = cases.filter(|_| all >= SMALLEST);
        out.push(Count {
            of: "month",
            group,
            cases,
        });
    }
    out
}

fn has(folder: &CaseFolder, case: &Case, step: &str) -> bool {
    match step {
        "loans" => !case.loans.is_empty(),
        "household" => case.household.is_some(),
        "plan" => !case.offers.is_empty(),
        "letters" => !case.letters.is_empty(),
        "sent" => !case.sent.is_empty(),
        _ => {
            let log = Log::of_case(folder.path());
            log.exists() && entries(&log.path()).is_ok_and(|list| !list.is_empty())
        }
    }
}

/// One number a line; a withheld one is an empty cell, which isn't zero.
fn csv(counts: &[Count]) -> String {
    let mut out = String::from("of,group,cases\n");
    for count in counts {
        let cases = count.cases.map(|n| n.to_string()).unwrap_or_default();
        out.push_str(&format!("{},{},{cases}\n", count.of, count.group));
    }
    out
}
