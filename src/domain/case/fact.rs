//! One stored fact by its path (`borrower.phone`, `household.spending.rent`,
//! `loans.A1.claim.total`): found, changed, struck.

use super::{Borrower, Case, loan_id};
use crate::domain::budget::{Entry, Household, Line, Resource, ResourceKind};
use crate::domain::coded::{Args, Coded, Kind, args};
use crate::domain::loan::{LISTS, member_at};
use crate::domain::money::Money;

/// Where a fact stands in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactPath {
    /// Of the borrower.
    Borrower(BorrowerFact),
    /// Of the household's month.
    Household(HouseholdFact),
    /// A loan, whole (no steps) or a member of it.
    Loan {
        /// The loan's id.
        id: String,
        /// Steps below it.
        steps: Vec<String>,
    },
    /// What is offered for a loan.
    Offer(String),
    /// What a lender offered back for a loan.
    CounterOffer(String),
    /// The record of a letter, counted from 1.
    Letter(usize),
}

/// A fact of the borrower.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BorrowerFact {
    /// Name as in the contract.
    Name,
    /// Mobile number used with the lender.
    Phone,
    /// Last four of the identity number.
    IdTail,
}

impl BorrowerFact {
    /// Every one with its member name.
    pub const ALL: [(&'static str, BorrowerFact); 3] = [
        ("name", BorrowerFact::Name),
        ("phone", BorrowerFact::Phone),
        ("id_tail", BorrowerFact::IdTail),
    ];
}

/// A fact of the household's month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HouseholdFact {
    /// All of it.
    Whole,
    /// Income a month.
    Income,
    /// Does the income change from month to month?
    Irregular,
    /// What is set aside.
    Reserve,
    /// Arrears paid down before lenders.
    Arrears,
    /// A line of spending, by its category.
    Spending(String),
    /// A source of income, by its id.
    Source(String),
    /// Money that comes once.
    Resource(ResourceKind),
    /// The day it can be had.
    ResourceOn(ResourceKind),
}

/// Why a fact can't be found, changed or struck.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FactError {
    /// No fact has this path.
    #[error("no such path")]
    NoSuchPath,
    /// No loan of the case has this id.
    #[error("no loan {id}")]
    NoSuchLoan {
        /// The id asked for.
        id: String,
        /// Ids there are.
        known: Vec<String>,
    },
    /// Nothing is stored there.
    #[error("nothing at {path}")]
    Absent {
        /// The path.
        path: String,
    },
    /// The rest makes no sense without it.
    #[error("{path} is required")]
    Required {
        /// The path.
        path: String,
    },
    /// It is a record of what happened, or the file's own mark: not a fact to be changed.
    #[error("{path} can't be changed")]
    Fixed {
        /// The path.
        path: String,
    },
    /// The household's month was never asked.
    #[error("no household yet")]
    NoHousehold,
    /// It is the sum of other facts: those are changed.
    #[error("{path} is a sum")]
    Summed {
        /// The path.
        path: String,
    },
}

impl Coded for FactError {
    fn code(&self) -> &'static str {
        match self {
            FactError::NoSuchPath => "fact-path-unknown",
            FactError::NoSuchLoan { .. } => "loan-not-found",
            FactError::Absent { .. } => "fact-absent",
            FactError::Required { .. } => "fact-required",
            FactError::Fixed { .. } => "fact-fixed",
            FactError::NoHousehold => "fact-no-household",
            FactError::Summed { .. } => "fact-summed",
        }
    }

    fn args(&self) -> Args {
        match self {
            FactError::NoSuchPath | FactError::NoHousehold => Args::new(),
            FactError::NoSuchLoan { id, known } => {
                args([("id", id.clone()), ("known", known.join("、"))])
            }
            FactError::Absent { path }
            | FactError::Required { path }
            | FactError::Summed { path }
            | FactError::Fixed { path } => args([("path", path.clone())]),
        }
    }

    fn kind(&self) -> Kind {
        match self {
            FactError::NoSuchLoan { .. } | FactError::Absent { .. } | FactError::NoHousehold => {
                Kind::Case
            }
            _ => Kind::Usage,
        }
    }
}

