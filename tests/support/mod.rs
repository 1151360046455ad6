//! What the tests of the binary share: a home of their own, a fixed clock, an environment with
//! nothing else in it, and the bytes of every file before and after.

mod case;
mod key;
mod outside;
mod planted;
mod terminal;

pub use case::{A1, HOUSEHOLD, REQUEST, household, loan, with_case};
pub use key::Key;
pub use outside::{has_mode, link, no_text, set_mode};
pub use planted::planted;
pub use terminal::Terminal;

use menshen::content::{Library, load_texts};
use menshen::render::texts::Texts;
use serde_json::Value;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

/// The moment every run of the binary believes it is.
pub const CLOCK: &str = "2026-11-21T20:00:00+08:00";

/// The binary under test.
pub const BINARY: &str = env!("CARGO_BIN_EXE_menshen");

/// Every word the binary speaks, so that tests find their place by key and not by wording.
pub static TEXTS: LazyLock<Texts> =
    LazyLock::new(|| Texts::new(load_texts(&Library::built_in(), "zh-CN").unwrap()));

/// A home nobody else uses, removed at the end.
pub struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    pub fn new() -> Home {
        Home {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// A home with the same files, and the same files beside it.
    pub fn copied(&self) -> Home {
        let copy = Home::new();
        copy_folder(self.folder.path(), copy.folder.path());
        copy
    }

    /// The folder the program keeps its things in; made by the program.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// The folder of a case.
    pub fn case(&self, name: &str) -> PathBuf {
        self.path().join("cases").join(name)
    }

    /// A place beside the home, where a person keeps files of their own.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file beside the home.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.beside(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// The command with this home, the fixed clock and nothing else in its environment.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(BINARY);
        command.args(args);
        self.surround(&mut command);
        command
    }

    /// Gives another program the environment of the binary.
    pub fn surround(&self, command: &mut Command) {
        command
            .env_clear()
            .env("MENSHEN_HOME", self.path())
            .env("MENSHEN_TEST_CLOCK", CLOCK)
            .env("TERM", "xterm-256color")
            .env("HOME", self.folder.path())
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("LANG", "C.UTF-8")
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
    }

    /// Runs it to the end, without a terminal.
    pub fn run(&self, args: &[&str]) -> Ran {
        Ran::of(self.command(args), args)
    }

    /// Runs it to the end and expects success; gives standard output.
    pub fn done(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!(ran.code, 0, "{ran:?}");
        ran.out
    }

    /// Runs it with `--json` and expects success; gives the object.
    pub fn json(&self, args: &[&str]) -> Value {
        let ran = self.run(&[args, &["--json"]].concat());
        assert_eq!(ran.code, 0, "{ran:?}");
        ran.json()
    }

    /// Runs it with `--json` and expects this refusal; gives the `error` object.
    pub fn refused(&self, args: &[&str], code: &str, exit: i32) -> Value {
        let ran = self.run(&[args, &["--json"]].concat());
        ran.refusal(code, exit)
    }

    /// Every file the program keeps, by its path in the home. Lock files are empty and come and go.
    pub fn kept(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        contents(&self.path())
    }
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Every file under a folder with its bytes, lock files left out.
pub fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let Ok(entries) = std::fs::read_dir(folder) else {
        return found;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(contents(&path));
        } else if path.extension() != Some(OsStr::new("lock")) {
            let bytes = std::fs::read(&path).unwrap();
            found.insert(path, bytes);
        }
    }
    found
}

/// What came of a run.
pub struct Ran {
    args: Vec<String>,
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl std::fmt::Debug for Ran {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Ran {
            args,
            code,
            out,
            err,
        } = self;
        write!(
            f,
            "menshen {}\nexit {code}\nstandard output:\n{out}standard error:\n{err}",
            args.join(" ")
        )
    }
}

impl Ran {
    /// Runs a command to the end.
    pub fn of(mut command: Command, args: &[&str]) -> Ran {
        Ran::from_output(command.output().unwrap(), args)
    }

    /// The call as it is typed.
    pub fn call(&self) -> String {
        format!("menshen {}", self.args.join(" "))
    }

    pub fn from_output(output: Output, args: &[&str]) -> Ran {
        Ran {
            args: args.iter().map(|a| (*a).to_owned()).collect(),
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Standard output as the one JSON object it must be.
    pub fn json(&self) -> Value {
        assert_eq!(
            self.out.lines().count(),
            1,
            "one object, one line: {self:?}"
        );
        assert!(self.out.ends_with('\n'), "{self:?}");
        let value: Value = serde_json::from_str(&self.out).unwrap();
        assert!(value.is_object(), "{self:?}");
        value
    }

    /// The refusal in standard output: its code, its exit code, words for people on standard error
    /// with a remedy and no hole in them.
    pub fn refusal(&self, code: &str, exit: i32) -> Value {
        let object = self.json();
        assert_eq!(object["ok"], false, "{self:?}");
        let error = &object["error"];
        assert_eq!(error["code"], code, "{self:?}");
        assert_eq!(self.code, exit, "{self:?}");
        assert!(error["kind"].is_string(), "{self:?}");
        let hint = error["hints"][0].as_str().unwrap();
        assert!(!hint.is_empty(), "{self:?}");
        no_hole(hint);
        self.said_plainly();
        error.clone()
    }

    /// The words for people say what went wrong and what to do, with no key or placeholder left.
    pub fn said_plainly(&self) {
        assert!(self.err.contains("没有办成："), "{self:?}");
        assert!(self.err.contains("怎么办："), "{self:?}");
        no_hole(&self.err);
    }
}

/// No key shown for want of a text, no placeholder left unfilled.
pub fn no_hole(words: &str) {
    for hole in [
        "{{",
        "{%",
        "[errors.",
        "[rejected.",
        "[answers.",
        "[interview.",
        "[letter",
        "[log",
    ] {
        assert!(!words.contains(hole), "{hole} in: {words}");
    }
}

/// The ids in a list member of an error.
pub fn ids(error: &Value, member: &str) -> Vec<String> {
    error["args"][member]
        .as_array()
        .map(|list| {
            list.iter()
                .map(|v| v.as_str().unwrap().to_owned())
                .collect()
        })
        .unwrap_or_default()
}

/// A path as an argument.
pub fn arg(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// The words without blanks and line ends: a sentence wrapped anywhere is still the sentence.
pub fn unwrapped(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).collect()
}
