//! `channels/*.toml`, `cards/myths.toml`, `calendars/*.toml` and `changes.toml`.

use super::citing::Ground;
use super::law_checks::not_in_future;
use super::reader::{Entry, Placed, by_id, with_table};
use crate::content::library::{Library, Source};
use crate::content::problem::Problems;
use crate::domain::guidance::{Change, Channel, Myth, RestDays, Route};
use crate::domain::identifier::PhoneForm;
use crate::domain::law::{CheckedOn, Confidence};
use chrono::{NaiveDate, Weekday};
use std::collections::BTreeMap;

/// Kinds of lender as a loan spells them.
const LENDER_KINDS: [&str; 6] = [
    "bank",
    "consumer-finance",
    "micro-loan",
    "private-person",
    "unlicensed-business",
    "unknown",
];

/// Reads and checks `channels/`.
pub(super) fn load_channels(
    library: &Library,
    ground: &Ground<'_>,
    problems: &mut Problems,
) -> (BTreeMap<String, Channel>, BTreeMap<String, Route>) {
    let mut channels = Vec::new();
    let mut routes = Vec::new();
    for source in &library.folder("channels") {
        with_table(source, problems, |top, problems| {
            for entry in top.tables("channel") {
                channels.extend(channel(entry, problems));
            }
            for entry in top.tables("route") {
                routes.extend(route(entry, problems));
            }
        });
    }
    let channels = by_id(channels, |c: &Channel| &c.id, problems);
    let routes = by_id(routes, |r: &Route| &r.id, problems);
    for Placed { value, place, .. } in channels.values() {
        not_in_future(place, value.checked.0, ground.version, problems);
        ground.citations(place, "cites", &value.cites, problems);
        ground.statement(place, "zh", &value.zh, &[], problems);
        if let Some(clock) = &value.clock {
            ground.statement(place, "clock", clock, &value.cites, problems);
        }
        let line = value.hotline.as_deref();
        if let Some(number) = line.filter(|n| !is_public_line(n)) {
            place.problem(problems, "hotline", "content-bad-hotline", number);
        }
    }
    let mut served: BTreeMap<&str, &str> = BTreeMap::new();
    for Placed { value, place, .. } in routes.values() {
        let last = value.steps.last().and_then(|id| channels.get(id));
        if last.is_some_and(|channel| !channel.value.ends) {
            let id = value.id.clone();
            place.problem(problems, "steps", "content-route-without-end", id);
        }
        for kind in &value.lender_kinds {
            if let Some(other) = served.insert(kind, &value.id) {
                let detail = format!("{kind}: {other}");
                place.problem(
                    problems,
                    "lender_kinds",
                    "content-lender-kind-twice",
                    detail,
                );
            }
        }
        for step in value.steps.iter().filter(|s| !channels.contains_key(*s)) {
            place.problem(problems, "steps", "content-unknown-channel", step.clone());
        }
        ground.citations(place, "cites", &value.cites, problems);
        ground.statement(place, "zh", &value.zh, &value.cites, problems);
    }
    (values(channels), values(routes))
}

/// Only lines of public services ship: a lender's own number comes from the contract.
fn is_public_line(number: &str) -> bool {
    let five_from_96 = number.len() == 5 && number.starts_with("96");
    five_from_96 || PhoneForm::of(number) == Some(PhoneForm::Short)
}

fn channel(mut entry: Entry<'_>, problems: &mut Problems) -> Option<Placed<Channel>> {
    let id = entry.text("id");
    let name = entry.text("name");
    let hotline = entry.optional_text("hotline");
    let zh = entry.text("zh");
    let en = entry.text("en");
    let caution = entry.optional_text("caution");
    let needs = entry.texts("needs");
    let clock = entry.optional_text("clock");
    let refuses = entry.texts("refuses");
    let ends = entry.optional_flag("ends").unwrap_or_default();
    let cites = entry.texts("cites");
    let confidence = entry.word::<Confidence>("confidence");
    let checked = entry.date("checked");
    let read = (|| {
        Some(Channel {
            id: id?,
            name: name?,
            hotline,
            zh: zh?,
            en: en?,
            caution,
            needs,
            clock,
            refuses,
            ends,
            cites,
            confidence: confidence?,
            checked: CheckedOn(checked?),
        })
    })();
    let placed = read.map(|value| entry.placed(value));
    entry.finish(problems);
    placed
}

fn route(mut entry: Entry<'_>, problems: &mut Problems) -> Option<Placed<Route>> {
    let id = entry.text("id");
    let name = entry.text("name");
    let lender_kinds = entry.texts("lender_kinds");
    for kind in lender_kinds
        .iter()
        .filter(|k| !LENDER_KINDS.contains(&k.as_str()))
    {
        entry.problem("lender_kinds", "content-unknown-word", kind.clone());
    }
    let steps = entry.some_texts("steps");
    let zh = entry.text("zh");
    let cites = entry.texts("cites");
    let read = (|| {
        Some(Route {
            id: id?,
            name: name?,
            lender_kinds,
            steps: steps?,
            zh: zh?,
            cites,
        })
    })();
    let placed = read.map(|value| entry.placed(value));
    entry.finish(problems);
    placed
}

