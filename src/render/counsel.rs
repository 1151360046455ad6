//! What a counselor keeps with a case, in words.

use super::screen::Screen;
use super::texts::Texts;
use crate::domain::case::counsel::{Consent, Counsel, Note};
use crate::domain::evidence::masked_numbers;
use chrono::NaiveDate;

/// What was agreed to, line by line, as it stands on a day.
pub fn consent_lines(texts: &Texts, consent: &Consent, on: NaiveDate) -> Vec<String> {
    let say = |key: &str, name: &'static str, value: String| {
        texts.say(&format!("consent.{key}"), [(name, value)])
    };
    let yes = |yes: bool| if yes { "1" } else { "" }.to_owned();
    let kinds = consent.kinds.iter();
    let kinds: Vec<String> = kinds
        .map(|k| texts.t(&format!("consent.consent.kinds.options.{k}")))
        .collect();
    let who = [
        ("on", texts.day(consent.given_on)),
        ("keeper", consent.keeper.clone()),
        ("contact", consent.contact.clone()),
    ];
    let mut lines = vec![
        texts.say("consent.who", who),
        say("purpose", "purpose", consent.purpose.clone()),
        say("kinds", "kinds", texts.series(&kinds)),
        say("until", "until", texts.day(consent.keep_until)),
        say("sensitive", "yes", yes(consent.sensitive)),
        say("hand-over", "yes", yes(consent.hand_over)),
        say("statistics", "yes", yes(consent.statistics)),
    ];
    match consent.withdrawn_on {
        Some(day) => lines.push(say("taken-back", "on", texts.day(day))),
        None if on > consent.keep_until => lines.push(texts.t("consent.run-out")),
        None => {}
    }
    lines
}

/// A note, long numbers masked.
pub fn note_line(texts: &Texts, note: &Note) -> String {
    let text = masked_numbers(&note.text);
    texts.say("notes.line", [("on", note.on.to_string()), ("text", text)])
}

/// Everything kept, under headings; nothing where nothing is.
pub fn append(texts: &Texts, screen: &mut Screen, counsel: &Counsel, on: NaiveDate) {
    if let Some(consent) = counsel.last_consent() {
        screen.title(texts.t("consent.title"));
        for line in consent_lines(texts, consent, on) {
            screen.item("-", line);
        }
    }
    if !counsel.notes.is_empty() {
        screen.title(texts.t("notes.title"));
    }
    for note in &counsel.notes {
        screen.item("-", note_line(texts, note));
    }
    if !counsel.handovers.is_empty() {
        screen.title(texts.t("handed.title"));
    }
    for handed in &counsel.handovers {
        let words = [
            ("on", texts.day(handed.on)),
            ("to", handed.to.clone()),
            ("sha256", handed.sha256.clone()),
        ];
        screen.item("-", texts.say("handed.line", words));
    }
}
