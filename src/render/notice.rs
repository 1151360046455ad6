//! A notice taken apart, on a screen and for machines.

use super::screen::Screen;
use super::texts::Texts;
use crate::domain::guidance::Channel;
use crate::domain::notice::{
    Agreement, Appraisal, Comparison, Notice, Parts, SignPart, WrittenCaseNumber,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What stands beside an appraisal on the screen.
#[derive(Debug, Clone, Copy)]
pub struct Beside<'a> {
    /// Channels of the rule book by id.
    pub channels: &'a BTreeMap<String, Channel>,
    /// For each finding the sources it rests on, in words.
    pub sources: &'a [Vec<String>],
    /// Where the words of findings stand: `notice.finding` or `payee.finding`.
    pub findings: &'a str,
    /// Where the words of verdicts stand.
    pub verdict: &'a str,
}

/// A notice: its parts, the comparison, what it adds up to, what to do.
pub fn notice(texts: &Texts, notice: &Notice, beside: Beside<'_>) -> Screen {
    let mut screen = Screen::new();
    screen.title(texts.t("notice.title-parts"));
    parts(&mut screen, texts, &notice.parts);
    if let Some(compared) = &notice.comparison {
        screen.title(texts.t("notice.title-compared"));
        comparison(&mut screen, texts, compared);
    }
    screen.append(appraisal(texts, &notice.appraisal, beside));
    screen.gap().text(texts.t("notice.limit"));
    if notice.comparison.is_none() {
        screen.text(texts.t("notice.no-case"));
    }
    if notice.parts.said.iter().any(|f| f.part == SignPart::Threat) {
        screen.text(texts.t("notice.comfort"));
    }
    screen
}

fn parts(screen: &mut Screen, texts: &Texts, parts: &Parts) {
    let from = screen.blocks.len();
    let mut line = |key: &str, value: String| {
        screen.item(
            "-",
            texts.say(&format!("notice.line.{key}"), [("value", value)]),
        );
    };
    if let Some(signature) = &parts.signature {
        line("signature", signature.clone());
    }
    for found in parts.said.iter().filter(|f| f.part == SignPart::Sender) {
        let who = texts.t(&format!("notice.sign.{}", found.id));
        let args = [("who", who), ("quote", found.quote.clone())];
        screen.item("-", texts.say("notice.line.sender", args));
    }
    let mut line = |key: &str, value: String| {
        screen.item(
            "-",
            texts.say(&format!("notice.line.{key}"), [("value", value)]),
        );
    };
    if !parts.names.is_empty() {
        line("names", texts.listed(&parts.names));
    }
    for number in &parts.case_numbers {
        line("case-number", case_number(texts, number));
    }
    for reference in &parts.references {
        line("reference", reference.clone());
    }
    for amount in &parts.amounts {
        let role = texts.t(&format!("notice.role.{}", word(&amount.role)));
        let args = [("value", amount.amount.grouped()), ("role", role)];
        screen.item("-", texts.say("notice.line.amount", args));
    }
    let mut line = |key: &str, value: &str| {
        screen.item(
            "-",
            texts.say(&format!("notice.line.{key}"), [("value", value)]),
        );
    };
    for limit in &parts.limits {
        line("limit", &limit.quote);
    }
    for account in &parts.accounts {
        line("account", account);
    }
    for tail in &parts.contract_tails {
        line("contract", tail);
    }
    for phone in &parts.phones {
        let form = texts.t(&format!("notice.form.{}", phone.form.word()));
        let args = [("value", phone.number.clone()), ("form", form)];
        screen.item("-", texts.say("notice.line.phone", args));
    }
    for link in &parts.links {
        let kind = texts.t(&format!("notice.link.{}", word(&link.kind)));
        let args = [("value", link.host.clone()), ("kind", kind)];
        screen.item("-", texts.say("notice.line.link", args));
    }
    for found in &parts.said {
        // That it is about a debt goes without saying.
        if found.part == SignPart::Sender || found.id == "debt" {
            continue;
        }
        let what = texts.t(&format!("notice.sign.{}", found.id));
        let args = [("what", what), ("quote", found.quote.clone())];
        screen.item("-", texts.say("notice.line.said", args));
    }
    if screen.blocks.len() == from {
        screen.text(texts.t("notice.line.nothing"));
    }
}

fn case_number(texts: &Texts, number: &WrittenCaseNumber) -> String {
    let read = match &number.read {
        Ok(read) => {
            let level = texts.t(&format!("check.court.{}", read.level.word()));
            let parts = [
                ("year", read.year.to_string()),
                ("court", read.court.clone()),
                ("level", level),
                ("kind", read.case_type.clone()),
                ("number", read.number.to_string()),
            ];
            texts.say("notice.line.case-number-parts", parts)
        }
        Err(fault) => {
            let reason = texts.t(&format!("rejected.{}", fault.code()));
            texts.say("notice.line.case-number-fault", [("reason", reason)])
        }
    };
    let said = [("written", number.written.clone()), ("read", read)];
    texts.say("notice.line.case-number-read", said)
}

