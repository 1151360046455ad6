//! The passphrase of a sealed case: which commands need it, where it comes from, three tries.

use super::super::failure::Failure;
use super::Context;
use crate::domain::coded::{Args, Kind, args};
use crate::storage::CaseFolder;
use crate::storage::vault::{self, Passphrase, VaultError};
use clap::ArgMatches;
use std::io::Read;
use std::path::{Path, PathBuf};

/// How often a person may try.
const TRIES: usize = 3;

/// The variable that names the descriptor a passphrase is read from.
const DESCRIPTOR: &str = "MENSHEN_PASSPHRASE_FD";

/// The longest passphrase read: anything longer is another file.
const LONGEST: u64 = 4096;

/// What a command wants of a sealed case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// It reads: the passphrase is asked for before anything else.
    Needed,
    /// It reads, and is itself what is done about the visits that wait.
    Joining,
    /// It does more with the passphrase than without, and does without where none is given.
    IfGiven,
    /// It only adds, and a passphrase would cost time at the worst moment.
    Never,
}

impl Reading {
    /// Of the command asked for.
    pub fn of(matches: &ArgMatches) -> Reading {
        let below = matches.subcommand();
        let second = below.and_then(|(_, m)| m.subcommand());
        let first = below.map(|(name, _)| name);
        match (first, second) {
            (Some("visit"), Some(("after", _))) => Reading::Needed,
            (Some("visit"), Some(("join", _))) => Reading::Joining,
            (Some("visit"), _) => Reading::Never,
            (Some("log"), Some(("add", _))) => Reading::Never,
            (Some("log"), Some(("import" | "verify", _))) => Reading::IfGiven,
            (Some("log"), Some(("anchor", m))) if only_shows_the_anchor(m) => Reading::Never,
            (
                Some("case"),
                Some(("new" | "list" | "use" | "seal" | "unseal" | "passphrase" | "recovery", _)),
            ) => Reading::Never,
            _ => Reading::Needed,
        }
    }
}

/// The anchor itself stands in the log in the open; what was noted about anchors doesn't.
fn only_shows_the_anchor(matches: &ArgMatches) -> bool {
    let flag = |id: &str| matches.get_flag(id);
    let given = |id: &str| matches.get_one::<String>(id).is_some();
    !(flag("kept-list") || flag("request") || given("answer") || given("kept-at"))
}

impl Context {
    /// Opens a sealed case as far as the command wants it; one that isn't sealed stays as it is.
    ///
    /// # Errors
    /// As for [`Context::unlock`], where the command reads.
    pub(super) fn unlock_for_command(&self, folder: &CaseFolder) -> Result<(), Failure> {
        if !folder.is_sealed() || self.reading == Reading::Never || self.passed_over.get() {
            return Ok(());
        }
        if self.reading == Reading::IfGiven && !self.manner.interactive && !self.is_given() {
            return Ok(());
        }
        self.unlock_as(folder, self.reading == Reading::IfGiven)
    }

    /// Opens a sealed case: the passphrase from the file or descriptor named, else from the person,
    /// three times.
    ///
    /// # Errors
    /// `case-shut`: nobody can be asked. `passphrase-wrong`: none of the tries opens it; nothing has
    /// changed. The person left.
    pub fn unlock(&self, folder: &CaseFolder) -> Result<(), Failure> {
        self.unlock_as(folder, false)
    }

    fn unlock_as(&self, folder: &CaseFolder, may_pass: bool) -> Result<(), Failure> {
        if !folder.is_sealed() || vault::is_open(folder.path()) {
            return Ok(());
        }
        if !vault::IS_BUILT {
            return Err(VaultError::NotBuilt.into());
        }
        if let Some(given) = self.given_passphrase()? {
            vault::open(folder.path(), &given)?;
            self.say_what_waits(folder);
            return Ok(());
        }
        let may_pass = may_pass.then_some("seal.ask-or-pass");
        if !self.unlock_typed(folder, may_pass)? {
            self.passed_over.set(true);
        }
        Ok(())
    }

    /// The same where a person may turn to another case instead, with Enter alone. True: it is open.
    ///
    /// # Errors
    /// As for [`Context::unlock`].
    pub fn unlock_or_turn_away(&self, folder: &CaseFolder) -> Result<bool, Failure> {
        if !folder.is_sealed() || vault::is_open(folder.path()) || self.is_given() {
            return self.unlock(folder).map(|()| true);
        }
        self.unlock_typed(folder, Some("seal.ask-or-other"))
    }

    /// Opens a sealed case with a passphrase that is typed now, whatever file or descriptor was named:
    /// who comes back to a screen that was locked has to know it.
    ///
    /// # Errors
    /// As for [`Context::unlock`].
    pub fn unlock_by_hand(&self, folder: &CaseFolder) -> Result<(), Failure> {
        if !folder.is_sealed() || vault::is_open(folder.path()) {
            return Ok(());
        }
        self.unlock_typed(folder, None).map(drop)
    }

