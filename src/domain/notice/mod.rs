//! A notice that arrived — a message, a letter — taken apart and answered: who it says it comes
//! from, what it says and wants, what doesn't go together, and how the borrower finds out for
//! himself. Nothing here says that a notice is genuine, or that anyone is a criminal.

mod appraisal;
mod comparison;
mod figures;
mod links;
mod names;
mod numbers;
mod parts;
mod payee;
mod plain;
mod signs;

pub use appraisal::{Appraisal, Concern, Grade, Rule, Verdict, appraisal};
pub use comparison::{Agreement, ComparedAmount, Comparison, KnownLoan, comparison};
pub use figures::{AmountRole, FigureWords, TimeLimit, WrittenAmount};
pub use links::{Link, LinkKind, LinkWords};
pub use names::NameWords;
pub use numbers::{NumberWords, WrittenCaseNumber, WrittenPhone};
pub use parts::{FORMAL_SIGNS, Parts, parts};
pub use payee::{NAME_SIGNS, payee_signs};
pub use signs::{Found, Phrase, Sign, SignBook, SignPart};

/// What the rule book knows about notices.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NoticeBook {
    /// Phrases and what they say.
    pub signs: SignBook,
    /// Words beside numbers.
    pub numbers: NumberWords,
    /// Words beside figures.
    pub figures: FigureWords,
    /// Words of addresses.
    pub links: LinkWords,
    /// Words of names.
    pub names: NameWords,
    /// What the names of lenders contain.
    pub lender_ends: Vec<String>,
    /// What the signs of a notice add up to.
    pub rules: Vec<Rule>,
    /// What the answers about a payment add up to.
    pub payee_rules: Vec<Rule>,
}

/// A notice, taken apart, compared and summed up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What is in it.
    pub parts: Parts,
    /// Beside the case, where there is one with loans.
    pub comparison: Option<Comparison>,
    /// What it adds up to.
    pub appraisal: Appraisal,
}

/// Reads a notice. `year` is the present one.
pub fn notice(text: &str, book: &NoticeBook, known: &[KnownLoan], year: u16) -> Notice {
    let mut parts = parts(text, book, year);
    let comparison = comparison(&parts, &parts.bare, known);
    if let Some(compared) = &comparison {
        let mut sign = |is: bool, id: &str| {
            if is {
                parts.signs.insert(id.to_owned());
            }
        };
        sign(compared.lender == Agreement::Agrees, "lender-agrees");
        sign(compared.lender == Agreement::Differs, "lender-differs");
        sign(compared.contract == Agreement::Differs, "contract-differs");
        let agrees = |a: &ComparedAmount| a.agreement == Agreement::Agrees;
        let differs = |a: &ComparedAmount| a.agreement == Agreement::Differs;
        let amounts = &compared.amounts;
        let none_agrees = !amounts.iter().any(agrees);
        sign(none_agrees && amounts.iter().any(differs), "amount-differs");
    }
    let appraisal = appraisal(&parts.signs, &book.rules);
    Notice {
        parts,
        comparison,
        appraisal,
    }
}
