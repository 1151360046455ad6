//! Which letters there are, which can be written now, and which fits what happened.

use super::told::Telling;
use crate::cli::Failure;
use crate::cli::context::Context;
use crate::cli::due;
use crate::content::load_letter;
use crate::domain::case::{Case, SetAside};
use crate::domain::coded::{Args, Kind};
use crate::domain::evidence::EntryView;
use crate::domain::letter::{About, Letter};
use crate::render::screen::Screen;
use serde_json::json;

/// The word that lists the letters instead of writing one.
pub const LIST: &str = "list";

/// What may have happened, in the order it is asked.
const SITUATIONS: [&str; 11] = [
    "amount",
    "cannot-pay",
    "others-told",
    "letter-came",
    "misconduct",
    "danger",
    "credit",
    "mediate",
    "court",
    "assigned",
    "agreement",
];

/// Ids of all letters, those laid over the book included, in the order of their numbers.
pub fn letters(context: &Context) -> Vec<String> {
    let mut ids: Vec<String> = context
        .library
        .folder("letters")
        .iter()
        .filter_map(|source| source.path.rsplit('/').next())
        .map(|name| name.trim_end_matches(".toml").to_ascii_uppercase())
        .collect();
    let number = |id: &str| -> (String, u32) {
        let at = id.find(|c: char| c.is_ascii_digit()).unwrap_or(id.len());
        let (name, digits) = id.split_at(at);
        (name.to_owned(), digits.parse().unwrap_or(0))
    };
    ids.sort_by_key(|id| number(id));
    ids.dedup();
    ids
}

/// A letter with what keeps it from being written now.
struct Candidate {
    id: String,
    name: String,
    lacks: Option<&'static str>,
}

fn candidates(context: &Context, case: &Case) -> Result<Vec<Candidate>, Failure> {
    let views = due::views(context)?;
    letters(context)
        .into_iter()
        .map(|id| {
            let letter = load_letter(&context.library, &id)?;
            let key = format!("letter.name.{id}");
            let name = match context.texts.get(&key) {
                Some(name) => name.to_owned(),
                None => format!("{id} {}", letter.title),
            };
            let lacks = lacks(context, case, &letter, &views);
            Ok(Candidate { id, name, lacks })
        })
        .collect()
}

fn lacks(
    context: &Context,
    case: &Case,
    letter: &Letter,
    views: &[EntryView],
) -> Option<&'static str> {
    let settled = case
        .loan_states
        .values()
        .any(|s| s.state == SetAside::Settled);
    match letter.about {
        About::OpenLoan if case.counted_loans().next().is_none() => Some("letter-no-loan"),
        About::SettledLoan if !settled => Some("letter-not-settled"),
        About::AnyLoan if !settled && case.counted_loans().next().is_none() => {
            Some("letter-no-loan")
        }
        _ => Telling::new(context, letter, views, None).lacks(letter),
    }
}

/// The letters possible now, and what the others lack.
///
/// # Errors
/// The book or the log can't be read.
pub fn list(context: &Context, case: &Case) -> Result<(), Failure> {
    let all = candidates(context, case)?;
    let mut screen = Screen::new();
    screen.text(context.texts.t("letter.list.possible"));
    for c in all.iter().filter(|c| c.lacks.is_none()) {
        screen.item("-", &c.name);
    }
    if all.iter().any(|c| c.lacks.is_some()) {
        screen.gap();
        screen.text(context.texts.t("letter.list.not-yet"));
    }
    for c in &all {
        if let Some(code) = c.lacks {
            let why = why(context, code);
            screen.item(
                "-",
                context
                    .texts
                    .say("letter.list.why", [("name", &c.name), ("why", &why)]),
            );
        }
    }
    screen.gap();
    screen.text(context.texts.t("letter.list.how"));
    let letters: Vec<_> = all
        .iter()
        .map(|c| json!({"letter": c.id, "name": c.name, "possible": c.lacks.is_none(), "lacks": c.lacks}))
        .collect();
    context.emit(&screen, &json!({"ok": true, "letters": letters}))
}

fn why(context: &Context, code: &str) -> String {
    context.texts.t(&format!("letter.lacks.{code}"))
}

/// Asks what happened and gives the letter picked for it.
///
/// # Errors
/// Nobody can be asked, or the person left.
pub fn asked(context: &Context, case: &Case) -> Result<String, Failure> {
    let all = candidates(context, case)?;
    if !context.can_ask() {
        let names = all.into_iter().map(|c| c.name).collect();
        return Err(
            Failure::new("letter-needed", Kind::AnswerNeeded, Args::new())
                .with_details(names)
                .with_needed(vec!["letter".into()]),
        );
    }
    let texts = &context.texts;
    let mut names: Vec<String> = SITUATIONS
        .iter()
        .map(|s| texts.t(&format!("letter.situation.{s}")))
        .collect();
    names.push(texts.t("letter.situation.all"));
    let pick = |prompt: &str, names: &[String]| {
        crate::terminal::pick(&texts.t(prompt), names, context.manner)
            .ok_or_else(super::interrupted)
    };
    let situation = SITUATIONS.get(pick("letter.what-happened", &names)?);
    let fitting = situation.map(|s| texts.t(&format!("letter.fits.{s}")));
    let fits = |c: &&Candidate| {
        let ids = fitting.as_deref();
        ids.is_none_or(|ids| ids.split_whitespace().any(|id| id == c.id))
    };
    let shown: Vec<&Candidate> = all.iter().filter(fits).collect();
    let names: Vec<String> = shown
        .iter()
        .map(|c| match c.lacks {
            None => c.name.clone(),
            Some(code) => {
                let why = why(context, code);
                texts.say("letter.list.why", [("name", &c.name), ("why", &why)])
            }
        })
        .collect();
    let picked = pick("letter.pick", &names)?;
    let chosen = shown.get(picked).ok_or_else(super::interrupted)?;
    Ok(chosen.id.clone())
}
