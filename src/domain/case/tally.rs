//! Counts over cases that tell nothing about one of them: small groups are withheld, and whatever
//! would give them away by subtraction.

use std::collections::BTreeMap;

/// The smallest group that is told.
pub const SMALLEST: usize = 5;

/// How many of `of` have something, unless those who have it or those who don't are too few: with the
/// total known, each tells the other.
pub fn told(count: usize, of: usize) -> Option<usize> {
    let rest = of.checked_sub(count)?;
    (count >= SMALLEST && rest >= SMALLEST).then_some(count)
}

/// The parts of a whole whose total is known: small parts withheld, and further ones, the smallest
/// first, until what is withheld adds up to a group that may be told and stands in two parts at least.
pub fn parts_told(parts: &BTreeMap<String, usize>) -> BTreeMap<String, Option<usize>> {
    let mut by_size: Vec<(&String, usize)> = parts.iter().map(|(name, n)| (name, *n)).collect();
    by_size.sort_by_key(|(name, count)| (*count, (*name).clone()));
    let mut withheld: Vec<&String> = Vec::new();
    let mut sum = 0_usize;
    for (name, count) in by_size {
        let covered = withheld.is_empty() || withheld.len() > 1 && sum >= SMALLEST;
        if count >= SMALLEST && covered {
            break;
        }
        withheld.push(name);
        sum += count;
    }
    parts
        .iter()
        .map(|(name, count)| {
            let told = (!withheld.contains(&name)).then_some(*count);
            (name.clone(), told)
        })
        .collect()
}
