//! `menshen doctor`: does this computer suit? The terminal, characters, the folder everything is kept
//! in and who may read it, the clock, the age of the rule book. Looks, and changes nothing.

use super::Failure;
use super::context::{Context, locale};
use crate::content::load_edition;
use crate::render::screen::Screen;
use crate::storage::Home;
use crate::terminal::is_drawn_on;
use serde::Serialize;
use serde_json::json;
use std::path::Path;

/// What came of looking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Found {
    /// As it should be.
    Fine,
    /// Only the person can see it.
    Look,
    /// To be put right; the words say how.
    Mend,
}

impl Found {
    fn word(self) -> &'static str {
        match self {
            Found::Fine => "fine",
            Found::Look => "look",
            Found::Mend => "mend",
        }
    }
}

/// One thing looked at.
#[derive(Debug, Serialize)]
struct Check {
    /// Stable kebab-case.
    id: &'static str,
    found: Found,
    /// What there is, and what to do.
    words: String,
}

/// Files named that others may read; the rest is counted.
const NAMED: usize = 3;

/// Looks and says what was found.
///
/// # Errors
/// The book's own date can't be read, or the output can't be written.
pub fn run(context: &Context) -> Result<(), Failure> {
    let mut checks = vec![program(context), window(context), characters(context)];
    checks.extend(encoding(context));
    checks.push(kept(context));
    checks.extend(privacy(context));
    checks.push(clock(context));
    checks.push(book(context)?);
    let to_mend = checks.iter().filter(|c| c.found == Found::Mend).count();
    let mut screen = Screen::new();
    screen.title(context.texts.t("doctor.title"));
    for check in &checks {
        let mark = context
            .texts
            .t(&format!("doctor.mark.{}", check.found.word()));
        screen.item(&mark, check.words.clone());
    }
    screen.gap();
    screen.text(match to_mend {
        0 => context.texts.t("doctor.nothing"),
        count => context.texts.say("doctor.some", [("count", count)]),
    });
    context.emit(
        &screen,
        &json!({"ok": true, "to_mend": to_mend, "checks": checks}),
    )
}

fn check<const N: usize>(
    context: &Context,
    id: &'static str,
    found: Found,
    key: &str,
    args: [(&str, String); N],
) -> Check {
    let words = context.texts.say(&format!("doctor.{id}.{key}"), args);
    Check { id, found, words }
}

fn program(context: &Context) -> Check {
    let said = [
        ("version", env!("CARGO_PKG_VERSION").to_owned()),
        ("system", std::env::consts::OS.to_owned()),
        ("machine", std::env::consts::ARCH.to_owned()),
    ];
    // Only what was tried is called tried.
    let tried = cfg!(all(target_os = "linux", target_arch = "x86_64"));
    match tried {
        true => check(context, "program", Found::Fine, "tried", said),
        false => check(context, "program", Found::Look, "untried", said),
    }
}

fn window(context: &Context) -> Check {
    let manner = context.manner;
    let columns = [("columns", manner.columns.to_string())];
    let term = std::env::var("TERM").ok();
    let (found, key) = match (manner.interactive, is_drawn_on(term.as_deref())) {
        (false, _) => (Found::Look, "none"),
        (true, false) => (Found::Look, "simple"),
        (true, true) if manner.columns < 40 => (Found::Mend, "narrow"),
        (true, true) => (Found::Fine, "fine"),
    };
    check(context, "window", found, key, columns)
}

/// Which glyphs a window has can't be asked: the person is shown some.
fn characters(context: &Context) -> Check {
    check(context, "characters", Found::Look, "look", [])
}

/// What the environment says of the encoding; Windows says nothing there.
fn encoding(context: &Context) -> Option<Check> {
    if cfg!(windows) {
        return Some(check(context, "encoding", Found::Look, "windows", []));
    }
    let named = locale();
    let is_utf8 = |value: &String| {
        let value = value.to_ascii_lowercase();
        value.contains("utf-8") || value.contains("utf8")
    };
    // macOS speaks UTF-8 whatever these say.
    if cfg!(target_os = "macos") || named.as_ref().is_some_and(is_utf8) {
        return Some(check(context, "encoding", Found::Fine, "fine", []));
    }
    let named = [("named", named.unwrap_or_default())];
    Some(check(context, "encoding", Found::Mend, "other", named))
}

