//! The unified social credit code of an organisation, GB 32100-2015: a registration authority, a
//! class, six digits of a region, nine characters of organisation code (GB 11714-1997 with its own
//! check character), one check character.

/// The characters of a credit code with their values; I, O, S, V and Z are left out of it.
const CHARACTERS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
/// The weights of the eight characters of an organisation code (GB 11714-1997).
const ORGANISATION_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// What is wrong with a credit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CreditCodeFault {
    /// Not eighteen characters.
    Length,
    /// A character that no credit code has.
    Character,
    /// Something other than digits in the region.
    Region,
    /// The check character of the organisation code inside doesn't fit it.
    OrganisationCheck,
    /// The check character at the end doesn't fit the rest.
    CheckDigit,
}

impl CreditCodeFault {
    /// Stable kebab-case code.
    pub fn code(self) -> &'static str {
        match self {
            CreditCodeFault::Length => "credit-code-length",
            CreditCodeFault::Character => "credit-code-character",
            CreditCodeFault::Region => "credit-code-region",
            CreditCodeFault::OrganisationCheck => "credit-code-organisation-check",
            CreditCodeFault::CheckDigit => "credit-code-check-digit",
        }
    }
}

/// The code in capitals, without the spaces and hyphens it may be printed with.
pub fn normalised_credit_code(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

/// Everything wrong with a normalised credit code; none if its form holds. Faults of length and
/// character stand alone.
pub fn credit_code_faults(code: &str) -> Vec<CreditCodeFault> {
    let characters: Vec<char> = code.chars().collect();
    if characters.len() != 18 {
        return vec![CreditCodeFault::Length];
    }
    let values: Option<Vec<u32>> = characters
        .iter()
        .map(|c| CHARACTERS.find(*c).and_then(|at| u32::try_from(at).ok()))
        .collect();
    let Some(values) = values else {
        return vec![CreditCodeFault::Character];
    };
    let mut faults = Vec::new();
    let part = |from: usize, to: usize| characters.get(from..to).unwrap_or_default();
    if !part(2, 8).iter().all(char::is_ascii_digit) {
        faults.push(CreditCodeFault::Region);
    }
    if !organisation_code_holds(part(8, 16), part(16, 17)) {
        faults.push(CreditCodeFault::OrganisationCheck);
    }
    // Weights are the powers of three modulo 31; with the check value the sum is a multiple of 31.
    let weighted = values
        .iter()
        .take(17)
        .scan(1_u32, |weight, value| {
            let term = value * *weight;
            *weight = *weight * 3 % 31;
            Some(term)
        })
        .sum::<u32>();
    if (weighted + values.last().copied().unwrap_or_default()) % 31 != 0 {
        faults.push(CreditCodeFault::CheckDigit);
    }
    faults
}

/// Letters count 10 to 35 here, all of the alphabet.
fn organisation_code_holds(code: &[char], check: &[char]) -> bool {
    let sum: u32 = code
        .iter()
        .zip(ORGANISATION_WEIGHTS)
        .map(|(c, weight)| c.to_digit(36).unwrap_or_default() * weight)
        .sum();
    let expected = match 11 - sum % 11 {
        10 => Some('X'),
        11 => Some('0'),
        n => char::from_digit(n, 10),
    };
    check.first().copied() == expected
}
