//! Numbers in a notice: case numbers, telephones, accounts, contract tails.

use super::plain::Plain;
use crate::domain::identifier::{CaseNumber, CaseNumberFault, PhoneForm};
use serde::{Serialize, Serializer};

/// A case number as written, and what it is by the courts' rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenCaseNumber {
    /// As it stands in the notice.
    pub written: String,
    /// Its parts, or the first part that doesn't hold.
    pub read: Result<CaseNumber, CaseNumberFault>,
}

/// A telephone number, whole: it is there to be compared, not to be dialled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WrittenPhone {
    /// Digits, with `+` where it had one.
    pub number: String,
    /// What kind it is by its form.
    #[serde(serialize_with = "form_word")]
    pub form: PhoneForm,
}

fn form_word<S: Serializer>(form: &PhoneForm, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(form.word())
}

/// The numbers of a notice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Court case numbers, right or wrong.
    pub case_numbers: Vec<WrittenCaseNumber>,
    /// Reference numbers of letters and documents (律函字).
    pub references: Vec<String>,
    /// Telephones.
    pub phones: Vec<WrittenPhone>,
    /// Last four digits of accounts to pay to.
    pub accounts: Vec<String>,
    /// Last four characters of contract numbers.
    pub contract_tails: Vec<String>,
}

/// Words beside numbers, from the rule book.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NumberWords {
    /// In front of an account (卡号).
    pub account: Vec<String>,
    /// In front of a contract's number (合同编号).
    pub contract: Vec<String>,
    /// Behind a year in brackets that begins the number of a letter or a regulation, not of a case.
    pub reference: Vec<String>,
    /// In front of what is meant to be a case number (案号).
    pub case_number: Vec<String>,
}

/// Characters looked at in front of a number.
const BEFORE: usize = 14;
/// A case number is no longer than this behind its year.
const CASE_NUMBER: usize = 24;
/// A tail is given in four digits.
const TAIL: usize = 4;

/// Finds the numbers.
pub fn numbers(plain: &Plain, words: &NumberWords) -> Numbers {
    let mut out = Numbers::default();
    let taken = case_numbers(plain, words, &mut out);
    let text = plain.chars();
    let mut at = 0;
    while let Some(c) = text.get(at) {
        if let Some((_, to)) = taken.iter().find(|(from, to)| *from <= at && at < *to) {
            at = *to;
            continue;
        }
        let starts = c.is_ascii_digit() || *c == '+';
        let joined = at > 0 && text.get(at - 1).is_some_and(|c| glued(*c));
        if !starts || joined {
            at += 1;
            continue;
        }
        let (digits, to) = run(text, at);
        if !text.get(to).is_some_and(|c| c.is_ascii_alphabetic()) {
            number(plain, words, at, to, digits, &mut out);
        }
        at = to.max(at + 1);
    }
    out
}

/// A digit in front, a letter, a point or the like makes what follows a piece of something else.
fn glued(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '/' | '-' | '_' | '=' | '¥' | '*')
}

/// Digits with single blanks or hyphens between groups, from `at`; and where they end.
fn run(text: &[char], at: usize) -> (String, usize) {
    let mut digits = String::new();
    let mut end = at;
    let mut i = at;
    while let Some(c) = text.get(i) {
        let next_is_digit = text.get(i + 1).is_some_and(char::is_ascii_digit);
        match c {
            '+' if i == at => digits.push('+'),
            c if c.is_ascii_digit() => {
                digits.push(*c);
                end = i + 1;
            }
            ' ' | '-' if next_is_digit && i > at => {}
            _ => break,
        }
        i += 1;
    }
    (digits, end)
}

fn number(
    plain: &Plain,
    words: &NumberWords,
    at: usize,
    to: usize,
    digits: String,
    out: &mut Numbers,
) {
    let before = plain.before(at, BEFORE);
    // The word that stands last before the number is the one it belongs to.
    let last = |list: &[String]| list.iter().filter_map(|w| before.rfind(w.as_str())).max();
    let (account, contract) = (last(&words.account), last(&words.contract));
    let plain_digits = digits.bytes().all(|b| b.is_ascii_digit());
    let tail = || {
        digits
            .get(digits.len().saturating_sub(TAIL)..)
            .map(str::to_owned)
    };
    if plain_digits && contract > account && digits.len() >= TAIL {
        push(&mut out.contract_tails, tail());
        return;
    }
    // The digits as one: a blank in a telephone number is no end, one in an amount would be.
    if let Some(form) = PhoneForm::of(&digits).filter(|_| !is_amount(plain, to)) {
        let pays = account.is_some() && form == PhoneForm::Mobile;
        if pays {
            push(&mut out.accounts, tail());
        }
        let phone = WrittenPhone {
            number: digits,
            form,
        };
        if !out.phones.contains(&phone) {
            out.phones.push(phone);
        }
        return;
    }
    if account.is_some() && plain_digits && (12..=19).contains(&digits.len()) {
        push(&mut out.accounts, tail());
    }
}

