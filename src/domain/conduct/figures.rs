//! Contacts by day and hour, by number and by lender: the figures, whatever the rules say.

use super::contact::Contact;
use super::count::Range;
use crate::domain::evidence::{Days, EntryKind};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Contacts from the other side, by what they were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// Calls somebody answered, a machine's included.
    pub connected: Range,
    /// Calls nobody answered.
    pub unanswered: Range,
    /// Connected calls in which a machine spoke; counted in `connected` as well.
    pub robot: Range,
    /// Messages.
    pub messages: Range,
    /// Visits.
    pub visits: Range,
    /// Letters.
    pub letters: Range,
    /// Contacts of any sort that reached somebody other than the borrower.
    pub third_parties: Range,
}

impl Default for Figures {
    fn default() -> Figures {
        Figures {
            connected: Range::NONE,
            unanswered: Range::NONE,
            robot: Range::NONE,
            messages: Range::NONE,
            visits: Range::NONE,
            letters: Range::NONE,
            third_parties: Range::NONE,
        }
    }
}

impl Figures {
    /// Adds a contact, for certain or perhaps.
    fn add(&mut self, contact: &Contact, certain: bool) {
        let certain = certain && contact.direction.is_some() && contact.perhaps_same_as.is_none();
        let sum = |to: &mut Range, sure: bool, answered: Option<bool>| {
            let times = contact.times(answered);
            *to = to.and(if certain && sure {
                times
            } else {
                times.perhaps()
            });
        };
        match contact.kind {
            EntryKind::Call => {
                let known = contact.answered.is_some();
                if contact.answered != Some(false) {
                    sum(&mut self.connected, known, Some(true));
                    if contact.robot != Some(false) {
                        sum(
                            &mut self.robot,
                            known && contact.robot == Some(true),
                            Some(true),
                        );
                    }
                }
                if contact.answered != Some(true) {
                    sum(&mut self.unanswered, known, Some(false));
                }
            }
            EntryKind::Message => sum(&mut self.messages, true, None),
            EntryKind::Visit => sum(&mut self.visits, true, None),
            EntryKind::Letter => sum(&mut self.letters, true, None),
            _ => {}
        }
        match contact.target.as_deref() {
            Some("borrower") => {}
            Some(_) => sum(&mut self.third_parties, true, None),
            None => sum(&mut self.third_parties, false, None),
        }
    }
}

/// One day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DayCount {
    /// The day.
    pub date: NaiveDate,
    /// What there was.
    #[serde(flatten)]
    pub figures: Figures,
    /// Contacts by the hour they began in, 0 to 23, where the hour is certain; the fewest each entry
    /// stands for.
    pub hours: [u32; 24],
    /// Contacts whose hour isn't, likewise.
    pub hour_unknown: u32,
    /// The entries.
    pub entries: Vec<u64>,
}

/// One number that called or wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NumberCount {
    /// Its digits; `None` where the entries show none.
    pub number: Option<String>,
    /// The lenders it is told to act for.
    pub lenders: BTreeSet<String>,
    /// What there was.
    #[serde(flatten)]
    pub figures: Figures,
    /// The entries.
    pub entries: Vec<u64>,
}

/// One lender, with the agencies that act for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LenderCount {
    /// Its name; `None` for contacts of which it isn't recorded.
    pub lender: Option<String>,
    /// The agencies, as told.
    pub agencies: BTreeSet<String>,
    /// What there was.
    #[serde(flatten)]
    pub figures: Figures,
    /// The entries.
    pub entries: Vec<u64>,
}

/// Contacts that came, or may have come, from the other side.
fn incoming(contacts: &[Contact]) -> impl Iterator<Item = &Contact> {
    contacts
        .iter()
        .filter(|c| c.direction.as_deref() != Some("out") && !c.is_helpful())
}

/// By day. What can have been on several days is perhaps on each of them.
pub(super) fn by_day(contacts: &[Contact], wanted: Days) -> Vec<DayCount> {
    let mut days: BTreeMap<NaiveDate, DayCount> = BTreeMap::new();
    for contact in incoming(contacts) {
        let possible = contact.time.days(contact.may_be_several());
        let certain = possible.len() == 1;
        for date in possible.into_iter().filter(|day| within(wanted, *day)) {
            let day = days.entry(date).or_insert_with(|| DayCount {
                date,
                figures: Figures::default(),
                hours: [0; 24],
                hour_unknown: 0,
                entries: Vec::new(),
            });
            day.figures.add(contact, certain);
            day.entries.push(contact.seq);
            let hour = contact.time.hour().filter(|_| !contact.may_be_several());
            let in_hour = hour.and_then(|h| day.hours.get_mut(h));
            let place = in_hour.unwrap_or(&mut day.hour_unknown);
            *place = place.saturating_add(contact.times(None).at_least);
        }
    }
    days.into_values().collect()
}

/// By number, the most entries first.
pub(super) fn by_number(contacts: &[Contact]) -> Vec<NumberCount> {
    let mut numbers: BTreeMap<Option<String>, NumberCount> = BTreeMap::new();
    for contact in incoming(contacts) {
        let number = numbers
            .entry(contact.caller.clone())
            .or_insert_with(|| NumberCount {
                number: contact.caller.clone(),
                lenders: BTreeSet::new(),
                figures: Figures::default(),
                entries: Vec::new(),
            });
        number.figures.add(contact, true);
        number.entries.push(contact.seq);
        number.lenders.extend(contact.lender.clone());
    }
    let mut numbers: Vec<NumberCount> = numbers.into_values().collect();
    numbers.sort_by_key(|n| (n.number.is_none(), std::cmp::Reverse(n.entries.len())));
    numbers
}

/// By lender, by name; those of which it isn't recorded last.
pub(super) fn by_lender(contacts: &[Contact]) -> Vec<LenderCount> {
    let mut lenders: BTreeMap<Option<String>, LenderCount> = BTreeMap::new();
    for contact in incoming(contacts) {
        let lender = lenders
            .entry(contact.lender.clone())
            .or_insert_with(|| LenderCount {
                lender: contact.lender.clone(),
                agencies: BTreeSet::new(),
                figures: Figures::default(),
                entries: Vec::new(),
            });
        lender.figures.add(contact, true);
        lender.entries.push(contact.seq);
        lender.agencies.extend(contact.employer.clone());
    }
    let mut lenders: Vec<LenderCount> = lenders.into_values().collect();
    lenders.sort_by_key(|l| l.lender.is_none());
    lenders
}

/// Is this day one of those wanted?
pub(super) fn within(wanted: Days, day: NaiveDate) -> bool {
    wanted.from.is_none_or(|from| day >= from) && wanted.to.is_none_or(|to| day <= to)
}
