//! Which numbers of a table have to do with the case, and which loan each is about. What the log
//! says of a number already isn't asked again.

use super::super::super::Failure;
use super::super::super::confirm::import::path_of;
use super::super::super::confirm::import::questions::{Answer, Questions};
use super::super::super::context::Context;
use super::numbers::{Group, OfNumber, groups, label, of_the_log};
use super::sheet::Sheet;
use crate::domain::case::Case;
use crate::domain::coded::{Kind, args};
use crate::domain::evidence::{EntryView, masked_numbers};
use crate::domain::import::{Contact, Fate, number_cell};
use crate::interview::Say;
use crate::storage::vault::VaultError;
use crate::storage::{CaseFolder, StorageError};
use std::collections::{BTreeMap, BTreeSet};

/// So many numbers fit a list that a person reads; a file of answers may name any.
const MOST_LISTED: usize = 60;

/// Whom a telephone may belong to; `unknown` is an answer of its own.
const OWNERS: [&str; 6] = [
    "borrower",
    "family",
    "emergency-contact",
    "colleague",
    "neighbour",
    "unknown",
];

/// Everything said about the numbers of a table.
#[derive(Debug, Default)]
pub struct Whose {
    numbers: BTreeMap<Option<String>, OfNumber>,
    /// Whose telephone the table is from, in the words of an entry.
    pub owner: Option<&'static str>,
    /// By what way messages came.
    pub channel: Option<&'static str>,
}

impl Whose {
    /// What is known of a row's number.
    pub fn of(&self, row: &Contact) -> Option<&OfNumber> {
        self.numbers.get(&row.number)
    }
}

/// What a file of answers says of single numbers.
pub struct Asked {
    lenders: BTreeMap<String, String>,
    picked: Option<BTreeSet<String>>,
}

impl Asked {
    /// Takes the table `lenders` and a list of numbers out; their form is that of rows.
    pub fn taken_from(import: &mut toml::Table) -> Asked {
        let mut lenders = BTreeMap::new();
        if let Some(toml::Value::Table(list)) = import.remove("lenders") {
            for (number, loan) in list {
                let loan = loan
                    .as_str()
                    .map_or_else(|| loan.to_string(), str::to_owned);
                lenders.insert(number_cell(&number).unwrap_or(number), loan);
            }
        }
        let picked = match import.get("numbers") {
            Some(toml::Value::Array(list)) => Some(
                list.iter()
                    .map(|n| n.as_str().map_or_else(|| n.to_string(), str::to_owned))
                    .map(|number| number_cell(&number).unwrap_or(number))
                    .collect(),
            ),
            _ => None,
        };
        if picked.is_some() {
            import.remove("numbers");
        }
        Asked { lenders, picked }
    }
}

/// Asks which numbers count and whose they are; rows of the others are left out.
///
/// # Errors
/// Something is open and nobody can be asked, or an answer can't be used.
pub fn decided(
    context: &Context,
    questions: &mut Questions<'_>,
    asked: Asked,
    (sheet, views, folder): (&Sheet, &[EntryView], Option<&CaseFolder>),
    fates: &mut [Fate],
) -> Result<Whose, Failure> {
    let mut whose = Whose {
        channel: sheet.channel,
        numbers: of_the_log(views),
        ..Whose::default()
    };
    let rows = &sheet.found.used;
    let loans = loans(folder)?;
    refuse_strangers(context, &asked, rows, &loans)?;
    let groups = groups(rows, fates);
    if groups.is_empty() {
        return Ok(whose);
    }
    let (known, open): (Vec<Group<'_>>, Vec<Group<'_>>) = groups
        .into_iter()
        .partition(|group| whose.numbers.contains_key(group.number));
    let mut chosen: BTreeSet<Option<String>> = known.iter().map(|g| g.number.clone()).collect();
    let open = match &asked.picked {
        Some(picked) => {
            let named = |g: &Group<'_>| g.number.as_ref().is_some_and(|n| picked.contains(n));
            open.into_iter().filter(named).collect()
        }
        None => counted(context, questions, open, !known.is_empty())?,
    };
    for (number, of) in lenders(context, questions, &asked.lenders, &open, &loans)? {
        chosen.insert(number.clone());
        whose.numbers.insert(number, of);
    }
    for (row, fate) in rows.iter().zip(fates.iter_mut()) {
        if *fate == Fate::New && !chosen.contains(&row.number) {
            *fate = Fate::NotChosen;
        }
    }
    if fates.contains(&Fate::New) {
        let option = |id: &&str| ((*id).to_owned(), Say::key(format!("log-import.owner.{id}")));
        let options: Vec<Answer> = OWNERS.iter().map(option).collect();
        let body = vec![Say::key("log-import.ask.owner")];
        let place = questions.one("owner", body, &options)?;
        questions.settled()?;
        let owner = place.and_then(|place| OWNERS.get(place).copied());
        whose.owner = owner.filter(|owner| *owner != "unknown");
    }
    Ok(whose)
}

