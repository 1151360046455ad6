//! What every command is given: where things are, how to speak, what day it is.

mod copies;
mod day;
mod edition;
mod encoding;
mod gloss;
mod output;
mod picture;
mod table;
mod unlocking;

pub use edition::RestsOn;
pub use encoding::{locale, warn_of_window};

use super::clock::Clock;
use super::failure::Failure;
use crate::content::{BuiltInTexts, ContentError, LANGUAGES, Library, load_legal_book};
use crate::domain::ceiling::LegalBook;
use crate::domain::coded::{Args, Kind, args};
use crate::render::screen::Screen;
use crate::render::texts::{Texts, Wording};
use crate::storage::vault::Passphrase;
use crate::storage::{CaseFolder, Home, StorageError};
use crate::terminal::{Manner, TerminalPrompter};
use chrono::NaiveDate;
use clap::ArgMatches;
use serde::Serialize;
use std::cell::{Cell, OnceCell, RefCell};
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use unlocking::Reading;

/// What every command is given.
pub struct Context {
    home: Option<PathBuf>,
    case: Option<String>,
    as_of: Option<NaiveDate>,
    output: Option<PathBuf>,
    /// A file of answers: nothing is asked.
    pub answers: Option<PathBuf>,
    /// One JSON object on standard output and nothing else there.
    pub json: bool,
    /// How the terminal is used.
    pub manner: Manner,
    /// The rule book's files in use.
    pub library: Library,
    /// The language of the screen.
    lang: &'static str,
    /// Every word a person reads on the screen.
    pub texts: Texts,
    /// The words of papers for others and of what is recorded: always the reference language.
    pub paper: Texts,
    /// What time it is.
    pub clock: Clock,
    inbox_said: Cell<bool>,
    copies_said: Cell<bool>,
    /// What the command wants of a sealed case.
    reading: Reading,
    passphrase_file: Option<PathBuf>,
    passphrase_given: OnceCell<Passphrase>,
    /// The person went on without the passphrase: not asked again.
    passed_over: Cell<bool>,
    book: OnceCell<LegalBook>,
    /// Results are kept back: another command shows what came of it.
    silent: bool,
    /// Facts answered with "don't know yet": said with the result, which the person then has before
    /// them.
    to_fetch: RefCell<Vec<ToFetch>>,
    /// What the result says about the book it rests on.
    book_said: RefCell<Option<edition::Said>>,
}

/// A fact not known yet, and where it is to be had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToFetch {
    /// The question's id.
    pub id: String,
    /// Its short name.
    pub what: String,
    /// Where the fact is to be had.
    #[serde(rename = "where")]
    pub found_at: String,
}

impl Context {
    /// From the parsed arguments and the environment.
    ///
    /// # Errors
    /// The day of `--as-of` isn't one, or an overlay can't be read.
    pub fn new(
        matches: &ArgMatches,
        texts: Texts,
        mut library: Library,
    ) -> Result<Context, Failure> {
        let path = |id: &str| matches.get_one::<String>(id).map(PathBuf::from);
        let json = matches.get_flag("json");
        let plain = matches.get_flag("plain");
        let fixed = std::env::var("MENSHEN_TEST_CLOCK").ok();
        let clock = Clock::from_environment(fixed.as_deref());
        let as_of = match matches.get_one::<String>("as-of") {
            None => None,
            Some(text) => Some(day::day_as_written(text, clock.today())?),
        };
        let home = path("home").or_else(|| std::env::var_os("MENSHEN_HOME").map(PathBuf::from));
        let mut texts = texts;
        let lang = lang(matches);
        let before = library.has_overlay();
        let at_the_door = matches.subcommand_name() == Some("visit");
        let mut own_book_left_out = false;
        if let Some(own) = Home::at(home.clone())
            .ok()
            .map(|h| h.content_folder())
            .filter(|p| p.is_dir())
        {
            match library.overlay(&own) {
                Ok(()) => {}
                // Somebody stands at the door: the built-in book helps, a refusal doesn't.
                Err(_) if at_the_door => own_book_left_out = true,
                Err(refused) => return Err(refused.into()),
            }
        }
        if let Some(folder) = path("content") {
            library.overlay(&folder)?;
        }
        if library.has_overlay() != before {
            texts = load(&library, lang)?;
        }
        let paper = match lang == LANGUAGES[0] {
            true => texts.clone(),
            false => load(&library, LANGUAGES[0])?,
        };
        let for_others = matches!(
            matches.subcommand_name(),
            Some("letter" | "report" | "demo")
        );
        // Programs and papers are given the book as it is written.
        if !json && !for_others {
            library = library.in_language(lang);
        }
        let context = Context {
            home,
            case: matches.get_one::<String>("case").cloned(),
            as_of,
            output: path("output"),
            answers: path("answers"),
            json,
            manner: Manner {
                arrows: matches.get_flag("arrows"),
                ..Manner::detect(plain, json, std::env::var("TERM").ok().as_deref())
            },
            library,
            lang,
            texts,
            paper,
            clock,
            inbox_said: Cell::new(false),
            // Somebody stands at the door: files can wait.
            copies_said: Cell::new(at_the_door),
            reading: Reading::of(matches),
            passphrase_file: path("passphrase-file"),
            passphrase_given: OnceCell::new(),
            passed_over: Cell::new(false),
            book: OnceCell::new(),
            silent: false,
            to_fetch: RefCell::new(Vec::new()),
            book_said: RefCell::new(None),
        };
        crate::terminal::speak(&context.texts);
        if own_book_left_out {
            context.note("context.own-book-left-out", Args::new());
        }
        if let Clock::Fixed(moment) = context.clock {
            context.note(
                "context.test-clock",
                args([("moment", moment.to_rfc3339())]),
            );
        }
        Ok(context)
    }