impl FactPath {
    /// Finds the fact a path names. `categories` are the household's places that can be asked for:
    /// lines of spending by their category, all others by their path (`sources.wages`).
    ///
    /// # Errors
    /// No fact has this path, or no loan this id.
    pub fn parse(text: &str, case: &Case, categories: &[String]) -> Result<FactPath, FactError> {
        let (root, rest) = text.split_once('.').unwrap_or((text, ""));
        let fixed = || FactError::Fixed {
            path: text.to_owned(),
        };
        match root {
            "borrower" => BorrowerFact::ALL
                .iter()
                .find(|(name, _)| *name == rest)
                .map(|(_, fact)| FactPath::Borrower(*fact))
                .ok_or(FactError::NoSuchPath),
            "household" => household_fact(rest, categories).map(FactPath::Household),
            "loans" => loan_fact(rest, case),
            "offers" => {
                let id = rest.strip_suffix(".monthly").unwrap_or(rest);
                Ok(FactPath::Offer(known_loan(id, case)?))
            }
            "counter_offers" if !rest.is_empty() => {
                Ok(FactPath::CounterOffer(known_loan(rest, case)?))
            }
            "letters" => match rest.parse::<usize>() {
                Ok(number) if number > 0 => Ok(FactPath::Letter(number)),
                _ => Err(FactError::NoSuchPath),
            },
            "format" | "version" | "created_on" | "loan_states" | "way" | "counter_offers"
            | "sent" => Err(fixed()),
            _ => Err(FactError::NoSuchPath),
        }
    }
}

fn household_fact(rest: &str, categories: &[String]) -> Result<HouseholdFact, FactError> {
    match rest {
        "" => Ok(HouseholdFact::Whole),
        "income" => Ok(HouseholdFact::Income),
        "irregular" => Ok(HouseholdFact::Irregular),
        "reserve" => Ok(HouseholdFact::Reserve),
        "arrears" => Ok(HouseholdFact::Arrears),
        _ if rest.starts_with("resources.") => resource_fact(rest),
        _ => {
            let asked = |place: &str| categories.iter().any(|c| c == place);
            let spending = rest.strip_prefix("spending.").filter(|id| asked(id));
            let source = rest.strip_prefix("sources.").filter(|_| asked(rest));
            match (spending, source) {
                (Some(id), _) => Ok(HouseholdFact::Spending(id.to_owned())),
                (None, Some(id)) => Ok(HouseholdFact::Source(id.to_owned())),
                (None, None) => Err(FactError::NoSuchPath),
            }
        }
    }
}

/// `resources.savings.amount`, `resources.savings.on`; the kind alone is its amount.
fn resource_fact(rest: &str) -> Result<HouseholdFact, FactError> {
    let mut steps = rest.split('.').skip(1);
    let kind = steps.next().and_then(ResourceKind::from_word);
    let kind = kind.ok_or(FactError::NoSuchPath)?;
    match (steps.next(), steps.next()) {
        (None | Some("amount"), None) => Ok(HouseholdFact::Resource(kind)),
        (Some("on"), None) => Ok(HouseholdFact::ResourceOn(kind)),
        _ => Err(FactError::NoSuchPath),
    }
}

fn known_loan(id: &str, case: &Case) -> Result<String, FactError> {
    if case.loan(id).is_some() {
        return Ok(id.to_owned());
    }
    Err(FactError::NoSuchLoan {
        id: id.to_owned(),
        known: case.loan_ids().map(str::to_owned).collect(),
    })
}

/// An id is the borrower's own and may hold points: the longest that fits is meant.
fn loan_fact(rest: &str, case: &Case) -> Result<FactPath, FactError> {
    let fits = |id: &&str| {
        rest.strip_prefix(*id)
            .is_some_and(|below| below.is_empty() || below.starts_with('.'))
    };
    let Some(id) = case
        .loans
        .iter()
        .filter_map(loan_id)
        .filter(fits)
        .max_by_key(|id| id.len())
    else {
        let id = rest.split('.').next().unwrap_or(rest);
        return known_loan(id, case).map(|id| FactPath::Loan {
            id,
            steps: Vec::new(),
        });
    };
    let below = rest.get(id.len()..).unwrap_or_default();
    let steps: Vec<String> = below.split('.').skip(1).map(str::to_owned).collect();
    let words: Vec<&str> = steps.iter().map(String::as_str).collect();
    if words.is_empty() || is_place(&words) {
        let id = id.to_owned();
        return Ok(FactPath::Loan { id, steps });
    }
    Err(FactError::NoSuchPath)
}

/// A member, a list, an item of a list, or an object that holds members.
fn is_place(steps: &[&str]) -> bool {
    let (last, before) = (steps.last(), &steps[..steps.len() - 1]);
    let in_list = last.is_some_and(|l| !l.is_empty() && l.bytes().all(|b| b.is_ascii_digit()))
        && LISTS.contains(&before.join(".").as_str());
    let joined = steps.join(".");
    let object = [
        "rate",
        "liquidated_damages",
        "enforcement_costs",
        "compensated",
    ]
    .into_iter()
    .chain(["assignment_claimed", "basis", "claim", "default_interest"])
    .any(|name| name == joined);
    member_at(steps).is_some() || LISTS.contains(&joined.as_str()) || in_list || object
}