fn comparison(screen: &mut Screen, texts: &Texts, compared: &Comparison) {
    let loans = texts.listed(&compared.loans);
    for (part, agreement) in [("lender", compared.lender), ("contract", compared.contract)] {
        let key = format!("notice.compared.{part}-{}", word(&agreement));
        screen.item("-", texts.say(&key, [("loans", loans.clone())]));
    }
    for amount in &compared.amounts {
        let figure = |m: Option<crate::domain::money::Money>| {
            m.map_or_else(|| texts.t("statement.unknown"), |m| m.grouped())
        };
        let args = [
            ("amount", amount.amount.grouped()),
            ("loan", amount.loan.clone()),
            ("overdue", figure(amount.overdue)),
            ("everything", figure(amount.everything)),
        ];
        let key = format!("notice.compared.amount-{}", word(&amount.agreement));
        screen.item("-", texts.say(&key, args));
    }
    if compared
        .amounts
        .iter()
        .any(|a| a.agreement == Agreement::Differs)
    {
        screen.text(texts.t("notice.compared.amount-why"));
    }
    screen.item("-", texts.t("notice.compared.account"));
}

/// The verdict, the findings with their sources, the steps, what not to do, the channels.
pub fn appraisal(texts: &Texts, appraisal: &Appraisal, beside: Beside<'_>) -> Screen {
    let mut screen = Screen::new();
    screen.title(texts.t("notice.title-verdict"));
    let key = format!("{}.{}", beside.verdict, appraisal.verdict.word());
    screen.text(texts.t(&key));
    for (i, concern) in appraisal.findings.iter().enumerate() {
        let mut words = texts.t(&format!("{}.{}", beside.findings, concern.id));
        if let Some(sources) = beside.sources.get(i).filter(|s| !s.is_empty()) {
            words.push_str(&texts.say("notice.sources", [("list", texts.series(sources))]));
        }
        screen.item("-", words);
    }
    if !appraisal.steps.is_empty() {
        screen.title(texts.t("notice.title-steps"));
        for (i, step) in appraisal.steps.iter().enumerate() {
            screen.item(
                format!("{}.", i + 1),
                texts.t(&format!("notice.step.{step}")),
            );
        }
    }
    if !appraisal.avoid.is_empty() {
        screen.title(texts.t("notice.title-avoid"));
        for id in &appraisal.avoid {
            screen.item("-", texts.t(&format!("notice.avoid.{id}")));
        }
    }
    let lines: Vec<&Channel> = appraisal
        .channels
        .iter()
        .filter_map(|id| beside.channels.get(id))
        .collect();
    if !lines.is_empty() {
        screen.title(texts.t("notice.title-channels"));
        for channel in lines {
            let args = [
                ("name", channel.name.as_str()),
                ("hotline", channel.hotline.as_deref().unwrap_or_default()),
                ("zh", channel.zh.as_str()),
            ];
            screen.item("-", texts.say("notice.channel-line", args));
        }
    }
    screen
}

/// A notice for machines.
pub fn notice_json(notice: &Notice) -> Value {
    let parts = &notice.parts;
    let senders: Vec<_> = parts
        .said
        .iter()
        .filter(|f| f.part == SignPart::Sender)
        .collect();
    let said: Vec<_> = parts
        .said
        .iter()
        .filter(|f| f.part != SignPart::Sender)
        .collect();
    let case_numbers: Vec<Value> = parts
        .case_numbers
        .iter()
        .map(|n| match &n.read {
            Ok(read) => json!({
                "written": n.written, "valid": true, "normalised": read.to_string(),
                "year": read.year, "court": read.court, "level": read.level.word(),
                "kind": read.case_type, "number": read.number,
            }),
            Err(fault) => json!({"written": n.written, "valid": false, "reason": fault.code()}),
        })
        .collect();
    json!({
        "ok": true,
        "verdict": notice.appraisal.verdict,
        "findings": notice.appraisal.findings,
        "steps": notice.appraisal.steps,
        "avoid": notice.appraisal.avoid,
        "channels": notice.appraisal.channels,
        "parts": {
            "signature": parts.signature, "senders": senders, "said": said,
            "names": parts.names, "case_numbers": case_numbers, "references": parts.references,
            "amounts": parts.amounts, "time_limits": parts.limits, "accounts": parts.accounts,
            "contract_tails": parts.contract_tails, "phones": parts.phones, "links": parts.links,
        },
        "comparison": notice.comparison,
    })
}

/// The stable word of a value that has one.
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|v| v.as_str().map(str::to_owned))
        .unwrap_or_default()
}