    /// The same surroundings with a home, a day and answers of their own, showing no results.
    pub fn for_demo(
        &self,
        home: &Path,
        as_of: Option<NaiveDate>,
        answers: Option<PathBuf>,
    ) -> Context {
        Context {
            home: Some(home.to_owned()),
            case: None,
            as_of,
            output: None,
            answers,
            json: self.json,
            manner: self.manner,
            library: self.library.clone(),
            lang: self.lang,
            texts: self.texts.clone(),
            paper: self.paper.clone(),
            clock: self.clock,
            inbox_said: Cell::new(true),
            copies_said: Cell::new(true),
            reading: Reading::Needed,
            passphrase_file: None,
            passphrase_given: OnceCell::new(),
            passed_over: Cell::new(false),
            book: OnceCell::new(),
            silent: true,
            to_fetch: RefCell::new(Vec::new()),
            book_said: RefCell::new(None),
        }
    }

    /// The same surroundings for making a paper: its words are the reference language's.
    pub fn on_paper(&self) -> Context {
        Context {
            home: self.home.clone(),
            case: self.case.clone(),
            texts: self.paper.clone(),
            lang: LANGUAGES[0],
            ..self.for_demo(Path::new(""), self.as_of, None)
        }
    }

    /// The program's own folder.
    ///
    /// # Errors
    /// Neither `--home` nor `MENSHEN_HOME` is given and the platform names none.
    pub fn home(&self) -> Result<Home, Failure> {
        Ok(Home::at(self.home.clone())?)
    }

    /// Was a case named with `--case`?
    pub fn named_case(&self) -> Option<&str> {
        self.case.as_deref()
    }

    /// The case to work on; says so when it is `inbox` because none was chosen.
    ///
    /// # Errors
    /// A named case doesn't exist, it is sealed and isn't opened, or the disk refuses.
    pub fn open_case(&self) -> Result<CaseFolder, Failure> {
        let (folder, inbox) = self
            .home()?
            .open(self.case.as_deref(), self.clock.today())?;
        if inbox && !self.inbox_said.replace(true) {
            self.note("context.inbox", Args::new());
        }
        self.note_copies(&folder);
        self.unlock_for_command(&folder)?;
        Ok(folder)
    }

    /// The case to read, if there is one; makes nothing.
    ///
    /// # Errors
    /// A named case doesn't exist, or the home can't be read.
    pub fn existing_case(&self) -> Result<Option<CaseFolder>, Failure> {
        let home = self.home()?;
        if let Some(name) = &self.case {
            let folder = home.case(name)?;
            if folder.exists() {
                self.note_copies(&folder);
                self.unlock_for_command(&folder)?;
                return Ok(Some(folder));
            }
            return Err(StorageError::NoSuchCase { name: name.clone() }.into());
        }
        let name = home.current()?.unwrap_or_else(|| "inbox".into());
        let folder = home.case(&name)?;
        if !folder.exists() {
            return Ok(None);
        }
        self.note_copies(&folder);
        self.unlock_for_command(&folder)?;
        Ok(Some(folder))
    }

    /// The day of `--as-of`, if given.
    pub fn as_of_given(&self) -> Option<NaiveDate> {
        self.as_of
    }

    /// The day to work for: `--as-of`, else today in China.
    pub fn as_of(&self) -> NaiveDate {
        self.as_of.unwrap_or_else(|| self.clock.today())
    }

    /// The part of the rule book a reconciliation asks; read once, and only by commands that need it.
    ///
    /// # Errors
    /// The book was rejected.
    pub fn legal_book(&self) -> Result<&LegalBook, Failure> {
        if let Some(book) = self.book.get() {
            return Ok(book);
        }
        let book = load_legal_book(&self.library)?;
        Ok(self.book.get_or_init(|| book))
    }

    /// The file of `-o`, if given.
    pub fn output(&self) -> Option<PathBuf> {
        self.output.clone()
    }