/// Does a word of money stand behind?
fn is_amount(plain: &Plain, to: usize) -> bool {
    let behind = plain.piece(to, to + 1);
    [
        "元", "块", "万", ".", ",", "%", "年", "月", "天", "日", "期", "笔",
    ]
    .contains(&behind.as_str())
}

fn push(list: &mut Vec<String>, value: Option<String>) {
    if let Some(value) = value.filter(|v| !list.contains(v)) {
        list.push(value);
    }
}

/// Finds what is or wants to be a case number; gives the spans so that its digits aren't read again.
fn case_numbers(plain: &Plain, words: &NumberWords, out: &mut Numbers) -> Vec<(usize, usize)> {
    let text = plain.chars();
    let mut taken = Vec::new();
    let opens = |c: &char| matches!(c, '(' | '〔' | '[' | '【');
    let closes = |c: &char| matches!(c, ')' | '〕' | ']' | '】');
    for (open, _) in text.iter().enumerate().filter(|(_, c)| opens(c)) {
        let year = text.get(open + 1..open + 5).unwrap_or_default();
        let closed = text.get(open + 5).is_some_and(closes);
        if year.len() != 4 || !year.iter().all(char::is_ascii_digit) || !closed {
            continue;
        }
        let rest = text.get(open + 6..).unwrap_or_default();
        let ends = |c: &char| "，。；！？,;\n".contains(*c);
        let reach = rest.iter().take(CASE_NUMBER).position(ends);
        let rest = rest.get(..reach.unwrap_or(CASE_NUMBER.min(rest.len())));
        let Some(end) = rest.and_then(|r| r.iter().position(|c| *c == '号')) else {
            continue;
        };
        let to = open + 6 + end + 1;
        let written = plain.quote(open, to);
        let body = plain.piece(open + 6, to);
        let front = plain.before(open, 2);
        // What ends the line above says nothing about this one.
        let front = front.rsplit('\n').next().unwrap_or_default();
        taken.push((open, to));
        let of_letter = |piece: &str| words.reference.iter().any(|w| piece.contains(w.as_str()));
        if of_letter(&body) || of_letter(front) {
            out.references.push(written);
        } else {
            let read = CaseNumber::parse(&plain.piece(open, to));
            out.case_numbers.push(WrittenCaseNumber { written, read });
        }
    }
    if out.case_numbers.is_empty() {
        unbracketed(plain, words, out, &mut taken);
    }
    taken
}

/// `案号：2026豫0105民初1`: said to be a case number and not of the form.
fn unbracketed(
    plain: &Plain,
    words: &NumberWords,
    out: &mut Numbers,
    taken: &mut Vec<(usize, usize)>,
) {
    for word in &words.case_number {
        let Some((_, from)) =
            super::signs::Phrase::parse(word).and_then(|p| p.find(plain.chars(), 0))
        else {
            continue;
        };
        let rest = plain.chars().get(from..).unwrap_or_default();
        let lead = rest
            .iter()
            .take_while(|c| matches!(c, ':' | '：' | ' ' | '为' | '是'))
            .count();
        let body: Vec<char> = rest
            .iter()
            .skip(lead)
            .take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '(' | ')' | '〔' | '〕'))
            .take(CASE_NUMBER)
            .copied()
            .collect();
        if !body.iter().any(char::is_ascii_digit) {
            continue;
        }
        let start = from + lead;
        let to = start + body.len();
        if taken.iter().any(|(f, t)| *f < to && start < *t) {
            return;
        }
        let written: String = body.iter().collect();
        let read = CaseNumber::parse(&written);
        out.case_numbers.push(WrittenCaseNumber {
            written: plain.quote(start, to),
            read,
        });
        taken.push((start, to));
        return;
    }
}
