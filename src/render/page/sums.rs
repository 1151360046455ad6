//! Two bars a loan: what is said, and what was recomputed.

use super::super::report::{Picture, escaped};
use super::{Glance, LoanSums, WIDE, share, size};
use crate::domain::money::Money;

/// Where bars begin, behind the words for them.
const LEFT: i64 = 64;
/// Room behind the longest bar for its figure.
const FIGURE: i64 = 92;
/// A loan's rows.
const HIGH: i64 = 66;
const NAME: i64 = 15;
const FIRST: i64 = 22;
const SECOND: i64 = 42;
const THICK: i64 = 14;
/// From the top of a bar to the foot of its letters.
const BASE: i64 = 12;

/// Characters of a name that fit over the bars; the table has it whole.
const LONGEST: usize = 25;

fn shortened(name: &str) -> String {
    match name.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", name.get(..end).unwrap_or(name)),
        None => name.to_owned(),
    }
}

/// The drawing; `None` where no sum is known.
pub fn picture(glance: &Glance<'_>) -> Option<Picture> {
    let both = |loan: &LoanSums| [loan.claimed, loan.recomputed];
    let known = glance.loans.iter().flat_map(both).flatten();
    let most = known.map(Money::fen).max().filter(|most| *most > 0)?;
    let mut marks = String::new();
    let mut top = 0;
    for loan in &glance.loans {
        marks.push_str(&format!(
            "<text x=\"0\" y=\"{}\">{}</text>\n",
            top + NAME,
            escaped(&shortened(&loan.name))
        ));
        let bars = [
            ("claimed", FIRST, loan.claimed, "not-said"),
            ("recomputed", SECOND, loan.recomputed, "unknown"),
        ];
        for (class, down, sum, without) in bars {
            let y = top + down;
            let name = escaped(&glance.t(&format!("sums.{class}")));
            let (long, figure) = match sum {
                Some(sum) => (
                    share(WIDE - LEFT - FIGURE, sum.fen().max(0), most),
                    sum.grouped(),
                ),
                None => (0, glance.t(without)),
            };
            marks.push_str(&format!(
                "<text x=\"0\" y=\"{}\" class=\"small\">{name}</text>",
                y + BASE
            ));
            if long > 0 {
                marks.push_str(&format!(
                    "<rect class=\"{class}\" x=\"{LEFT}\" y=\"{y}\" width=\"{long}\" height=\"{THICK}\"/>"
                ));
            }
            marks.push_str(&format!(
                "<text x=\"{}\" y=\"{}\">{}</text>\n",
                LEFT + long + 6,
                y + BASE,
                escaped(&figure)
            ));
        }
        top += HIGH;
    }
    Some(Picture {
        marks,
        size: size(top),
        title: glance.t("sums.title"),
        told: glance.t("sums.told"),
    })
}
