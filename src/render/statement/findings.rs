//! What a statement says is to be done, what isn't known, and which ceilings bear on the loan.

use super::Cited;
use crate::domain::ceiling::{Applies, CeilingAnswer};
use crate::domain::finding::{Finding, Severity};
use crate::domain::statement::Statement;
use crate::render::screen::Screen;
use crate::render::texts::Texts;

fn applies_word(applies: Applies) -> &'static str {
    match applies {
        Applies::Yes => "yes",
        Applies::No => "no",
        Applies::Depends => "depends",
    }
}

/// The legal ceilings that say something about this loan.
pub(super) fn ceilings(
    texts: &Texts,
    statement: &Statement,
    cited: Cited<'_>,
    screen: &mut Screen,
) {
    // What was never written for this kind of lender is left out here; `--json` has every answer.
    let told = |c: &&CeilingAnswer| {
        c.applies != Applies::No || texts.has(&format!("ceilings.tell-no.{}", c.why))
    };
    let list: Vec<&CeilingAnswer> = statement.ceilings.iter().filter(told).collect();
    if list.is_empty() {
        return;
    }
    screen.title(texts.t("statement.ceilings-title"));
    for ceiling in list {
        let name = texts.t(&format!("ceilings.{}.name", ceiling.id));
        let applies = texts.t(&format!(
            "statement.applies.{}",
            applies_word(ceiling.applies)
        ));
        let why = texts.t(&format!("ceilings.why.{}", ceiling.why));
        screen.item(
            "-",
            texts.say(
                "statement.ceiling",
                [
                    ("name", name),
                    ("applies", applies),
                    ("why", why),
                    ("sources", texts.series(&cited(&ceiling.citations))),
                ],
            ),
        );
    }
}

/// Findings, the most urgent first, each with its next step.
pub(super) fn findings(texts: &Texts, list: &[&Finding], cited: Cited<'_>, screen: &mut Screen) {
    if list.is_empty() {
        return;
    }
    screen.title(texts.t("statement.findings-title"));
    let mut sorted: Vec<&Finding> = list.to_vec();
    sorted.sort_by_key(|f| f.severity);
    for (i, finding) in sorted.iter().enumerate() {
        let key = format!("findings.{}", finding.code);
        let mut values = finding.args.clone();
        if let Some(id) = values.get("ceiling").cloned() {
            values.insert("ceiling", texts.t(&format!("ceilings.{id}.name")));
        }
        let word = match finding.severity {
            Severity::ActNow => "act-now",
            Severity::Dispute => "dispute",
            Severity::Ask => "ask",
            Severity::Note => "note",
        };
        let line = texts.say(
            "statement.finding",
            [
                ("severity", texts.t(&format!("statement.severity.{word}"))),
                ("title", texts.say(&format!("{key}.title"), &values)),
                ("text", texts.say(&format!("{key}.text"), &values)),
                ("next", texts.say(&format!("{key}.next"), &values)),
                ("sources", texts.series(&cited(&finding.citations))),
            ],
        );
        screen.item(format!("{}.", i + 1), line);
    }
}

/// What is unknown and where it is to be had. What the lack of them leads to is said once where it is
/// the same for all.
pub(super) fn missing(texts: &Texts, list: &[&Finding], screen: &mut Screen) {
    if list.is_empty() {
        return;
    }
    let part = |finding: &Finding, part: &str| {
        texts.say(&format!("findings.fact-missing.{part}"), &finding.args)
    };
    screen.title(texts.t("statement.missing-title"));
    let alone = |finding: &&Finding| finding.args.get("alone").is_some_and(|v| v == "true");
    let shared = list.len() > 1 && list.iter().all(alone);
    if shared {
        screen.text(texts.t("statement.missing-shared"));
    }
    for finding in list {
        let text = if shared {
            String::new()
        } else {
            part(finding, "text")
        };
        let words = [
            ("title", part(finding, "title")),
            ("text", text),
            ("next", part(finding, "next")),
        ];
        screen.item("-", texts.say("statement.missing-line", words));
    }
}