    /// A prompter for the person at the terminal.
    pub fn prompter(&self) -> TerminalPrompter<'_> {
        TerminalPrompter::new(&self.texts, self.manner)
    }

    /// A line for the person on standard error.
    pub fn note(&self, key: &str, args: Args) {
        if self.silent {
            return;
        }
        let text = self.texts.say(key, args);
        let lines = crate::render::wrap::wrap(&text, self.manner.columns, 0);
        // Nothing can be done about a standard error that went away.
        let _ = writeln!(std::io::stderr(), "{}", lines.join("\n"));
    }

    /// The result: a screen for people or one JSON object, to standard output or `-o FILE`.
    ///
    /// # Errors
    /// The output file can't be written.
    pub fn emit(&self, screen: &Screen, json: &serde_json::Value) -> Result<(), Failure> {
        if self.silent {
            return Ok(());
        }
        self.put(&self.result(screen, json))
    }

    /// The result on standard output, where the file of `-o` holds something else.
    ///
    /// # Errors
    /// Standard output can't be written.
    pub fn tell(&self, screen: &Screen, json: &serde_json::Value) -> Result<(), Failure> {
        if self.silent {
            return Ok(());
        }
        output::print(&self.result(screen, json))
    }

    /// The screen for people or the object for machines, with the facts still to be fetched.
    fn result(&self, screen: &Screen, json: &serde_json::Value) -> String {
        let facts = self.to_fetch.take();
        let book = self.book_said.take();
        if self.json {
            let mut json = json.clone();
            if let Some(object) = json.as_object_mut() {
                if !facts.is_empty() {
                    let facts = serde_json::to_value(&facts).unwrap_or_default();
                    object.insert("to_fetch".to_owned(), facts);
                }
                object.extend(book.as_ref().map(edition::member));
            }
            return format!("{json}\n");
        }
        let mut screen = screen.clone();
        if !facts.is_empty() {
            screen.gap();
            screen.text(self.texts.t("interview.to-fetch"));
        }
        for fact in facts {
            let args = [("what", fact.what), ("where", fact.found_at)];
            screen.item("-", self.texts.say("interview.to-fetch-line", args));
        }
        self.say_book(&mut screen, book.as_ref());
        screen.lay_out(self.manner.columns, self.manner.plain)
    }

    /// Keeps the facts not known yet for the result that follows.
    pub fn remember_to_fetch(&self, facts: Vec<ToFetch>) {
        *self.to_fetch.borrow_mut() = facts;
    }

    /// A screen for the person before a question, on standard error; the result comes after it.
    pub fn show(&self, screen: &Screen) {
        if !self.silent && !self.json {
            let text = screen.lay_out(self.manner.columns, self.manner.plain);
            let _ = writeln!(std::io::stderr(), "{}", text.trim_end());
        }
    }

    /// Does a person sit at a terminal, and no file of answers stand in for them?
    pub fn can_ask(&self) -> bool {
        self.manner.interactive && self.answers.is_none()
    }

    /// Fails when nobody can be asked: lists the question ids still needed.
    ///
    /// # Errors
    /// Something is needed and no person sits at a terminal.
    pub fn need_terminal(&self, needed: Vec<String>) -> Result<(), Failure> {
        if needed.is_empty() || self.can_ask() {
            return Ok(());
        }
        let mut args = args([("count", needed.len().to_string())]);
        // With a file of answers it is the file that lacks them.
        if let Some(path) = &self.answers {
            args.insert("path", path.display().to_string());
        }
        Err(Failure::new("answers-needed", Kind::AnswerNeeded, args)
            .with_details(needed.clone())
            .with_needed(needed))
    }
}

/// The language asked for; only shipped ones are known to the argument parser.
pub fn lang(matches: &ArgMatches) -> &'static str {
    let asked = matches.get_one::<String>("lang");
    shipped(asked.map(String::as_str))
}

/// The language of these arguments, before they are understood: help and refusals speak it too.
pub fn lang_of(args: &[OsString]) -> &'static str {
    let mut asked = None;
    let mut args = args.iter().filter_map(|arg| arg.to_str());
    while let Some(arg) = args.next() {
        match arg.strip_prefix("--lang") {
            Some("") => asked = args.next(),
            Some(rest) => asked = rest.strip_prefix('=').or(asked),
            None if arg == "--" => break,
            None => {}
        }
    }
    shipped(asked)
}

fn shipped(asked: Option<&str>) -> &'static str {
    let found = LANGUAGES.into_iter().find(|lang| Some(*lang) == asked);
    found.unwrap_or(LANGUAGES[0])
}

/// The built-in words, looked up where they stand.
#[derive(Debug)]
struct BuiltIn(BuiltInTexts);

impl Wording for BuiltIn {
    fn text(&self, key: &str) -> Option<&str> {
        self.0.get(key)
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().collect()
    }
}

/// The words of a language. Only with a folder laid over them are all read at once.
///
/// # Errors
/// A text file is wrong.
pub fn load(library: &Library, lang: &str) -> Result<Texts, ContentError> {
    if !library.has_overlay() {
        return Ok(Texts::new(BuiltIn(BuiltInTexts::of(lang))));
    }
    Ok(Texts::new(crate::content::load_texts(library, lang)?))
}
