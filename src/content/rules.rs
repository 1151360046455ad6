//! The rule book: law, conduct rules, channels, myths, calendars and the history of the content.
//!
//! Each part is read only when it is asked for. All problems of all files are collected before
//! anything is refused; entries of a later layer replace those of an earlier one by id.

mod citing;
mod conduct;
mod guidance;
mod law;
mod law_checks;
mod notices;
mod overlay;
mod reader;
mod single;

pub use single::OneReport;

use super::deadlines::deadline_rules;
use super::library::{ContentError, Library};
use super::parameters::parameters;
use super::problem::Problems;
use crate::domain::conduct::ConductRule;
use crate::domain::deadline::DeadlineRule;
use crate::domain::guidance::{Change, Channel, Myth, RestDays, Route};
use crate::domain::law::{Age, CheckedOn, LawBook};
use crate::domain::notice::{NoticeBook, Rule};
use crate::domain::parameter::Parameters;
use chrono::NaiveDate;
use citing::Ground;
use law::Wording;
use std::collections::BTreeMap;

/// The whole rule book, checked.
#[derive(Debug, Clone)]
pub struct RuleBook {
    /// The day the content stands for.
    pub version: NaiveDate,
    /// Instruments, provisions, tables of renumbering.
    pub law: LawBook,
    /// Conduct rules by id.
    pub conduct: BTreeMap<String, ConductRule>,
    /// Channels by id.
    pub channels: BTreeMap<String, Channel>,
    /// In which order channels are used, by matter.
    pub routes: BTreeMap<String, Route>,
    /// Myths by id.
    pub myths: BTreeMap<String, Myth>,
    /// Days of rest by id.
    pub calendars: BTreeMap<String, RestDays>,
    /// Dated quantities.
    pub parameters: Parameters,
    /// Time limits, sorted by id.
    pub deadlines: Vec<DeadlineRule>,
    /// What is said of notices and of requests for payment.
    pub notices: NoticeBook,
    /// Changes of the content, newest first.
    pub changes: Vec<Change>,
}

/// Before the id of what is said of a notice: other entries may bear the same word.
pub const OF_NOTICES: &str = "notice.";
/// Before the id of what is said of a request for payment.
pub const OF_PAYMENTS: &str = "payee.";

impl RuleBook {
    /// Reads and checks all of it.
    ///
    /// # Errors
    /// Every problem of every file, at once.
    pub fn load(library: &Library) -> Result<RuleBook, ContentError> {
        let mut problems = Problems::new();
        let book = RuleBook::read(library, &mut problems);
        accepted(book, problems)
    }

    /// What could be read of it; everything wrong is added to the problems.
    pub(super) fn read(library: &Library, problems: &mut Problems) -> RuleBook {
        overlay::check(library, problems);
        let changes = guidance::load_changes(library, problems);
        let (law, wording) = law::load(library, changes.version, problems);
        let ground = Ground {
            law: &law,
            wording: &wording,
            version: changes.version,
        };
        let conduct = conduct::load(library, &ground, problems);
        let (channels, routes) = guidance::load_channels(library, &ground, problems);
        let notices = notices::load(library, &ground, &channels, problems);
        let parameters = parameters(library, problems);
        let deadlines = deadline_rules(library, &parameters, problems);
        let myths = guidance::load_myths(library, &ground, problems);
        let calendars = guidance::load_calendars(library, &ground, problems);
        let book = RuleBook {
            version: changes.version,
            changes: changes.list.iter().map(|c| c.value.clone()).collect(),
            law,
            conduct,
            channels,
            routes,
            myths,
            calendars,
            parameters,
            deadlines,
            notices,
        };
        for change in &changes.list {
            for id in change.value.touches.iter().filter(|id| !book.knows(id)) {
                change
                    .place
                    .problem(problems, "touches", "content-unknown-entry", id.clone());
            }
        }
        book
    }

