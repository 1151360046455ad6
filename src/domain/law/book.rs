//! All instruments and provisions, and the look-ups for a named date.

use super::{Citation, InForce, Instrument, LawError, Provision, Succession, Validity};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// All instruments and provisions. Every look-up answers for a named date or fails by name.
#[derive(Debug, Clone, Default)]
pub struct LawBook {
    instruments: BTreeMap<String, Instrument>,
    provisions: BTreeMap<String, Provision>,
    successions: Vec<Succession>,
}

/// An instrument named in a text though it isn't in force on the day of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Id of the instrument.
    pub instrument: String,
    /// Byte offset of the name in the text.
    pub at: usize,
    /// Why it can't stand there.
    pub refusal: LawError,
}

impl LawBook {
    /// A book of these. Ids are taken as unique; the loader has seen to it.
    pub fn new(
        instruments: impl IntoIterator<Item = Instrument>,
        provisions: impl IntoIterator<Item = Provision>,
        successions: Vec<Succession>,
    ) -> LawBook {
        LawBook {
            instruments: instruments.into_iter().map(|i| (i.id.clone(), i)).collect(),
            provisions: provisions.into_iter().map(|p| (p.id.clone(), p)).collect(),
            successions,
        }
    }

    /// All instruments, by id.
    pub fn instruments(&self) -> impl Iterator<Item = &Instrument> {
        self.instruments.values()
    }

    /// All provisions, by id.
    pub fn provisions(&self) -> impl Iterator<Item = &Provision> {
        self.provisions.values()
    }

    /// The tables from old numbers to new ones.
    pub fn successions(&self) -> &[Succession] {
        &self.successions
    }

    /// All questions some provision answers, sorted.
    pub fn subjects(&self) -> BTreeSet<&str> {
        self.provisions
            .values()
            .flat_map(|p| p.subjects.iter().map(String::as_str))
            .collect()
    }

    /// An instrument, whatever its dates.
    ///
    /// # Errors
    /// No such id.
    pub fn instrument(&self, id: &str) -> Result<&Instrument, LawError> {
        self.instruments
            .get(id)
            .ok_or_else(|| LawError::InstrumentUnknown { id: id.to_owned() })
    }

    /// A provision, whatever its dates.
    ///
    /// # Errors
    /// No such id.
    pub fn provision(&self, id: &str) -> Result<&Provision, LawError> {
        self.provisions
            .get(id)
            .ok_or_else(|| LawError::ProvisionUnknown { id: id.to_owned() })
    }

    /// An instrument in force on a day.
    ///
    /// # Errors
    /// No such id, not yet or no longer in force on that day.
    pub fn instrument_on(&self, id: &str, on: NaiveDate) -> Result<&Instrument, LawError> {
        let found = self.instrument(id)?;
        refuse_outside(id, &found.validity, found.superseded_by.as_ref(), on)?;
        Ok(found)
    }