/// Is the folder there, and can something be written to it?
fn kept(context: &Context) -> Check {
    let Ok(home) = context.home() else {
        return check(context, "home", Found::Mend, "none", []);
    };
    let shown = |key, found| {
        let path = [("path", home.path().display().to_string())];
        check(context, "home", found, key, path)
    };
    if !home.path().exists() {
        return shown("not-yet", Found::Fine);
    }
    match tempfile::Builder::new()
        .prefix(".doctor-")
        .tempfile_in(home.path())
    {
        Ok(_) => match home.cases() {
            Ok(cases) => {
                let said = [
                    ("path", home.path().display().to_string()),
                    ("count", cases.len().to_string()),
                ];
                check(context, "home", Found::Fine, "fine", said)
            }
            Err(_) => shown("unreadable", Found::Mend),
        },
        Err(_) => shown("unwritable", Found::Mend),
    }
}

/// Who else may read what is kept; asked only where the system says it in a mode.
fn privacy(context: &Context) -> Option<Check> {
    let home = context.home().ok().filter(|home| home.path().exists())?;
    if cfg!(not(unix)) {
        return Some(check(context, "privacy", Found::Look, "look", []));
    }
    let open = open_to_others(&home);
    let (first, rest) = open.split_at_checked(open.len().min(NAMED))?;
    if first.is_empty() {
        return Some(check(context, "privacy", Found::Fine, "fine", []));
    }
    let said = [
        ("names", context.texts.listed(first)),
        ("count", open.len().to_string()),
        (
            "more",
            match rest.len() {
                0 => String::new(),
                more => more.to_string(),
            },
        ),
        ("path", home.path().display().to_string()),
    ];
    Some(check(context, "privacy", Found::Mend, "open", said))
}

/// Files and folders others may look into, by their path in the home, in order.
fn open_to_others(home: &Home) -> Vec<String> {
    let mut open = Vec::new();
    let mut folders = vec![home.path().to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder);
        for entry in entries.into_iter().flatten().filter_map(Result::ok) {
            let Ok(meta) = entry.metadata() else { continue };
            let path = entry.path();
            // What a folder closed to others holds is closed to them too.
            let is_open = is_open(&meta);
            if is_open && (meta.is_file() || meta.is_dir()) {
                open.push(inside(home.path(), &path));
            }
            if meta.is_dir() && !meta.is_symlink() {
                folders.push(path);
            }
        }
    }
    open.sort();
    open
}

fn inside(home: &Path, path: &Path) -> String {
    let path = path.strip_prefix(home).unwrap_or(path);
    path.display().to_string()
}

#[cfg(unix)]
fn is_open(meta: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    /// Reading and writing by the group and by everybody.
    const OTHERS: u32 = 0o066;
    meta.permissions().mode() & OTHERS != 0
}

#[cfg(not(unix))]
fn is_open(_: &std::fs::Metadata) -> bool {
    false
}

/// A wrong clock makes every count of days wrong, and only the person can see it.
fn clock(context: &Context) -> Check {
    let now = context.clock.now();
    let said = [
        ("day", context.texts.day_with_weekday(now.date_naive())),
        ("time", now.format("%H:%M").to_string()),
    ];
    check(context, "clock", Found::Look, "look", said)
}

fn book(context: &Context) -> Result<Check, Failure> {
    let edition = load_edition(&context.library)?;
    let age = edition.age_on(context.as_of());
    let said = [
        ("version", edition.version.clone()),
        ("checked", age.checked.0.to_string()),
        ("days", age.days.to_string()),
    ];
    Ok(match age.is_stale() {
        true => check(context, "book", Found::Mend, "stale", said),
        false => check(context, "book", Found::Fine, "fine", said),
    })
}
