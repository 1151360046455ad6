//! The count on a terminal.

use super::{Told, picture};
use crate::render::screen::Screen;

/// A list on a screen is looked over: more days of one rule than this are in the page of `-o`.
const MOST_DAYS: usize = 8;
/// Likewise of what isn't known.
const MOST_OPEN: usize = 12;

/// The whole count for a terminal: the summary first, what isn't known last.
pub fn screen(told: &Told<'_>, columns: usize, plain: bool) -> Screen {
    let texts = told.texts;
    let mut screen = Screen::new();
    screen.title(texts.t("conduct.heading"));
    for line in told.summary() {
        screen.text(line);
    }
    if told.count.contacts.is_empty() {
        items(&mut screen, &told.left_out());
        return screen;
    }
    for finding in told.findings() {
        screen.title(finding.title);
        screen.text(finding.says);
        let more = finding.days.len().saturating_sub(MOST_DAYS);
        items(
            &mut screen,
            finding.days.get(..MOST_DAYS).unwrap_or(&finding.days),
        );
        if more > 0 {
            screen.text(texts.say("conduct.more-days", [("count", more.to_string())]));
        }
        let words = [
            ("sources", texts.series(&finding.sources)),
            ("voice", finding.voice),
        ];
        screen.text(texts.say("conduct.rests-on", words));
        if let Some(caution) = finding.caution {
            screen.text(texts.say("conduct.caution", [("caution", caution)]));
        }
        if let Some(sentence) = finding.sentence {
            screen.text(texts.say("conduct.sentence", [("sentence", sentence)]));
        }
    }
    screen.title(texts.t("conduct.heading-hours"));
    for line in picture(told, columns, plain) {
        screen.text(line);
    }
    let others = told.others();
    if !others.is_empty() {
        screen.title(texts.t("conduct.heading-others"));
        items(&mut screen, &others);
        screen.text(texts.t("conduct.not-judged"));
    }
    let left_out = told.left_out();
    if !left_out.is_empty() {
        screen.title(texts.t("conduct.heading-left-out"));
        items(&mut screen, &left_out);
    }
    let open = told.open();
    if !open.is_empty() {
        screen.title(texts.t("conduct.heading-open"));
        screen.text(texts.t("conduct.open-how"));
        for one in open.iter().take(MOST_OPEN) {
            screen.item("-", one.question.clone());
            screen.text(one.command.clone());
        }
        let more = open.len().saturating_sub(MOST_OPEN);
        if more > 0 {
            screen.text(texts.say("conduct.more-open", [("count", more.to_string())]));
        }
    }
    screen
}

fn items(screen: &mut Screen, lines: &[String]) {
    for line in lines {
        screen.item("-", line.clone());
    }
}
