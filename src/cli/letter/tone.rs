//! The writer's own words looked at before they stand in a letter: each place accepted, kept or
//! written anew by number. Nothing is changed behind anybody's back.

use crate::cli::Failure;
use crate::cli::ask;
use crate::cli::context::Context;
use crate::content::load_tone;
use crate::domain::coded::{Args, Kind, args};
use crate::domain::encoding::{Text, decoded};
use crate::domain::letter::are_enough;
use crate::domain::tone::{Alarm, Decision, ToneBook, alarms, revised};
use crate::interview::flow::{Kind as Takes, Question};
use crate::interview::questionnaire::{Entry, Questionnaire};
use crate::interview::reading::plain_form;
use crate::interview::{Answers, Choice, Flow, Page, Prompter, Reply, Say, Value};
use crate::render::screen::Screen;
use crate::render::texts::Texts;
use clap::ArgMatches;
use serde_json::json;
use std::io::{IsTerminal, Read};

/// The question of an answers file what is to be done.
const IN_FILE: &str = "tone";
/// Its answer that takes what the book has.
const ACCEPT: &str = "accept";
/// The question whose words have to be enough for a letter of one's own.
const REASON: &str = "reason.words";
/// More than this isn't read: a letter is shorter.
const MOST_BYTES: u64 = 100_000;

/// A flow whose file of answers may say what becomes of the words. A person is asked place by place.
pub fn with_question(context: &Context, flow: Questionnaire) -> Questionnaire {
    match &context.answers {
        Some(_) => for_file(flow),
        None => flow,
    }
}

/// The flow as a file of answers can answer it.
pub fn for_file(mut flow: Questionnaire) -> Questionnaire {
    if !flow.entries.iter().any(|e| is_own_words(&e.question)) {
        return flow;
    }
    flow.entries.push(Entry {
        question: Question {
            id: IN_FILE.to_owned(),
            text: "tone.in-file".to_owned(),
            kind: Takes::Choice(vec!["keep".to_owned(), ACCEPT.to_owned()]),
            required: false,
            unknown: false,
            private: false,
        },
        when: Vec::new(),
        when_any: Vec::new(),
    });
    flow
}

/// Words of the writer's own, other than names and dates.
fn is_own_words(question: &Question) -> bool {
    let own = ["own.", "reason.", "fact."];
    question.kind == Takes::Text && own.iter().any(|lead| question.id.starts_with(lead))
}

/// The answers with what the person decided about their own words, and what was found, for machines.
///
/// # Errors
/// The book was rejected, or the person left; the draft is as it was.
pub fn reviewed(
    context: &Context,
    flow: &Questionnaire,
    answers: Answers,
) -> Result<(Answers, Vec<serde_json::Value>), Failure> {
    let unwanted = answers.given("limitation.understood");
    if unwanted.is_some_and(|word| word != "write") {
        return Ok((answers, Vec::new()));
    }
    let book = load_tone(&context.library)?;
    let asked = flow.path(&answers).asked;
    let own: Vec<&Question> = asked.iter().filter(|q| is_own_words(q)).collect();
    let accepts = answers.given(IN_FILE) == Some(ACCEPT);
    let mut out = answers.clone();
    let mut found = Vec::new();
    for question in own {
        let Some(text) = answers.given(&question.id) else {
            continue;
        };
        let alarms = alarms(text, &book);
        let decisions = if alarms.is_empty() {
            continue;
        } else if context.can_ask() {
            decided(context, text, &alarms)?
        } else {
            by_file(&alarms, accepts)
        };
        let words = revised(text, &alarms, &decisions);
        // What was enough for a letter of one's own stays enough.
        let lost = question.id == REASON && are_enough(text) && !are_enough(&words);
        let words = match lost {
            true => lengthened(context, text, words)?,
            false => words,
        };
        // An answer of which no word would be left stays: what to write instead only the writer knows.
        let nothing_left = !says_something(&words);
        let taken = words != text && !nothing_left;
        for (alarm, decision) in alarms.iter().zip(&decisions) {
            let changed = taken && *decision != Decision::Keep;
            if !context.can_ask() {
                note(context, alarm, changed);
            }
            found.push(json!({"question": question.id, "alarm": alarm, "changed": changed}));
        }
        if lost && !taken && !context.can_ask() {
            context.note("tone.noted-too-short", Args::new());
        } else if nothing_left {
            context.note("tone.nothing-left", Args::new());
        } else if taken {
            out.set(&question.id, Value::Given(words), None);
        }
    }
    Ok((out, found))
}

