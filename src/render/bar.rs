//! Sums side by side as bars of `#`, with every sum written out: a bar shows at a glance which is
//! longer and says nothing that the figures don't. No colour and no drawing characters, so that any
//! terminal, a printout and a screen reader get the same.

use super::wrap::{width, wrap};
use crate::domain::money::Money;
use crate::render::wrap::colon_after;

/// A bar narrower than this shows nothing; the sums are then written alone.
const LEAST: usize = 8;
/// A bar longer than this is no clearer.
const MOST: usize = 48;

/// Sums to be compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bars {
    /// What each is and how much.
    pub rows: Vec<(String, Money)>,
}

impl Bars {
    /// One line a sum, `columns` wide at most. In plain mode the sums alone.
    pub fn lay_out(&self, columns: usize, plain: bool) -> Vec<String> {
        let labels = self.rows.iter().map(|(label, _)| width(label));
        let label_width = labels.max().unwrap_or(0);
        let sums: Vec<String> = self.rows.iter().map(|(_, sum)| sum.grouped()).collect();
        let sum_width = sums.iter().map(|s| width(s)).max().unwrap_or(0);
        let room = columns
            .saturating_sub(label_width + sum_width + 4)
            .min(MOST);
        let rows = self.rows.iter().zip(&sums);
        if plain || room < LEAST {
            return rows
                .flat_map(|((label, _), sum)| {
                    wrap(&format!("{label}{}{sum}", colon_after(label)), columns, 2)
                })
                .collect();
        }
        let longest = self.rows.iter().map(|(_, sum)| sum.fen()).max();
        rows.map(|((label, sum), shown)| {
            let pad = " ".repeat(label_width - width(label));
            let bar = "#".repeat(length(sum.fen(), longest.unwrap_or(0), room));
            let sum_pad = " ".repeat(sum_width - width(shown));
            format!("{label}{pad}  {sum_pad}{shown}  {bar}")
                .trim_end()
                .to_owned()
        })
        .collect()
    }
}

/// How many characters stand for a sum where the longest has all the room: rounded to the nearest,
/// and at least one for anything above zero.
fn length(fen: i64, longest: i64, room: usize) -> usize {
    if fen <= 0 || longest <= 0 {
        return 0;
    }
    let room = i128::try_from(room).unwrap_or(0);
    let (fen, longest) = (i128::from(fen), i128::from(longest));
    let rounded = (2 * fen * room + longest) / (2 * longest);
    usize::try_from(rounded.clamp(1, room)).unwrap_or(0)
}