    /// A provision as it stood on a day.
    ///
    /// # Errors
    /// No such id, not yet or no longer in force on that day (with what took its place).
    pub fn provision_on(&self, id: &str, on: NaiveDate) -> Result<InForce<'_>, LawError> {
        let provision = self.provision(id)?;
        refuse_outside(id, &provision.validity, provision.successor.as_ref(), on)?;
        self.in_force(provision, on)
    }

    /// The one provision that answers a question on a day.
    ///
    /// # Errors
    /// Unknown question; a gap (none answers it that day); a conflict (several do).
    pub fn on_subject(&self, subject: &str, on: NaiveDate) -> Result<InForce<'_>, LawError> {
        let about: Vec<&Provision> = self
            .provisions
            .values()
            .filter(|p| p.subjects.iter().any(|s| s == subject))
            .collect();
        if about.is_empty() {
            return Err(LawError::SubjectUnknown {
                subject: subject.to_owned(),
            });
        }
        let holding: Vec<&Provision> = about
            .into_iter()
            .filter(|p| p.validity.holds_on(on))
            .collect();
        match holding.as_slice() {
            [] => Err(LawError::Gap {
                subject: subject.to_owned(),
                on,
            }),
            [one] => self.in_force(one, on),
            several => Err(LawError::Conflict {
                subject: subject.to_owned(),
                on,
                ids: several.iter().map(|p| p.id.clone()).collect(),
            }),
        }
    }

    /// The citation of a provision as it stood on a day.
    ///
    /// # Errors
    /// As [`LawBook::provision_on`].
    pub fn cite(&self, id: &str, on: NaiveDate) -> Result<Citation, LawError> {
        Ok(self.provision_on(id, on)?.citation())
    }

    /// Provisions whose id, article, topics, words or instrument contain the word; those that have
    /// it as a topic or id come first. Letter case and spaces don't count.
    pub fn search(&self, word: &str) -> Vec<&Provision> {
        let wanted = squeeze(word);
        if wanted.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<(u8, &Provision)> = self
            .provisions
            .values()
            .filter_map(|p| self.rank(p, &wanted).map(|rank| (rank, p)))
            .collect();
        found.sort_by(|a, b| (a.0, &a.1.id).cmp(&(b.0, &b.1.id)));
        found.into_iter().map(|(_, p)| p).collect()
    }

    /// Instruments named by title or short name in a text, that aren't in force on the day of the
    /// text. A name that is part of a longer name in force (`合同法` within another title) doesn't count.
    pub fn outdated_mentions(&self, text: &str, on: NaiveDate) -> Vec<Mention> {
        let current: Vec<&str> = self
            .instruments
            .values()
            .filter(|i| i.validity.holds_on(on))
            .flat_map(|i| [i.title.as_str(), i.short.as_str()])
            .collect();
        let mut found: Vec<Mention> = Vec::new();
        for instrument in self.instruments.values() {
            let Err(refusal) = self.instrument_on(&instrument.id, on) else {
                continue;
            };
            for name in [&instrument.title, &instrument.short] {
                for (at, _) in text.match_indices(name.as_str()) {
                    let covered = current.iter().any(|longer| {
                        longer.match_indices(name.as_str()).any(|(offset, _)| {
                            at.checked_sub(offset)
                                .and_then(|start| text.get(start..))
                                .is_some_and(|rest| rest.starts_with(longer))
                        })
                    });
                    let known = found
                        .iter()
                        .any(|m| m.instrument == instrument.id && m.at.abs_diff(at) < name.len());
                    if !covered && !known {
                        found.push(Mention {
                            instrument: instrument.id.clone(),
                            at,
                            refusal: refusal.clone(),
                        });
                    }
                }
            }
        }
        found.sort_by_key(|m| m.at);
        found
    }

    fn in_force<'a>(
        &'a self,
        provision: &'a Provision,
        on: NaiveDate,
    ) -> Result<InForce<'a>, LawError> {
        Ok(InForce {
            provision,
            instrument: self.instrument(&provision.instrument)?,
            on,
            beyond_checked: on > provision.checked.0,
        })
    }

    fn rank(&self, provision: &Provision, wanted: &str) -> Option<u8> {
        let has = |text: &str| squeeze(text).contains(wanted);
        let named = |text: &str| squeeze(text) == *wanted;
        let instrument = self.instruments.get(&provision.instrument);
        let id = squeeze(&provision.id);
        if id == *wanted || id.replace('-', "") == wanted.replace('-', "") {
            Some(0)
        } else if provision.topics.iter().any(|t| named(t)) {
            Some(1)
        } else if provision.topics.iter().any(|t| has(t)) || id.contains(wanted) {
            Some(2)
        } else if has(&provision.zh) || provision.article.as_deref().is_some_and(has) {
            Some(3)
        } else if has(&provision.en) || instrument.is_some_and(|i| has(&i.title) || has(&i.short)) {
            Some(4)
        } else {
            None
        }
    }
}

fn refuse_outside(
    id: &str,
    validity: &Validity,
    successor: Option<&String>,
    on: NaiveDate,
) -> Result<(), LawError> {
    if on < validity.from {
        return Err(LawError::NotYetInForce {
            id: id.to_owned(),
            on,
            from: validity.from,
        });
    }
    match validity.last_day() {
        Some(last) if on > last => Err(LawError::Ended {
            id: id.to_owned(),
            on,
            last,
            successor: successor.cloned(),
        }),
        _ => Ok(()),
    }
}

/// Lower case, without white space.
fn squeeze(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect()
}