/// Which of the numbers nothing is known of have to do with the case.
fn counted<'r>(
    context: &Context,
    questions: &mut Questions<'_>,
    open: Vec<Group<'r>>,
    some_known: bool,
) -> Result<Vec<Group<'r>>, Failure> {
    if open.is_empty() {
        return Ok(open);
    }
    let named = open.iter().filter(|g| g.name.is_some()).count();
    let mut words = vec!["some", "all"];
    // A file of answers is written for many tables: what makes no difference here is no mistake.
    let written = !context.can_ask();
    if written || (named > 0 && named < open.len()) {
        words.push("unnamed");
    }
    if written || some_known {
        words.push("known");
    }
    let option = |id: &&str| {
        (
            (*id).to_owned(),
            Say::key(format!("log-import.numbers.{id}")),
        )
    };
    let options: Vec<Answer> = words.iter().map(option).collect();
    let body = vec![Say::with(
        "log-import.ask.numbers",
        [("count", open.len().to_string())],
    )];
    let chosen = questions.one("numbers", body, &options)?;
    questions.settled()?;
    match chosen.and_then(|place| words.get(place).copied()) {
        Some("all") => Ok(open),
        Some("unnamed") => Ok(open.into_iter().filter(|g| g.name.is_none()).collect()),
        Some("known") => Ok(Vec::new()),
        _ => picked(context, questions, open),
    }
}

/// Numbers picked one by one.
fn picked<'r>(
    context: &Context,
    questions: &mut Questions<'_>,
    open: Vec<Group<'r>>,
) -> Result<Vec<Group<'r>>, Failure> {
    let listed = if context.can_ask() {
        open.len().min(MOST_LISTED)
    } else {
        open.len()
    };
    let options: Vec<Answer> = open
        .iter()
        .take(listed)
        .map(|group| {
            let word = group.number.clone().unwrap_or_default();
            (word, Say::Plain(label(context, group)))
        })
        .collect();
    let mut body = vec![Say::key("log-import.ask.picked")];
    if listed < open.len() {
        let more = (open.len() - listed).to_string();
        body.push(Say::with("log-import.ask.picked-more", [("count", more)]));
    }
    let places = questions.some("picked", body, &options)?;
    questions.settled()?;
    let places: BTreeSet<usize> = places.unwrap_or_default().into_iter().collect();
    let kept = open.into_iter().enumerate();
    Ok(kept
        .filter(|(place, _)| places.contains(place))
        .map(|(_, group)| group)
        .collect())
}

/// The loans of the case, each with the lender's name where it is known.
fn loans(folder: Option<&CaseFolder>) -> Result<Vec<(String, String)>, Failure> {
    let Some(folder) = folder else {
        return Ok(Vec::new());
    };
    let case: Case = match folder.load() {
        // Adding needs no passphrase: then no number is given to a loan.
        Err(StorageError::Vault(VaultError::Shut)) => return Ok(Vec::new()),
        read => read?,
    };
    let name = |id: &str| {
        let lender = case.loan(id).and_then(|loan| loan.get("lender"));
        let lender = lender.and_then(toml::Value::as_str).unwrap_or_default();
        (id.to_owned(), lender.to_owned())
    };
    Ok(case.loan_ids().map(name).collect())
}