    /// Is there an entry of this id, of any kind?
    pub fn knows(&self, id: &str) -> bool {
        self.law.provision(id).is_ok()
            || self.law.instrument(id).is_ok()
            || self.law.successions().iter().any(|s| s.id == id)
            || self.conduct.contains_key(id)
            || self.channels.contains_key(id)
            || self.routes.contains_key(id)
            || self.myths.contains_key(id)
            || self.calendars.contains_key(id)
            || self.parameters.get(id).is_ok()
            || self.deadline(id).is_some()
            || self.said_of_papers(id).is_some()
    }

    /// A time limit by its id.
    pub fn deadline(&self, id: &str) -> Option<&DeadlineRule> {
        self.deadlines.iter().find(|d| d.id == id)
    }

    /// What is said of a notice (`notice.lawyer-letter`) or of a request for payment (`payee.cash`).
    pub fn said_of_papers(&self, id: &str) -> Option<&Rule> {
        let (rules, id) = match id.strip_prefix(OF_NOTICES) {
            Some(id) => (&self.notices.rules, id),
            None => (&self.notices.payee_rules, id.strip_prefix(OF_PAYMENTS)?),
        };
        rules.iter().find(|r| r.id == id)
    }

    /// Everything that is said of notices and requests for payment, each by the id it is shown by.
    pub fn all_said_of_papers(&self) -> impl Iterator<Item = (String, &Rule)> {
        let notices = self.notices.rules.iter().map(|r| (OF_NOTICES, r));
        let payments = self.notices.payee_rules.iter().map(|r| (OF_PAYMENTS, r));
        notices
            .chain(payments)
            .map(|(of, rule)| (format!("{of}{}", rule.id), rule))
    }

    /// The age of the least recently checked entry, on a day.
    pub fn age_on(&self, as_of: NaiveDate) -> Age {
        let oldest = self
            .checks()
            .map(|(_, checked)| checked)
            .min()
            .unwrap_or(CheckedOn(self.version));
        Age::on(oldest, as_of)
    }

    /// Entries whose check is old on a day, with their age, oldest first.
    pub fn stale_on(&self, as_of: NaiveDate) -> Vec<(&str, Age)> {
        let mut stale: Vec<(&str, Age)> = self
            .checks()
            .map(|(id, checked)| (id, Age::on(checked, as_of)))
            .filter(|(_, age)| age.is_stale())
            .collect();
        stale.sort_by(|a, b| (a.1.checked, a.0).cmp(&(b.1.checked, b.0)));
        stale
    }

    /// Myths whose words contain this one. Letter case and spaces don't count.
    pub fn myths_about(&self, word: &str) -> Vec<&Myth> {
        self.myths
            .values()
            .filter(|m| {
                let texts = [&m.id, &m.said, &m.so, &m.why];
                texts
                    .into_iter()
                    .chain(&m.topics)
                    .any(|text| mentions(text, word))
            })
            .collect()
    }

    /// Conduct rules whose words contain this one.
    pub fn conduct_about(&self, word: &str) -> Vec<&ConductRule> {
        self.conduct
            .values()
            .filter(|r| {
                let texts = [&r.id, &r.name, &r.zh, &r.en];
                texts
                    .into_iter()
                    .chain(&r.qualifiers)
                    .any(|text| mentions(text, word))
            })
            .collect()
    }

    /// Channels whose words contain this one.
    pub fn channels_about(&self, word: &str) -> Vec<&Channel> {
        self.channels
            .values()
            .filter(|c| {
                let texts = [&c.id, &c.name, &c.zh, &c.en];
                texts
                    .into_iter()
                    .chain(&c.hotline)
                    .any(|text| mentions(text, word))
            })
            .collect()
    }

    /// Routes whose words contain this one.
    pub fn routes_about(&self, word: &str) -> Vec<&Route> {
        self.routes
            .values()
            .filter(|r| {
                [&r.id, &r.name, &r.zh]
                    .into_iter()
                    .any(|text| mentions(text, word))
            })
            .collect()
    }

    /// The route for a kind of lender, as a loan spells it.
    pub fn route_for_lender(&self, lender_kind: &str) -> Option<&Route> {
        self.routes
            .values()
            .find(|r| r.lender_kinds.iter().any(|k| k == lender_kind))
    }

