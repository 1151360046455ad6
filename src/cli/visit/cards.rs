//! `menshen visit cards`: cards to print, in a folder.

use super::super::Failure;
use super::super::context::Context;
use crate::content::load_printed;
use crate::domain::coded::{Kind, args};
use crate::domain::visit::{Audience, PrintedCard};
use crate::render::card::{Paper, plain, sheet};
use crate::render::screen::Screen;
use crate::render::texts::Texts;
use crate::storage::StorageError;
use crate::storage::files::{create_private_folder, create_whole, replace_whole};
use clap::ArgMatches;
use serde_json::json;
use std::path::{Path, PathBuf};

/// Writes the cards: for each audience a page of A4, one of A6 and plain text.
///
/// # Errors
/// A file is there already and `--force` was not given (nothing is written then), the place is a
/// file or among the cases, or the disk refuses.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let texts = &context.texts;
    let cards = load_printed(&context.library)?;
    let folder = context
        .output()
        .unwrap_or_else(|| PathBuf::from(texts.t("cards.print.folder")));
    let folder = std::path::absolute(&folder).unwrap_or(folder);
    let force = matches.get_flag("force");
    let files = files(texts, &cards);
    let there = |name: &&String| folder.join(name).symlink_metadata().is_ok();
    if let Some(name) = files.iter().map(|(name, _)| name).find(there)
        && !force
    {
        let path = folder.join(name).display().to_string();
        let args = args([("path", path), ("force", "1".to_owned())]);
        return Err(Failure::new("output-exists", Kind::Usage, args));
    }
    if !folder.is_dir() {
        create_private_folder(&folder).map_err(|e| StorageError::write(&folder, &e))?;
    }
    for (name, bytes) in &files {
        write(&folder.join(name), bytes, force)?;
    }
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let shown = folder.display().to_string();
    let mut screen = Screen::new();
    screen.text(texts.say("cards.print.done", [("folder", shown.clone())]));
    for name in &names {
        screen.item("-", *name);
    }
    for key in ["how", "own-note", "fill"] {
        screen.text(texts.t(&format!("cards.print.{key}")));
    }
    let text = if context.json {
        let json = json!({"ok": true, "folder": shown, "files": names});
        format!("{json}\n")
    } else {
        screen.lay_out(context.manner.columns, context.manner.plain)
    };
    // `-o` names the folder of the files; what became of them is said on standard output.
    context.put_out(&text)
}

fn write(path: &Path, bytes: &[u8], force: bool) -> Result<(), Failure> {
    let written = if force {
        replace_whole(path, bytes)
    } else {
        create_whole(path, bytes)
    };
    Ok(written.map_err(|e| StorageError::write(path, &e))?)
}

/// Names and bytes of the files.
fn files(texts: &Texts, cards: &[PrintedCard]) -> Vec<(String, Vec<u8>)> {
    let mut out = Vec::new();
    for audience in Audience::ALL {
        let of: Vec<&PrintedCard> = cards.iter().filter(|c| c.audience == *audience).collect();
        let set = texts.t(&format!("cards.print.{}", audience.word()));
        let title = match audience {
            Audience::Own => texts.say("cards.print.title", [("set", set.clone())]),
            Audience::Others => texts.t("cards.print.others-title"),
        };
        let name = |paper: &str| {
            let args = [("set", set.clone()), ("paper", paper.to_owned())];
            texts.say("cards.print.file", args)
        };
        for paper in Paper::ALL {
            let page = sheet(texts, &title, &of, paper);
            out.push((format!("{}.html", name(paper.name())), page.into_bytes()));
        }
        out.push((format!("{}.txt", name("")), plain(texts, &of).into_bytes()));
    }
    out
}