/// Is there more than blanks and signs?
fn says_something(words: &str) -> bool {
    words.chars().any(char::is_alphanumeric)
}

/// What is done where nobody can be asked: kept, unless the file says to take what the book has.
fn by_file(alarms: &[Alarm], accepts: bool) -> Vec<Decision> {
    let decide = |alarm: &Alarm| {
        if accepts && !alarm.care && alarm.instead.is_some() {
            Decision::Accept
        } else {
            Decision::Keep
        }
    };
    alarms.iter().map(decide).collect()
}

/// Says what was found where nobody can be asked, and what became of it.
fn note(context: &Context, alarm: &Alarm, changed: bool) {
    if alarm.care {
        context.note("tone.care", Args::new());
        return;
    }
    let mut said = args([("found", alarm.found.clone())]);
    if let (true, Some(instead)) = (changed, &alarm.instead) {
        said.insert("instead", instead.clone());
        context.note("tone.noted-accepted", said);
    } else {
        said.insert("why", why(&context.texts, alarm));
        said.insert("how", how(&context.texts, alarm));
        context.note("tone.noted", said);
    }
}

/// Too little is left once the places are changed: a person adds to it, or keeps what was written; a
/// file keeps it.
fn lengthened(context: &Context, before: &str, mut words: String) -> Result<String, Failure> {
    if !context.can_ask() {
        return Ok(before.to_owned());
    }
    let mut prompter = context.prompter();
    let page = Page {
        body: vec![Say::key("tone.too-short")],
        ..Page::default()
    };
    while !are_enough(&words) {
        let more = line(&mut prompter, &page)?;
        let more = more.trim();
        if more.is_empty() {
            prompter.show(&[Say::key("tone.kept")]);
            return Ok(before.to_owned());
        }
        if !words.ends_with(['。', '！', '？', '；', '.', '!', '?', ';']) {
            words.push('。');
        }
        words.push_str(more);
    }
    Ok(words)
}

fn why(texts: &Texts, alarm: &Alarm) -> String {
    texts.t(&format!("tone.why.{}", alarm.reason))
}

fn how(texts: &Texts, alarm: &Alarm) -> String {
    texts.t(&format!("tone.how.{}", alarm.reason))
}

/// Asks about each place.
fn decided(context: &Context, text: &str, alarms: &[Alarm]) -> Result<Vec<Decision>, Failure> {
    let mut prompter = context.prompter();
    let count = alarms.len().to_string();
    prompter.show(&[
        Say::Plain(String::new()),
        Say::with("tone.intro", [("count", count.clone())]),
    ]);
    let mut out = Vec::new();
    for (i, alarm) in alarms.iter().enumerate() {
        if alarm.care {
            prompter.show(&[Say::Plain(String::new()), Say::key("tone.care")]);
            out.push(Decision::Keep);
            continue;
        }
        let sentence = text.get(alarm.sentence.clone()).unwrap_or_default();
        let place = [
            ("number", (i + 1).to_string()),
            ("count", count.clone()),
            ("sentence", sentence.to_owned()),
        ];
        let reason = |part: &str| format!("@tone.{part}.{}", alarm.reason);
        let body = vec![
            Say::with("tone.place", place),
            Say::with("tone.why-line", [("words", reason("why"))]),
            Say::with("tone.how-line", [("words", reason("how"))]),
        ];
        out.push(one(&mut prompter, alarm, body)?);
    }
    Ok(out)
}

fn one(prompter: &mut dyn Prompter, alarm: &Alarm, body: Vec<Say>) -> Result<Decision, Failure> {
    let mut choices = Vec::new();
    let mut choice = |key: &str, label: Say| {
        choices.push(Choice {
            key: key.to_owned(),
            label,
        });
    };
    if let Some(instead) = &alarm.instead {
        let label = match instead.is_empty() {
            true => Say::key("tone.accept-out"),
            false => Say::with("tone.accept", [("instead", instead.clone())]),
        };
        choice("1", label);
    }
    choice("2", Say::key("tone.keep"));
    let found = [("found", alarm.found.clone())];
    choice("3", Say::with("tone.write", found.clone()));
    let page = Page {
        body,
        choices,
        ..Page::default()
    };
    loop {
        match plain_form(&line(prompter, &page)?).as_str() {
            "1" if alarm.instead.is_some() => {
                prompter.show(&[Say::key("tone.changed")]);
                return Ok(Decision::Accept);
            }
            "" | "2" => {
                prompter.show(&[Say::key("tone.kept")]);
                return Ok(Decision::Keep);
            }
            "3" => {
                let page = Page {
                    body: vec![Say::with("tone.write-ask", found)],
                    ..Page::default()
                };
                let words = line(prompter, &page)?.trim().to_owned();
                let (said, decision) = match words.is_empty() {
                    true => ("tone.kept", Decision::Keep),
                    false => ("tone.changed", Decision::Write(words)),
                };
                prompter.show(&[Say::key(said)]);
                return Ok(decision);
            }
            _ => prompter.show(&[Say::key("rejected.no-such-number")]),
        }
    }
}