    fn checks(&self) -> impl Iterator<Item = (&str, CheckedOn)> {
        let instruments = self.law.instruments().map(|i| (i.id.as_str(), i.checked));
        let provisions = self.law.provisions().map(|p| (p.id.as_str(), p.checked));
        let channels = self.channels.values().map(|c| (c.id.as_str(), c.checked));
        let myths = self.myths.values().map(|m| (m.id.as_str(), m.checked));
        let calendars = self.calendars.values().map(|c| (c.id.as_str(), c.checked));
        let quantities = self.parameters.iter();
        let quantities = quantities.map(|q| (q.id.as_str(), CheckedOn(q.checked)));
        let deadlines = self.deadlines.iter();
        let deadlines = deadlines.map(|d| (d.id.as_str(), CheckedOn(d.quantity.checked)));
        instruments
            .chain(quantities)
            .chain(deadlines)
            .chain(provisions)
            .chain(channels)
            .chain(myths)
            .chain(calendars)
    }
}

/// The law alone, for commands that only cite.
///
/// # Errors
/// Every problem of `law/` and `changes.toml`, at once.
pub fn load_law(library: &Library) -> Result<LawBook, ContentError> {
    let mut problems = Problems::new();
    let (law, _, _) = law_of(library, &mut problems);
    accepted(law, problems)
}

/// The days of rest by id, for commands that count days.
///
/// # Errors
/// Every problem of `calendars/`, `law/` and `changes.toml`, at once.
pub fn load_rest_days(library: &Library) -> Result<BTreeMap<String, RestDays>, ContentError> {
    let mut problems = Problems::new();
    let calendars = rest_days(library, &mut problems);
    accepted(calendars, problems)
}

/// The days of rest by id; everything wrong is added to the problems.
pub(super) fn rest_days(library: &Library, problems: &mut Problems) -> BTreeMap<String, RestDays> {
    let (law, wording, version) = law_of(library, problems);
    let ground = Ground {
        law: &law,
        wording: &wording,
        version,
    };
    guidance::load_calendars(library, &ground, problems)
}

/// The law and the conduct rules, for commands that judge contacts.
///
/// # Errors
/// Every problem of `law/`, `conduct/` and `changes.toml`, at once.
pub fn load_conduct(
    library: &Library,
) -> Result<(LawBook, BTreeMap<String, ConductRule>), ContentError> {
    let mut problems = Problems::new();
    let (law, wording, version) = law_of(library, &mut problems);
    let ground = Ground {
        law: &law,
        wording: &wording,
        version,
    };
    let conduct = conduct::load(library, &ground, &mut problems);
    accepted((law, conduct), problems)
}

/// What is known about notices, and the channels it points to.
///
/// # Errors
/// Every problem of `notices/`, `channels/`, `law/` and `changes.toml`, at once.
pub fn load_notices(
    library: &Library,
) -> Result<(NoticeBook, BTreeMap<String, Channel>), ContentError> {
    let mut problems = Problems::new();
    let (law, wording, version) = law_of(library, &mut problems);
    let ground = Ground {
        law: &law,
        wording: &wording,
        version,
    };
    let (channels, _) = guidance::load_channels(library, &ground, &mut problems);
    let notices = notices::load(library, &ground, &channels, &mut problems);
    accepted((notices, channels), problems)
}

fn law_of(library: &Library, problems: &mut Problems) -> (LawBook, Wording, NaiveDate) {
    overlay::check(library, problems);
    let version = guidance::load_changes(library, problems).version;
    let (law, wording) = law::load(library, version, problems);
    (law, wording, version)
}

fn accepted<T>(value: T, problems: Problems) -> Result<T, ContentError> {
    if problems.is_empty() {
        Ok(value)
    } else {
        Err(ContentError::Rejected(problems.into_sorted()))
    }
}

/// Does a text speak of a word? Letter case and spaces don't count.
pub fn mentions(text: &str, word: &str) -> bool {
    let squeeze = |s: &str| -> String {
        s.chars()
            .filter(|c| !c.is_whitespace())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let word = squeeze(word);
    !word.is_empty() && squeeze(text).contains(&word)
}
