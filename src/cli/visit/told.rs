//! The visit in words: the recorder's summary, and what to show afterwards.

use super::super::Failure;
use super::super::citing::Sources;
use super::super::context::Context;
use crate::domain::visit::{
    Appraisal, Compliance, DemandMade, FollowUp, Item, ItemResult, Occasion, Verdict, Visit,
    VisitorRole,
};
use crate::render::screen::Screen;
use crate::render::texts::Texts;

/// The recorder's account in neutral words, from the answers alone.
pub fn summary(texts: &Texts, visit: &Visit, appraisal: &Appraisal) -> String {
    let visitor = visit
        .visitor()
        .map(|v| texts.t(&format!("visit.visitor.{}", v.word())))
        .unwrap_or_default();
    let people = visit
        .record
        .people
        .map(|n| n.to_string())
        .unwrap_or_default();
    let begin = match visit.occasion() {
        Occasion::AtDoor => "visit.summary.begin".to_owned(),
        other => format!("visit.summary.begin-{}", other.word()),
    };
    let mut out = texts.say(&begin, [("people", people), ("visitor", visitor)]);
    for item in &appraisal.items {
        // What nobody asked or compared is no part of what happened.
        if !matches!(item.result, ItemResult::NotAsked | ItemResult::NotChecked) {
            out.push_str(&texts.say(
                "visit.summary.papers",
                [
                    ("item", texts.t(&format!("visit.item.{}", item.id.word()))),
                    (
                        "result",
                        texts.t(&format!("visit.result.{}", item.result.word())),
                    ),
                ],
            ));
        }
    }
    let demands: Vec<String> = visit
        .demands()
        .iter()
        .map(|d| {
            let answer = texts.t(&format!("visit.compliance.{}", d.answer.word()));
            let demand = texts.t(&format!("visit.demand.{}", d.id.word()));
            texts.say(
                "visit.summary.demand",
                [("demand", demand), ("answer", answer)],
            )
        })
        .collect();
    if !demands.is_empty() {
        out.push_str(&texts.say("visit.summary.demands", [("list", demands.join("、"))]));
    }
    let notes: Vec<String> = appraisal
        .findings
        .iter()
        .filter_map(|f| texts.get(&format!("visit.note.{}", f.code)))
        .map(str::to_owned)
        .collect();
    if !notes.is_empty() {
        out.push_str(&texts.say("visit.summary.notes", [("list", notes.join("；"))]));
    }
    if visit.effects.iter().any(|e| e.police_called) {
        out.push_str(&texts.t("visit.summary.police"));
    }
    if visit.recorded() {
        out.push_str(&texts.t("visit.summary.recorded"));
    }
    out
}

/// What to show afterwards. `seq` is the number of the entry; none after a rehearsal.
pub fn screen(
    context: &Context,
    visit: &Visit,
    appraisal: &Appraisal,
    follow_ups: &[&FollowUp],
    seq: Option<u64>,
) -> Result<Screen, Failure> {
    let texts = &context.texts;
    let sources = Sources::load(context)?;
    let mut screen = Screen::new();
    let outcome = texts.t(&format!("visit.outcome.{}", appraisal.outcome.word()));
    let of = format!("visit.outcome_of.{}", visit.occasion().word());
    screen.title(texts.say(&of, [("outcome", outcome)]));
    screen.text(texts.t(&format!("visit.verdict.{}", appraisal.verdict.word())));
    if visit.occasion() == Occasion::AtDoor {
        sorted(texts, appraisal, &mut screen);
    }
    let official = matches!(
        visit.visitor(),
        Some(VisitorRole::Court | VisitorRole::Police)
    );
    // An office that confirmed its people is answered by its papers, not negotiated with.
    let follows = match appraisal.verdict {
        Verdict::Consistent if official => "official",
        verdict => verdict.word(),
    };
    let follows = format!("visit.follows_from.{follows}");
    screen.text(texts.t(&follows));
    let told = summary(&context.paper, visit, appraisal);
    screen.text(texts.say("visit.summary.shown", [("summary", told)]));
    if !appraisal.findings.is_empty() {
        screen.title(texts.t("visit.title_findings"));
    }
    for finding in &appraisal.findings {
        let mut words = texts.say(&format!("findings.{}.text", finding.code), &finding.args);
        let cited = sources.words(texts, &finding.citations, context.as_of());
        if !cited.is_empty() {
            words.push_str(&texts.say("visit.sources", [("ids", texts.series(&cited))]));
        }
        screen.item("-", words);
    }
    screen.title(texts.t("visit.title_next"));
    screen.text(texts.t("visit.next"));
    for follow_up in follow_ups {
        screen.item("-", texts.t(&format!("visit.follow.{}", follow_up.id)));
    }
    match seq {
        Some(seq) => screen.text(texts.say("visit.saved", [("seq", seq)])),
        None => screen.text(texts.t("visit.rehearsed")),
    };
    let met = |demand: &DemandMade| demand.answer == Compliance::Met;
    if visit.demands().iter().any(met) {
        let seq = seq.map(|seq| seq.to_string()).unwrap_or_default();
        screen.text(texts.say("after.from-live", [("seq", seq)]));
    }
    Ok(screen)
}

/// The papers by what came of them: what fits, what is missing, what contradicts, what stayed open.
fn sorted(texts: &Texts, appraisal: &Appraisal, screen: &mut Screen) {
    let named = |items: &mut dyn Iterator<Item = Item>| -> String {
        let names = items.map(|item| texts.t(&format!("visit.item.{}", item.word())));
        names
            .collect::<Vec<_>>()
            .join(&texts.t("visit.sorted.joiner"))
    };
    for (kind, list) in [
        ("contradictory", named(&mut appraisal.contradictory())),
        ("missing", named(&mut appraisal.missing())),
        ("consistent", named(&mut appraisal.consistent())),
        ("open", named(&mut appraisal.open())),
    ] {
        if !list.is_empty() {
            screen.item(
                "-",
                texts.say(&format!("visit.sorted.{kind}"), [("list", list)]),
            );
        }
    }
}
