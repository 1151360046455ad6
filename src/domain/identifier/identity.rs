//! The citizen's identity number, GB 11643-1999: six digits of a region, eight of a birth date, three
//! of sequence, one check character.

use super::masked;
use chrono::NaiveDate;

/// The first two digits in use (GB/T 2260): provinces, municipalities and regions, Taiwan, Hong Kong
/// and Macao and their residents' permits, and 91 to 96 of foreigners' permanent residence cards.
const PROVINCES: [u32; 41] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52,
    53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83, 91, 92, 93, 94, 95, 96,
];

/// What is wrong with an identity number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdentityFault {
    /// Not eighteen characters.
    Length,
    /// Fifteen digits: the form given out before 1999, no longer in use.
    FirstGeneration,
    /// Something other than digits, or than a digit or X at the end.
    Character,
    /// No such province.
    Region,
    /// No such day of birth.
    BirthDate,
    /// The check character doesn't fit the rest.
    CheckDigit,
}

impl IdentityFault {
    /// Stable kebab-case code.
    pub fn code(self) -> &'static str {
        match self {
            IdentityFault::Length => "identity-length",
            IdentityFault::FirstGeneration => "identity-first-generation",
            IdentityFault::Character => "identity-character",
            IdentityFault::Region => "identity-region",
            IdentityFault::BirthDate => "identity-birth-date",
            IdentityFault::CheckDigit => "identity-check-digit",
        }
    }
}

/// Everything wrong with an identity number; none if its form holds. Form faults stand alone, since
/// nothing else can be checked then. A small `x` counts as `X`.
pub fn identity_faults(number: &str) -> Vec<IdentityFault> {
    let number = number.to_ascii_uppercase();
    let count = number.chars().count();
    if count == 15 && number.bytes().all(|b| b.is_ascii_digit()) {
        return vec![IdentityFault::FirstGeneration];
    }
    if count != 18 {
        return vec![IdentityFault::Length];
    }
    let mut values: Vec<u32> = number.chars().map_while(|c| c.to_digit(10)).collect();
    if values.len() == 17 && number.ends_with('X') {
        values.push(10);
    }
    if values.len() != 18 {
        return vec![IdentityFault::Character];
    }
    let number_at = |from: usize, to: usize| {
        values
            .get(from..to)
            .unwrap_or_default()
            .iter()
            .fold(0_u32, |n, d| n * 10 + d)
    };
    let mut faults = Vec::new();
    if !PROVINCES.contains(&number_at(0, 2)) {
        faults.push(IdentityFault::Region);
    }
    let year = i32::try_from(number_at(6, 10)).unwrap_or_default();
    let born = NaiveDate::from_ymd_opt(year, number_at(10, 12), number_at(12, 14));
    if born.is_none() || !(1880..2100).contains(&year) {
        faults.push(IdentityFault::BirthDate);
    }
    // ISO 7064 MOD 11-2: the digits from the right, weighted by powers of two, leave 1 modulo 11.
    let sum = values
        .iter()
        .rev()
        .scan(1_u32, |weight, value| {
            let term = value * *weight;
            *weight = *weight * 2 % 11;
            Some(term)
        })
        .sum::<u32>();
    if sum % 11 != 1 {
        faults.push(IdentityFault::CheckDigit);
    }
    faults
}

/// For copies: `410***********1234`, the first three and last four.
pub fn mask_identity(number: &str) -> String {
    masked(number, 3, 4)
}
