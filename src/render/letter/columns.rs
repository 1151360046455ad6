//! How wide the columns of a table are, by what stands in them: figures and numbers as narrow as they
//! can be, long words wide enough to read.

use crate::domain::letter::Table;
use crate::render::wrap::width;

/// Half-width characters a cell keeps free at its sides.
const FREE: usize = 3;
/// The narrowest column whose cells go over several lines: four Chinese characters in each.
const NARROWEST: usize = 8 + FREE;
/// A day, a file name or a telephone number isn't broken, unless it takes more than this part of the line.
const UNBROKEN_PART: usize = 4;
/// Columns a page can hold upright; a table of more is set on a page lying on its side.
const UPRIGHT: usize = 6;

/// Has the table too many columns for a page set upright?
pub fn lies_on_its_side(table: &Table) -> bool {
    table.head.len() > UPRIGHT
}

/// The columns of a table laid out in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// The width of each; together they are the whole line.
    pub widths: Vec<usize>,
    /// Does every cell stand in one line?
    pub fits: bool,
}

/// Lays the columns out in a line of `line` units, of which `half` are as wide as a half-width
/// character. What fits is as wide as its longest cell, and the first column of words takes the rest;
/// what doesn't shares what the short columns leave, by the root of its length (a cell four times as
/// long gets twice the width), but no column is so narrow that a day or a file name falls apart.
pub fn columns(table: &Table, line: usize, half: usize) -> Columns {
    let room = line / half.max(1);
    let wanted: Vec<usize> = (0..table.head.len()).map(|c| longest(table, c)).collect();
    let fits = wanted.iter().sum::<usize>() <= room;
    let mut shares: Vec<Option<usize>> = if fits {
        wanted.iter().copied().map(Some).collect()
    } else {
        short_ones(&wanted, room)
    };
    let taken: usize = shares.iter().flatten().sum();
    let left = room.saturating_sub(taken);
    let open = || {
        let both = wanted.iter().zip(&shares);
        both.filter(|(_, share)| share.is_none())
            .map(|(wanted, _)| *wanted)
    };
    let roots: usize = open().map(usize::isqrt).sum();
    let even = left / open().count().max(1);
    for (column, (share, wanted)) in shares.iter_mut().zip(&wanted).enumerate() {
        let by_root = left * wanted.isqrt() / roots.max(1);
        let unbroken = longest_word(table, column).min(room / UNBROKEN_PART);
        let least = NARROWEST.min(even).max(unbroken);
        share.get_or_insert(by_root.max(least).min(*wanted));
    }
    let mut widths: Vec<usize> = shares.iter().flatten().map(|units| units * half).collect();
    // What is over, or was rounded away, goes to the first column of words, or comes from the widest.
    let whole: usize = widths.iter().sum();
    let widest = (0..widths.len()).max_by_key(|c| widths.get(*c).copied());
    let words = (0..widths.len()).find(|c| !table.figures.contains(c));
    let chosen = if fits { words } else { widest };
    if let Some(last) = chosen.or(widest).and_then(|c| widths.get_mut(c)) {
        *last = (*last + line).saturating_sub(whole);
    }
    Columns { widths, fits }
}

/// The longest cell of a column, its title included, with what is kept free beside it.
fn longest(table: &Table, column: usize) -> usize {
    let rows = table.rows.iter().map(|row| &row.cells);
    let cells = std::iter::once(&table.head).chain(rows);
    let longest = cells
        .filter_map(|cells| cells.get(column))
        .map(|cell| width(cell))
        .max();
    longest.unwrap_or(0) + FREE
}

/// The longest run in a column that breaks only inside a word, with what is kept free beside it.
fn longest_word(table: &Table, column: usize) -> usize {
    let cells = table.rows.iter().filter_map(|row| row.cells.get(column));
    let words = cells.map(|cell| longest_piece(cell));
    words.max().unwrap_or(0) + FREE
}

/// The longest piece of a text that isn't to be broken: a number, a word, a file name, a day with its
/// year, month and day (`2026年10月25日`), after which the hour may stand in the next line.
fn longest_piece(text: &str) -> usize {
    let mut longest = 0;
    let mut piece = String::new();
    for c in text.chars() {
        let of_day = "年月日".contains(c) && piece.ends_with(|c: char| c.is_ascii_digit());
        if c.is_ascii_graphic() || of_day {
            piece.push(c);
        }
        if c == '日' || !(c.is_ascii_graphic() || of_day) {
            longest = longest.max(set_width(&piece));
            piece.clear();
        }
    }
    longest.max(set_width(&piece))
}

/// Half-width characters a text takes as it is set: where Chinese and Latin meet, Word and browsers
/// leave a quarter of a character free.
pub fn set_width(text: &str) -> usize {
    let latin = |c: char| c.is_ascii_alphanumeric();
    let wide = |c: char| !c.is_ascii() && c.is_alphanumeric();
    let pairs = text.chars().zip(text.chars().skip(1));
    let meetings = pairs.filter(|(a, b)| (latin(*a) && wide(*b)) || (wide(*a) && latin(*b)));
    width(text) + meetings.count() / 2
}

/// The columns that need no more than an even share of what is left; the others stay open.
fn short_ones(wanted: &[usize], room: usize) -> Vec<Option<usize>> {
    let mut shares: Vec<Option<usize>> = vec![None; wanted.len()];
    loop {
        let left = room.saturating_sub(shares.iter().flatten().sum());
        let even = left / shares.iter().filter(|s| s.is_none()).count().max(1);
        let before = shares.iter().flatten().count();
        for (share, wanted) in shares.iter_mut().zip(wanted) {
            if share.is_none() && *wanted <= even {
                *share = Some(*wanted);
            }
        }
        if shares.iter().flatten().count() == before {
            return shares;
        }
    }
}