/// One line; leaving leaves the letter, whose answers are kept already.
fn line(prompter: &mut dyn Prompter, page: &Page) -> Result<String, Failure> {
    match prompter.ask(page) {
        Reply::Line(line) => Ok(line),
        Reply::Interrupted | Reply::Closed => Err(ask::left(true)),
    }
}

/// `menshen letter tone`: a text looked at, nothing stored.
///
/// # Errors
/// There is nothing to read, or it isn't text.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let book = load_tone(&context.library)?;
    let file = matches.get_one::<String>("file").filter(|f| *f != "-");
    let text = match file {
        Some(path) => {
            let opened = std::fs::File::open(path).map_err(|e| unreadable(path, &e))?;
            let read = read(opened, path)?;
            context.note_encoding(&read);
            read.text
        }
        None if std::io::stdin().is_terminal() => {
            context.need_terminal(vec!["text".to_owned()])?;
            let page = Page {
                body: vec![Say::key("tone.ask")],
                ..Page::default()
            };
            match context.prompter().ask(&page) {
                Reply::Line(line) => line,
                Reply::Interrupted | Reply::Closed => return Err(super::interrupted()),
            }
        }
        None => {
            let read = read(std::io::stdin(), "-")?;
            context.note_encoding(&read);
            read.text
        }
    };
    if text.trim().is_empty() {
        return Err(Failure::new("tone-empty", Kind::AnswerNeeded, Args::new()));
    }
    let (screen, found) = listed(&context.texts, &text, &book);
    context.emit(&screen, &json!({"ok": true, "found": found}))
}

fn unreadable(path: &str, e: &std::io::Error) -> Failure {
    let args = args([("path", path.to_owned()), ("reason", e.to_string())]);
    Failure::new("tone-unreadable", Kind::Usage, args)
}

fn read(stream: impl Read, path: &str) -> Result<Text, Failure> {
    let mut bytes = Vec::new();
    let read = stream.take(MOST_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|e| unreadable(path, &e))?;
    // Of what isn't read nobody could say that nothing was found in it.
    if u64::try_from(bytes.len()).is_ok_and(|length| length > MOST_BYTES) {
        let args = args([("path", path.to_owned())]);
        return Err(Failure::new("tone-too-long", Kind::Usage, args));
    }
    decoded(&bytes).ok_or_else(|| {
        let args = args([("path", path.to_owned()), ("not_text", "1".to_owned())]);
        Failure::new("tone-unreadable", Kind::Usage, args)
    })
}

/// Every place with its reason.
fn listed(texts: &Texts, text: &str, book: &ToneBook) -> (Screen, Vec<serde_json::Value>) {
    let all = alarms(text, book);
    let mut screen = Screen::new();
    if all.iter().any(|a| a.care) {
        screen.text(texts.t("tone.care"));
    }
    let shown: Vec<&Alarm> = all.iter().filter(|a| !a.care).collect();
    match shown.len() {
        0 => screen.text(texts.t("tone.none")),
        count => screen.text(texts.say("tone.found", [("count", count)])),
    };
    for (i, alarm) in shown.iter().enumerate() {
        let mark = format!("{}.", i + 1);
        screen.item(mark, texts.say("tone.line", [("found", &alarm.found)]));
        screen.item(
            " ",
            texts.say("tone.why-line", [("words", why(texts, alarm))]),
        );
        screen.item(
            " ",
            texts.say("tone.how-line", [("words", how(texts, alarm))]),
        );
    }
    screen.text(texts.t("tone.own-words"));
    let found = all.iter().map(|alarm| {
        json!({
            "id": alarm.id, "found": alarm.found, "instead": alarm.instead, "care": alarm.care,
            "why": why(texts, alarm), "how": how(texts, alarm),
        })
    });
    (screen, found.collect())
}
