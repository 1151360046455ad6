//! A rehearsal in words: the list to choose from, and what to take along afterwards.

use super::screen::{Block, Screen};
use super::texts::Texts;
use crate::domain::visit::{Debrief, Rehearsals, Scenario, Taught};
use crate::render::wrap::colon_after;

/// What there is to practise on.
pub fn list(texts: &Texts, rehearsals: &Rehearsals) -> Screen {
    let mut screen = Screen::new();
    screen.title(texts.t("rehearse.list-title"));
    for scenario in &rehearsals.scenarios {
        screen.item(
            format!("{}{}", scenario.id, colon_after(&scenario.id).trim_end()),
            title(texts, scenario, &[]),
        );
    }
    screen.gap();
    screen.text(texts.t("rehearse.list-how"));
    screen
}

/// The name of a scenario, filled with the values of its words.
pub fn title(texts: &Texts, scenario: &Scenario, values: &[(String, String)]) -> String {
    words(texts, scenario, "title", values)
}

fn words(texts: &Texts, scenario: &Scenario, part: &str, values: &[(String, String)]) -> String {
    let key = format!("rehearse.scenario.{}.{part}", scenario.id);
    texts.say(&key, values.iter().cloned())
}

/// What a rehearsal adds up to. `cited` turns ids into sources as a person reads them.
pub fn debriefing(
    texts: &Texts,
    scenario: &Scenario,
    values: &[(String, String)],
    debrief: &Debrief,
    cited: &dyn Fn(&[String]) -> Vec<String>,
) -> Screen {
    let mut screen = Screen::new();
    let line = |key: &str| Block::Text(texts.t(key));
    let title = title(texts, scenario, values);
    screen.text(texts.say("rehearse.done", [("title", title)]));
    screen.text(words(texts, scenario, "reveal", values));
    let parts = [
        ("rehearse.given-away", &debrief.given_away),
        ("rehearse.overlooked", &debrief.overlooked),
        ("rehearse.went-well", &debrief.went_well),
    ];
    for (heading, lessons) in parts {
        let nothing_given = heading == "rehearse.given-away" && lessons.is_empty();
        if lessons.is_empty() && !nothing_given {
            continue;
        }
        screen.gap();
        screen.blocks.push(line(heading));
        if nothing_given {
            screen.text(texts.t("rehearse.nothing-given"));
        }
        for lesson in lessons {
            screen.item("-", lesson_words(texts, lesson, cited));
        }
    }
    screen.gap();
    screen.blocks.push(line("rehearse.practise"));
    screen.text(texts.t(&format!("rehearse.lesson.{}.practise", debrief.practise)));
    screen.gap();
    screen.text(texts.t("rehearse.calm"));
    screen
}

fn lesson_words(
    texts: &Texts,
    lesson: &Taught,
    cited: &dyn Fn(&[String]) -> Vec<String>,
) -> String {
    let part = |name: &str| texts.t(&format!("rehearse.lesson.{}.{name}", lesson.id));
    let args = [("did", part("did")), ("why", part("why"))];
    let mut words = texts.say("rehearse.lesson-line", args);
    let sources = cited(&lesson.citations);
    if !sources.is_empty() {
        let ids = texts.series(&sources);
        words.push_str(&texts.say("rehearse.sources", [("ids", ids)]));
    }
    words
}