    /// Three tries; `or_enter` asks in words that say what Enter alone stands for, which gives false.
    fn unlock_typed(&self, folder: &CaseFolder, or_enter: Option<&str>) -> Result<bool, Failure> {
        if !self.manner.interactive {
            let needed = vec!["passphrase".to_owned()];
            return Err(Failure::from(VaultError::Shut).with_needed(needed));
        }
        let key = or_enter.unwrap_or("seal.ask");
        for left in (0..TRIES).rev() {
            let typed = self.hidden(key, args([("name", folder.name().to_owned())]))?;
            if or_enter.is_some() && typed.is_empty() {
                return Ok(false);
            }
            match vault::open(folder.path(), &typed) {
                Err(VaultError::WrongPassphrase) if left > 0 => {
                    self.note("seal.wrong", args([("left", left.to_string())]));
                }
                done => {
                    done?;
                    break;
                }
            }
        }
        self.say_what_waits(folder);
        Ok(true)
    }

    /// Visits recorded while the case was shut wait to be compared: said once, when it is opened.
    fn say_what_waits(&self, folder: &CaseFolder) {
        if self.json || self.reading == Reading::Joining {
            return;
        }
        // A folder that can't be read is met by whoever needs it: it stops no other command.
        let waiting = crate::cli::visit::waiting(folder).unwrap_or_default();
        if waiting > 0 {
            self.note("seal.visits-wait", args([("count", waiting.to_string())]));
        }
    }

    /// A new passphrase: from the file or descriptor named, else asked twice.
    ///
    /// # Errors
    /// It is too short, nobody can be asked, or the person left.
    pub fn new_passphrase(&self, file: Option<&Path>) -> Result<Passphrase, Failure> {
        let given = match file {
            Some(path) => Some(of_file(path)?),
            None => self.given_passphrase()?,
        };
        match given {
            Some(given) => Ok(given.long_enough()?),
            None => self.new_passphrase_typed(),
        }
    }

    /// A new passphrase, asked twice.
    ///
    /// # Errors
    /// Nobody can be asked, or the person left.
    pub fn new_passphrase_typed(&self) -> Result<Passphrase, Failure> {
        if !self.manner.interactive {
            let needed = vec!["passphrase".to_owned()];
            return Err(Failure::from(VaultError::Shut).with_needed(needed));
        }
        loop {
            let typed = self.hidden("seal.new", Args::new())?;
            let Ok(typed) = typed.long_enough() else {
                self.note("seal.too-short", Args::new());
                continue;
            };
            if self.hidden("seal.again", Args::new())? == typed {
                return Ok(typed);
            }
            self.note("seal.differ", Args::new());
        }
    }

    fn hidden(&self, key: &str, args: Args) -> Result<Passphrase, Failure> {
        let prompt = self.texts.say(key, args);
        match crate::terminal::secret(&prompt, self.manner) {
            Some(typed) => Ok(Passphrase::new(&typed)),
            None => Err(Failure::new("interrupted", Kind::Interrupted, Args::new())),
        }
    }

    fn is_given(&self) -> bool {
        self.passphrase_file.is_some() || std::env::var_os(DESCRIPTOR).is_some()
    }

    /// The passphrase of `--passphrase-file` or of the descriptor, if one is named. A descriptor can
    /// be read once, so what it gave is kept.
    ///
    /// # Errors
    /// It can't be read, is empty, or others can read the file.
    pub fn given_passphrase(&self) -> Result<Option<Passphrase>, Failure> {
        if let Some(read) = self.passphrase_given.get() {
            return Ok(Some(read.clone()));
        }
        let read = match (&self.passphrase_file, std::env::var(DESCRIPTOR)) {
            (Some(path), _) => of_file(path)?,
            (None, Ok(number)) => of_descriptor(&number)?,
            (None, Err(_)) => return Ok(None),
        };
        Ok(Some(self.passphrase_given.get_or_init(|| read).clone()))
    }
}

/// The first line of a file that nobody else can read.
fn of_file(path: &Path) -> Result<Passphrase, VaultError> {
    let unusable = |e: std::io::Error| VaultError::PassphraseFile {
        path: path.into(),
        reason: e.to_string(),
    };
    let file = std::fs::File::open(path).map_err(unusable)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let found = file.metadata().map_err(unusable)?;
        if found.is_file() && found.permissions().mode() & 0o077 != 0 {
            return Err(VaultError::PassphraseFileOpen(path.into()));
        }
    }
    first_line(path, file)
}

/// The first line of an open descriptor, by the name the system gives it.
fn of_descriptor(number: &str) -> Result<Passphrase, VaultError> {
    let number: u16 = number
        .trim()
        .parse()
        .map_err(|_| VaultError::PassphraseFile {
            path: DESCRIPTOR.into(),
            reason: "not a number".to_owned(),
        })?;
    let path = PathBuf::from(format!("/dev/fd/{number}"));
    let file = std::fs::File::open(&path).map_err(|e| VaultError::PassphraseFile {
        path: path.clone(),
        reason: e.to_string(),
    })?;
    first_line(&path, file)
}

fn first_line(path: &Path, file: std::fs::File) -> Result<Passphrase, VaultError> {
    let unusable = |reason: String| VaultError::PassphraseFile {
        path: path.into(),
        reason,
    };
    let mut text = String::new();
    file.take(LONGEST)
        .read_to_string(&mut text)
        .map_err(|e| unusable(e.to_string()))?;
    let line = Passphrase::new(text.split('\n').next().unwrap_or_default());
    if line.is_empty() {
        return Err(unusable("empty".to_owned()));
    }
    Ok(line)
}
