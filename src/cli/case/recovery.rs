//! `menshen case recovery`: the sheet that says how a sealed case is opened without this program.

use super::super::Failure;
use super::super::context::Context;
use super::seal::{built, others};
use crate::domain::coded::args;
use crate::render::recovery_sheet::{Part, page, plain};
use crate::render::screen::Screen;
use crate::storage::vault::{self, KEY_FILE, PUBLIC_FILE, VaultError};
use serde_json::json;

/// The steps, in their order; the words of each stand under `recovery-sheet.<step>`.
const STEPS: [&str; 7] = [
    "copy",
    "tool",
    "case",
    "attachment",
    "entry",
    "others",
    "check",
];

/// Shows the sheet; `-o` with a name ending in `.html` writes it as a page to print. It needs no
/// passphrase and holds none.
///
/// # Errors
/// The case isn't sealed, or the file can't be written.
pub fn run(context: &Context) -> Result<(), Failure> {
    built()?;
    let folder = context.open_case()?;
    if !folder.is_sealed() {
        return Err(VaultError::NotSealed.into());
    }
    let texts = &context.texts;
    let path = folder.path().display().to_string();
    let mut words = args([
        ("name", folder.name().to_owned()),
        ("folder", path.clone()),
        ("key", KEY_FILE.to_owned()),
        ("public", PUBLIC_FILE.to_owned()),
        ("day", context.as_of().to_string()),
    ]);
    words.extend(others(vault::recipients(folder.path())?.saturating_sub(1)));
    let say = |part: &str| texts.say(&format!("recovery-sheet.{part}"), &words);
    let mut parts = vec![
        Part::Title(say("title")),
        Part::Words(say("where")),
        Part::Words(say("without")),
    ];
    for step in STEPS {
        parts.push(Part::Step(say(&format!("{step}.say"))));
        if let Some(command) = texts.get(&format!("recovery-sheet.{step}.command")) {
            parts.push(Part::Command(command.to_owned()));
        }
    }
    parts.push(Part::Words(say("foot")));
    let html = context
        .output()
        .is_some_and(|path| path.extension().is_some_and(|e| e == "html"));
    if html && !context.json {
        return context.put(&page(&parts, &texts.t("page.lang")));
    }
    let lines: Vec<&str> = parts.iter().map(Part::words).collect();
    let json = json!({
        "ok": true,
        "case": folder.name(),
        "folder": path,
        "key": KEY_FILE,
        "public": PUBLIC_FILE,
        "sheet": lines,
    });
    if context.json {
        return context.emit(&Screen::new(), &json);
    }
    context.put(&plain(&parts, context.manner.columns))
}