/// Which loan each number is about: one answer for all, or one for each. A number that has nothing to
/// do with any is left away.
fn lenders(
    context: &Context,
    questions: &mut Questions<'_>,
    lenders: &BTreeMap<String, String>,
    open: &[Group<'_>],
    loans: &[(String, String)],
) -> Result<Vec<(Option<String>, OfNumber)>, Failure> {
    if open.is_empty() || loans.is_empty() {
        let unknown = |group: &Group<'_>| (group.number.clone(), OfNumber::default());
        return Ok(open.iter().map(unknown).collect());
    }
    let of_loan = |id: &str| OfNumber {
        loan: Some(id.to_owned()),
        ..OfNumber::default()
    };
    let mut options: Vec<Answer> = loans
        .iter()
        .map(|(id, lender)| {
            let values = [("id", id.clone()), ("lender", lender.clone())];
            (id.clone(), Say::with("log-import.loan", values))
        })
        .collect();
    let word = |id: &str| (id.to_owned(), Say::key(format!("log-import.lender.{id}")));
    options.push(word("unknown"));
    let mut each = true;
    let mut for_all = OfNumber::default();
    if lenders.is_empty() && open.len() > 1 {
        let mut options = options.clone();
        options.push(word("each"));
        let body = vec![Say::with(
            "log-import.ask.lender",
            [("count", open.len().to_string())],
        )];
        let place = questions.one("lender", body, &options)?;
        questions.settled()?;
        each = place == Some(loans.len() + 1);
        for_all = place
            .and_then(|place| loans.get(place))
            .map_or_else(OfNumber::default, |(id, _)| of_loan(id));
    }
    if !each {
        let all = open.iter().map(|g| (g.number.clone(), for_all.clone()));
        return Ok(all.collect());
    }
    let one = open.len() == 1 && lenders.is_empty();
    let mut found = Vec::new();
    for group in open {
        let said = group.number.as_ref().and_then(|n| lenders.get(n));
        let of = match said {
            Some(word) if loans.iter().any(|(id, _)| id == word) => of_loan(word),
            // Where a file names some numbers, the others stay open: they can be completed later.
            _ if !lenders.is_empty() || (!one && !context.can_ask()) => OfNumber::default(),
            _ => {
                let body = vec![Say::with(
                    "log-import.ask.lender-of",
                    [("number", label(context, group))],
                )];
                let mut options = options.clone();
                options.push(word("none"));
                let place = questions.one("lender", body, &options)?;
                questions.settled()?;
                if place == Some(loans.len() + 1) {
                    continue;
                }
                place
                    .and_then(|place| loans.get(place))
                    .map_or_else(OfNumber::default, |(id, _)| of_loan(id))
            }
        };
        found.push((group.number.clone(), of));
    }
    Ok(found)
}

/// A file of answers that speaks of a number the table doesn't have, or of no loan of the case: said
/// with the number's middle hidden.
fn refuse_strangers(
    context: &Context,
    asked: &Asked,
    rows: &[Contact],
    loans: &[(String, String)],
) -> Result<(), Failure> {
    let there: BTreeSet<&String> = rows.iter().filter_map(|r| r.number.as_ref()).collect();
    let picked = asked.picked.iter().flatten();
    let strangers = picked
        .chain(asked.lenders.keys())
        .filter(|number| !there.contains(number))
        .map(|number| ("log-import.stranger", number));
    let nowhere = asked
        .lenders
        .iter()
        .filter(|(_, loan)| *loan != "unknown" && loans.iter().all(|(id, _)| id != *loan))
        .map(|(number, _)| ("log-import.no-such-loan", number));
    let wrong: Vec<String> = strangers
        .chain(nowhere)
        .map(|(key, number)| context.texts.say(key, [("number", masked_numbers(number))]))
        .collect();
    if wrong.is_empty() {
        return Ok(());
    }
    let words = args([
        ("count", wrong.len().to_string()),
        ("path", path_of(context)),
    ]);
    let failure = Failure::new("answers-rejected", Kind::Usage, words);
    Err(failure.with_details(wrong))
}