/// Reads and checks `cards/myths.toml`.
pub(super) fn load_myths(
    library: &Library,
    ground: &Ground<'_>,
    problems: &mut Problems,
) -> BTreeMap<String, Myth> {
    let mut myths = Vec::new();
    for source in &library.file("cards/myths.toml") {
        with_table(source, problems, |top, problems| {
            for entry in top.tables("myth") {
                myths.extend(myth(entry, problems));
            }
        });
    }
    let myths = by_id(myths, |m: &Myth| &m.id, problems);
    for Placed { value, place, .. } in myths.values() {
        not_in_future(place, value.checked.0, ground.version, problems);
        ground.citations(place, "cites", &value.cites, problems);
        ground.statement(place, "so", &value.so, &value.cites, problems);
        ground.statement(place, "why", &value.why, &[], problems);
    }
    values(myths)
}

fn myth(mut entry: Entry<'_>, problems: &mut Problems) -> Option<Placed<Myth>> {
    let id = entry.text("id");
    let said = entry.text("said");
    let so = entry.text("so");
    let why = entry.text("why");
    let cites = entry.texts("cites");
    let topics = entry.some_texts("topics");
    let checked = entry.date("checked");
    let read = (|| {
        Some(Myth {
            id: id?,
            said: said?,
            so: so?,
            why: why?,
            cites,
            topics: topics?,
            checked: CheckedOn(checked?),
        })
    })();
    let placed = read.map(|value| entry.placed(value));
    entry.finish(problems);
    placed
}

/// Reads and checks `calendars/`.
pub(super) fn load_calendars(
    library: &Library,
    ground: &Ground<'_>,
    problems: &mut Problems,
) -> BTreeMap<String, RestDays> {
    let mut calendars = Vec::new();
    for source in &library.folder("calendars") {
        with_table(source, problems, |top, problems| {
            for entry in top.tables("rest_days") {
                calendars.extend(rest_days(entry, problems));
            }
        });
    }
    let calendars = by_id(calendars, |c: &RestDays| &c.id, problems);
    for Placed { value, place, .. } in calendars.values() {
        not_in_future(place, value.checked.0, ground.version, problems);
        ground.citations(place, "cites", &value.cites, problems);
        ground.statement(place, "zh", &value.zh, &value.cites, problems);
    }
    values(calendars)
}

fn rest_days(mut entry: Entry<'_>, problems: &mut Problems) -> Option<Placed<RestDays>> {
    let id = entry.text("id");
    let mut weekdays = Vec::new();
    for word in entry.texts("weekdays") {
        match word.parse::<Weekday>() {
            Ok(day) => weekdays.push(day),
            Err(_) => entry.problem("weekdays", "content-unknown-word", word),
        }
    }
    let mut days = |member: &str| {
        let mut days = Vec::new();
        for text in entry.texts(member) {
            match text.parse::<NaiveDate>() {
                Ok(day) => days.push(day),
                Err(_) => entry.problem(member, "content-bad-date", text),
            }
        }
        days
    };
    let holidays = days("holidays");
    let workdays = days("workdays");
    let mut years_known = Vec::new();
    for text in entry.texts("years_known") {
        match text.parse::<i32>() {
            Ok(year) if (2000..2100).contains(&year) => years_known.push(year),
            _ => entry.problem("years_known", "content-bad-number", text),
        }
    }
    let zh = entry.text("zh");
    let cites = entry.texts("cites");
    let checked = entry.date("checked");
    let read = (|| {
        Some(RestDays {
            id: id?,
            weekdays,
            holidays,
            workdays,
            years_known,
            zh: zh?,
            cites,
            checked: CheckedOn(checked?),
        })
    })();
    let placed = read.map(|value| entry.placed(value));
    entry.finish(problems);
    placed
}

/// The content's own date and its changes, newest first.
pub(super) struct Changes {
    pub(super) version: NaiveDate,
    pub(super) list: Vec<Placed<Change>>,
}

/// Reads `changes.toml`. The newest version of any layer is the content's; the built-in one has one.
pub(super) fn load_changes(library: &Library, problems: &mut Problems) -> Changes {
    let mut version = NaiveDate::MIN;
    let mut changes = Vec::new();
    let sources: Vec<Source> = library.file("changes.toml");
    for source in &sources {
        with_table(source, problems, |top, problems| {
            if let Some(stated) = top.date("version") {
                version = version.max(stated);
            }
            // Read where the age of the book is said.
            top.optional_date("checked");
            top.optional_date("texts_to");
            for entry in top.tables("change") {
                changes.extend(change(entry, problems));
            }
        });
    }
    let mut list: Vec<Placed<Change>> = by_id(changes, |c: &Change| &c.id, problems)
        .into_values()
        .collect();
    list.sort_by(|a, b| (b.value.on, &a.value.id).cmp(&(a.value.on, &b.value.id)));
    Changes { version, list }
}

fn change(mut entry: Entry<'_>, problems: &mut Problems) -> Option<Placed<Change>> {
    let id = entry.text("id");
    let on = entry.date("on");
    let touches_from = entry.optional_date("touches_from");
    let touches_until = entry.optional_date("touches_until");
    let touches = entry.texts("touches");
    let zh = entry.text("zh");
    let read = (|| {
        Some(Change {
            id: id?,
            on: on?,
            touches_from,
            touches_until,
            touches,
            zh: zh?,
        })
    })();
    let placed = read.map(|value| entry.placed(value));
    entry.finish(problems);
    placed
}

fn values<T>(placed: BTreeMap<String, Placed<T>>) -> BTreeMap<String, T> {
    placed.into_iter().map(|(id, p)| (id, p.value)).collect()
}
