//! A request for payment: the answers about it as signs for the rules.

use super::comparison::bare;
use std::collections::BTreeSet;

/// Signs that come from comparing the payee's name with the case.
pub const NAME_SIGNS: [&str; 2] = ["name-agrees", "name-differs"];

/// The answers as signs: `<question>=<answer>`, `unknown` and `skipped` among them, and whether the
/// name that takes the money is one of the loan's. Names count as the same only when they agree but
/// for blanks.
pub fn payee_signs<'a>(
    answers: impl IntoIterator<Item = (&'a str, &'a str)>,
    payee: Option<&str>,
    lenders: &[String],
) -> BTreeSet<String> {
    let mut signs: BTreeSet<String> = answers
        .into_iter()
        .map(|(question, answer)| format!("{question}={answer}"))
        .collect();
    if let Some(name) = payee.filter(|_| !lenders.is_empty()) {
        let same = lenders.iter().any(|l| bare(l) == bare(name));
        let [agrees, differs] = NAME_SIGNS;
        signs.insert(if same { agrees } else { differs }.to_owned());
    }
    signs
}