impl Borrower {
    /// The place of a fact.
    pub fn fact_mut(&mut self, fact: BorrowerFact) -> &mut Option<String> {
        match fact {
            BorrowerFact::Name => &mut self.name,
            BorrowerFact::Phone => &mut self.phone,
            BorrowerFact::IdTail => &mut self.id_tail,
        }
    }

    /// A fact.
    pub fn fact(&self, fact: BorrowerFact) -> Option<&str> {
        match fact {
            BorrowerFact::Name => self.name.as_deref(),
            BorrowerFact::Phone => self.phone.as_deref(),
            BorrowerFact::IdTail => self.id_tail.as_deref(),
        }
    }
}

impl Household {
    /// An amount of the month; `None` where it isn't known, isn't stated or is no amount.
    pub fn amount(&self, fact: &HouseholdFact) -> Option<Money> {
        match fact {
            HouseholdFact::Income => Some(self.income),
            HouseholdFact::Reserve => self.reserve,
            HouseholdFact::Arrears => self.arrears,
            HouseholdFact::Spending(id) => {
                self.spending.iter().find(|l| l.id == *id).map(|l| l.amount)
            }
            HouseholdFact::Source(id) => {
                self.sources.iter().find(|s| s.id == *id).map(|s| s.amount)
            }
            HouseholdFact::Resource(kind) => self.resource(*kind).and_then(|r| r.amount),
            HouseholdFact::Whole | HouseholdFact::Irregular | HouseholdFact::ResourceOn(_) => None,
        }
    }

    /// What comes once from there.
    pub fn resource(&self, kind: ResourceKind) -> Option<&Resource> {
        self.resources.iter().find(|r| r.kind == kind)
    }

    /// What comes once from there, put in where there was nothing.
    pub fn resource_mut(&mut self, kind: ResourceKind) -> &mut Resource {
        let place = self.resources.iter().position(|r| r.kind == kind);
        let place = place.unwrap_or_else(|| {
            self.resources.push(Resource {
                kind,
                amount: None,
                on: None,
            });
            self.resources.len() - 1
        });
        &mut self.resources[place]
    }

    /// Puts a line of spending in, replacing the one of the same id in its place.
    pub fn put_line(&mut self, line: Line) {
        self.unknown.retain(|u| *u != line.id);
        match self.spending.iter_mut().find(|l| l.id == line.id) {
            Some(old) => *old = line,
            None => self.spending.push(line),
        }
    }

    /// Sets an amount of the month. A line of spending is by the month then, and keeps its note.
    pub fn set_amount(&mut self, fact: &HouseholdFact, amount: Money) {
        match fact {
            HouseholdFact::Income => self.income = amount,
            HouseholdFact::Reserve => self.reserve = Some(amount),
            HouseholdFact::Arrears => self.arrears = Some(amount),
            HouseholdFact::Spending(id) => {
                let old = self.spending.iter().find(|l| l.id == *id);
                let entry = Entry {
                    note: old.and_then(|l| l.note.clone()),
                    ..Entry::monthly(amount)
                };
                let spare = old.is_some_and(|l| l.spare);
                self.put_line(Line::entered(id.clone(), entry, spare));
            }
            HouseholdFact::Resource(kind) => self.resource_mut(*kind).amount = Some(amount),
            HouseholdFact::Whole
            | HouseholdFact::Irregular
            | HouseholdFact::Source(_)
            | HouseholdFact::ResourceOn(_) => {}
        }
    }

    /// Takes an amount away. A line of spending becomes unknown, which is not zero. False where
    /// the month makes no sense without it.
    pub fn strike(&mut self, fact: &HouseholdFact) -> bool {
        match fact {
            HouseholdFact::Reserve => self.reserve = None,
            HouseholdFact::Arrears => self.arrears = None,
            HouseholdFact::Spending(id) => {
                self.spending.retain(|l| l.id != *id);
                if !self.unknown.contains(id) {
                    self.unknown.push(id.clone());
                }
            }
            HouseholdFact::Source(id) => {
                // Without its last source the month has no income to be reckoned from.
                return self.sources.len() > 1 && self.take_source(id).is_some();
            }
            HouseholdFact::Resource(kind) => self.resources.retain(|r| r.kind != *kind),
            HouseholdFact::ResourceOn(kind) => {
                let of_kind = |r: &&mut Resource| r.kind == *kind;
                if let Some(resource) = self.resources.iter_mut().find(of_kind) {
                    resource.on = None;
                }
            }
            HouseholdFact::Whole | HouseholdFact::Income | HouseholdFact::Irregular => {
                return false;
            }
        }
        true
    }
}
