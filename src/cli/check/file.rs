//! `menshen check file`: what a file is and what it carries along unseen, before it leaves the house.
//! The file is only read.

use crate::cli::Failure;
use crate::cli::context::Context;
use crate::domain::coded::{Kind, args};
use crate::domain::evidence::{
    Carried, Examined, Harm, NameFit, examined, masked_numbers, name_fit,
};
use crate::render::screen::Screen;
use crate::storage::attachments::check_source;
use clap::ArgMatches;
use serde_json::json;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

/// Says what a file is and what it carries along.
///
/// # Errors
/// It isn't there, isn't a file, or can't be read.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let path = matches.get_one::<String>("file-to-check");
    let path = path.map(PathBuf::from).unwrap_or_default();
    let size = check_source(&path)?;
    let seen = seen(&path).map_err(|e| {
        let words = args([
            ("path", path.display().to_string()),
            ("reason", e.to_string()),
        ]);
        Failure::new("import-unreadable", Kind::Usage, words)
    })?;
    let name = name_of(&path);
    let fit = name_fit(&name, seen.media_type);
    let mut screen = Screen::new();
    let texts = &context.texts;
    screen.title(texts.say("file-check.title", [("name", masked_numbers(&name))]));
    let values = [
        ("type", type_name(context, seen.media_type)),
        ("size", size.to_string()),
    ];
    screen.text(texts.say("file-check.is", values));
    if let Some(words) = misnamed(context, fit, &seen) {
        screen.text(words);
    }
    if let Some(seconds) = seen.seconds {
        let values = [
            ("minutes", (seconds / 60).to_string()),
            ("seconds", (seconds % 60).to_string()),
        ];
        screen.text(texts.say("file-check.long", values));
    }
    screen.gap();
    carried(context, &seen, &mut screen);
    screen.gap();
    screen.text(texts.t("file-check.untouched"));
    let json = json!({
        "ok": true, "name": name, "size": size, "media_type": seen.media_type,
        "name_fit": fit.word(), "seconds": seen.seconds, "carried": seen.carried,
        "partly": seen.partly,
    });
    context.emit(&screen, &json)
}

/// What is carried along, one line each, and what to do about it.
fn carried(context: &Context, seen: &Examined, screen: &mut Screen) {
    let texts = &context.texts;
    let key = match (seen.carried.is_empty(), seen.partly) {
        (false, _) => "file-check.carries",
        (true, false) => "file-check.carries-nothing",
        (true, true) => "file-check.not-looked",
    };
    screen.text(texts.t(key));
    for one in &seen.carried {
        screen.item("-", harm_words(context, one));
    }
    if seen.carried.is_empty() {
        return;
    }
    if seen.partly {
        screen.text(texts.t("file-check.partly"));
    }
    let of = |wanted: &[Harm]| seen.carried.iter().any(|c| wanted.contains(&c.what));
    if of(&[Harm::Place, Harm::Device, Harm::Serial]) {
        screen.text(texts.t("file-check.how-picture"));
    }
    if of(&[Harm::Author, Harm::Path, Harm::Comments, Harm::Revisions]) {
        screen.text(texts.t("file-check.how-paper"));
    }
    screen.text(texts.t("file-check.original"));
}

fn harm_words(context: &Context, one: &Carried) -> String {
    let key = format!("file-check.harm.{}", one.what.word());
    // What stands in a file may hold anything; nothing of it may move the cursor.
    let detail = masked_numbers(one.detail.as_deref().unwrap_or_default());
    let detail: String = detail.chars().filter(|c| !c.is_control()).collect();
    let values = [("detail", detail)];
    context.texts.say(&key, values)
}

/// A name that promises something else than the content, in words.
fn misnamed(context: &Context, fit: NameFit, seen: &Examined) -> Option<String> {
    let key = match fit {
        NameFit::Contradicts => "file-check.misnamed",
        NameFit::Untold => "file-check.untold",
        NameFit::Agrees | NameFit::Silent => return None,
    };
    let values = [("type", type_name(context, seen.media_type))];
    Some(context.texts.say(key, values))
}

fn type_name(context: &Context, media_type: &str) -> String {
    let key = format!("file-check.type.{}", media_type.replace(['/', '.'], "-"));
    let known = context.texts.get(&key).map(str::to_owned);
    known.unwrap_or_else(|| media_type.to_owned())
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

fn seen(path: &Path) -> std::io::Result<Examined> {
    examined(BufReader::new(File::open(path)?))
}

/// Says of files just attached what they carry along and whether a name misleads, a line each. The
/// copies stay as they are; what can't be read again is left to the copying, which has said so.
pub fn say_of_attached(context: &Context, sources: &[PathBuf]) {
    for path in sources {
        let Ok(seen) = seen(path) else {
            continue;
        };
        let name = name_of(path);
        let shown = masked_numbers(&name);
        if name_fit(&name, seen.media_type) == NameFit::Contradicts {
            let kind = type_name(context, seen.media_type);
            let values = args([("name", shown.clone()), ("type", kind)]);
            context.note("file-check.attached-misnamed", values);
        }
        if !seen.carried.is_empty() {
            let all: Vec<String> = seen
                .carried
                .iter()
                .map(|one| {
                    context
                        .texts
                        .t(&format!("file-check.short.{}", one.what.word()))
                })
                .collect();
            let values = args([("name", shown), ("carried", context.texts.listed(&all))]);
            context.note("file-check.attached", values);
        }
    }
}
