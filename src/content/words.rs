//! What words are read by, from `words/*.toml`: groups, phrases, guards, speakers. An entry of a
//! later layer replaces the one with its id; lists are added to what the layers before have.

use super::library::{ContentError, Layer, Library, Source};
use super::problem::{Problems, line_of};
use crate::domain::calendar;
use crate::domain::words::{
    Folds, Groups, Guard, HourWords, Pattern, Phrase, PhraseFault, Phrases, Reach, WordBook,
};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    /// The day the file was last looked through.
    checked: String,
    #[serde(default)]
    fold: Vec<String>,
    #[serde(default)]
    groups: BTreeMap<String, Vec<String>>,
    speakers: Option<RawSpeakers>,
    hours: Option<RawHours>,
    #[serde(default)]
    guard: Vec<RawGuard>,
    #[serde(default)]
    pattern: Vec<RawPattern>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSpeakers {
    mine: Vec<String>,
    theirs: Vec<String>,
    either: Vec<String>,
    collecting: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHours {
    id: Spanned<String>,
    conduct: Spanned<String>,
    evening: Vec<String>,
    night: Vec<String>,
    morning: Vec<String>,
    stamped: Vec<String>,
    limits: Vec<String>,
    contact: Vec<Spanned<String>>,
    pressing: Vec<Spanned<String>>,
    unless: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGuard {
    id: Spanned<String>,
    any: Vec<Spanned<String>>,
    reach: Option<Spanned<String>>,
    #[serde(default)]
    except: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPattern {
    id: Spanned<String>,
    conduct: Spanned<String>,
    say: Vec<Spanned<String>>,
    #[serde(default)]
    near: Vec<Spanned<String>>,
    near_reach: Option<Spanned<String>>,
    #[serde(default)]
    about: Vec<Spanned<String>>,
    #[serde(default)]
    unless: Vec<Spanned<String>>,
    unless_reach: Option<Spanned<String>>,
    #[serde(default)]
    unguarded: Vec<String>,
}

/// What words are read by. `is_rule` knows the ids of the conduct rules.
///
/// # Errors
/// Everything wrong in the files: not TOML, a date that isn't one, an id that stands twice, a phrase
/// that says nothing or names an unknown group, an unknown reach, an unknown conduct rule.
pub fn load_words(
    library: &Library,
    is_rule: &dyn Fn(&str) -> bool,
) -> Result<WordBook, ContentError> {
    let mut problems = Problems::new();
    let files: Vec<(Source, RawFile)> = library
        .folder("words")
        .into_iter()
        .filter_map(|source| problems.shaped::<RawFile>(&source).map(|raw| (source, raw)))
        .collect();
    let mut groups = Groups::new();
    let mut folded: Vec<&str> = Vec::new();
    for (_, raw) in &files {
        folded.extend(raw.fold.iter().map(String::as_str));
        for (name, words) in &raw.groups {
            groups
                .entry(name.clone())
                .or_default()
                .extend(words.clone());
        }
    }
    let groups = opened(&groups);
    let mut book = WordBook {
        folds: Folds::of(&folded),
        ..WordBook::default()
    };
    let (mut guards, mut patterns) = (Vec::new(), Vec::new());
    for (source, raw) in files {
        let mut reader = Reader {
            source: &source,
            groups: &groups,
            folds: &book.folds,
            is_rule,
            problems: &mut problems,
        };
        if calendar::date(&raw.checked).is_err() {
            reader.refuse(0, "content-bad-date", "checked");
        }
        for guard in raw.guard {
            let at = guard.id.span().start;
            guards.push((
                source.layer,
                line_of(&source.text, at),
                source.path.clone(),
                reader.guard(guard),
            ));
        }
        for pattern in raw.pattern {
            let at = pattern.id.span().start;
            patterns.push((
                source.layer,
                line_of(&source.text, at),
                source.path.clone(),
                reader.pattern(pattern),
            ));
        }
        if let Some(hours) = raw.hours {
            book.hours = Some(reader.hours(hours));
        }
        if let Some(speakers) = raw.speakers {
            let all = &mut book.speakers;
            all.mine.extend(speakers.mine);
            all.theirs.extend(speakers.theirs);
            all.either.extend(speakers.either);
            all.collecting.extend(speakers.collecting);
        }
    }
    book.guards = merged(guards, |g: &Guard| &g.id, &mut problems);
    book.patterns = merged(patterns, |p: &Pattern| &p.id, &mut problems);
    if problems.is_empty() {
        Ok(book)
    } else {
        Err(ContentError::Rejected(problems.into_sorted()))
    }
}

/// Groups with the words of the groups they hold (`"@family"`) in their place. A name that is no
/// group stays as it is written and is found by nothing; two levels are all there is.
fn opened(groups: &Groups) -> Groups {
    let words = |word: &String| -> Vec<String> {
        let inner = word.strip_prefix('@').and_then(|name| groups.get(name));
        inner.cloned().unwrap_or_else(|| vec![word.clone()])
    };
    let open = |list: &Vec<String>| list.iter().flat_map(words).collect();
    groups
        .iter()
        .map(|(name, list)| (name.clone(), open(list)))
        .collect()
}

/// Entries by id in the order they are first written; two of one layer are a problem.
fn merged<T>(
    read: Vec<(Layer, usize, String, T)>,
    id: impl Fn(&T) -> &str,
    problems: &mut Problems,
) -> Vec<T> {
    let mut kept: Vec<(Layer, T)> = Vec::new();
    for (layer, line, path, entry) in read {
        match kept
            .iter_mut()
            .find(|(_, earlier)| id(earlier) == id(&entry))
        {
            Some((of, _)) if *of == layer => {
                problems.add(&path, line, "content-duplicate-id", id(&entry));
            }
            Some(earlier) => *earlier = (layer, entry),
            None => kept.push((layer, entry)),
        }
    }
    kept.into_iter().map(|(_, entry)| entry).collect()
}

/// One file being read.
struct Reader<'r> {
    source: &'r Source,
    groups: &'r Groups,
    folds: &'r Folds,
    is_rule: &'r dyn Fn(&str) -> bool,
    problems: &'r mut Problems,
}

impl Reader<'_> {
    fn refuse(&mut self, offset: usize, code: &'static str, detail: &str) {
        let line = line_of(&self.source.text, offset);
        self.problems.add(&self.source.path, line, code, detail);
    }

    fn phrases(&mut self, list: &[Spanned<String>]) -> Phrases {
        let mut out = Vec::with_capacity(list.len());
        for text in list {
            match Phrase::parse(text.get_ref(), self.groups, self.folds) {
                Ok(phrase) => out.push(phrase),
                Err(PhraseFault::Empty) => {
                    self.refuse(text.span().start, "content-empty-text", text.get_ref());
                }
                Err(PhraseFault::UnknownGroup(name)) => {
                    self.refuse(text.span().start, "content-unknown-word", &name);
                }
            }
        }
        Phrases::of(out)
    }

    fn reach(&mut self, word: Option<Spanned<String>>) -> Reach {
        let Some(word) = word else {
            return Reach::default();
        };
        let named = [
            ("clause", Reach::Clause),
            ("sentence", Reach::Sentence),
            ("line", Reach::Line),
            ("before", Reach::Before),
            ("text", Reach::Text),
        ];
        let found = named.into_iter().find(|(name, _)| name == word.get_ref());
        match found {
            Some((_, reach)) => reach,
            None => {
                self.refuse(word.span().start, "content-unknown-word", word.get_ref());
                Reach::default()
            }
        }
    }

    fn rule(&mut self, id: Spanned<String>) -> String {
        if !(self.is_rule)(id.get_ref()) {
            self.refuse(id.span().start, "content-unknown-entry", id.get_ref());
        }
        id.into_inner()
    }

    fn guard(&mut self, raw: RawGuard) -> Guard {
        Guard {
            any: self.phrases(&raw.any),
            except: self.phrases(&raw.except),
            reach: self.reach(raw.reach),
            id: raw.id.into_inner(),
        }
    }

    fn pattern(&mut self, raw: RawPattern) -> Pattern {
        Pattern {
            say: self.phrases(&raw.say),
            near: self.phrases(&raw.near),
            near_reach: self.reach(raw.near_reach),
            about: self.phrases(&raw.about),
            unless: self.phrases(&raw.unless),
            unless_reach: self.reach(raw.unless_reach),
            unguarded: raw.unguarded,
            conduct: self.rule(raw.conduct),
            id: raw.id.into_inner(),
        }
    }

    fn hours(&mut self, raw: RawHours) -> HourWords {
        HourWords {
            evening: raw.evening,
            night: raw.night,
            morning: raw.morning,
            stamped: raw.stamped,
            limits: raw.limits,
            contact: self.phrases(&raw.contact),
            pressing: self.phrases(&raw.pressing),
            unless: self.phrases(&raw.unless),
            conduct: self.rule(raw.conduct),
            id: raw.id.into_inner(),
        }
    }
}
