//! How far apart the lines of a letter stand: as far as custom has it, a little closer where that
//! saves a whole page, so that a closing and a signature aren't left on a page of their own.

use super::columns::{columns, set_width};
use super::document::{Block, Document};
use super::fill::Line;
use crate::domain::letter::Table;

/// Points between the lines: 28 by custom, and no closer than 22.
const STEPS: [usize; 4] = [28, 26, 24, 22];
/// Points in a page between its margins, upright and on its side.
const PAGE: usize = 637;
const PAGE_ON_SIDE: usize = 442;
/// Half-width characters of the body in a line.
const LINE: usize = 72;
const LINE_ON_SIDE: usize = 114;
/// Half-width characters of a table in a line.
pub const TABLE_LINE: usize = 84;
pub const TABLE_LINE_ON_SIDE: usize = 132;
/// Half-width characters of a first line left free.
const INDENT: usize = 4;
/// Points of the title with what is free below it, of a line in a table, and of the room to sign.
const TITLE: usize = 48;
const ROW_LINE: usize = 18;
const ROOM_TO_SIGN: usize = 14;

/// The points between the lines of this letter: the most with which it takes no more pages than with
/// the least.
pub fn leading(document: &Document) -> usize {
    let (page, line, table_line) = if document.lies_on_its_side() {
        (PAGE_ON_SIDE, LINE_ON_SIDE, TABLE_LINE_ON_SIDE)
    } else {
        (PAGE, LINE, TABLE_LINE)
    };
    let lines = lines(document, line);
    let tables = document.body.iter().filter_map(|block| match block {
        Block::Table(table) => Some(height(table, table_line)),
        Block::Heading(_) | Block::Paragraph(_) => None,
    });
    let fixed = TITLE + ROOM_TO_SIGN + tables.sum::<usize>();
    let pages = |points: &usize| (fixed + lines * points).div_ceil(page);
    let fewest = STEPS.iter().map(pages).min();
    let widest = STEPS.iter().find(|step| Some(pages(step)) == fewest);
    widest.copied().unwrap_or(STEPS[0])
}

/// Lines of the body's size, the page kept aside not counted.
fn lines(document: &Document, line: usize) -> usize {
    let of = |text: &str| (set_width(text) + INDENT).div_ceil(line);
    let headings = document.body.iter().map(|block| match block {
        Block::Heading(heading) => of(heading),
        Block::Paragraph(_) | Block::Table(_) => 0,
    });
    let words = document.lines().map(|line: &Line| of(&line.text()));
    let civility = if document.civility_opening.is_empty() {
        0
    } else {
        2
    };
    let papers = usize::from(document.attachments.is_some());
    // The day is a line as well.
    headings.sum::<usize>() + words.sum::<usize>() + civility + papers + 1
}

/// Points a table takes.
fn height(table: &Table, line: usize) -> usize {
    let widths = columns(table, line, 1).widths;
    let row = |cells: &[String]| {
        let lines = cells.iter().zip(&widths);
        let lines = lines.map(|(text, wide)| cell_lines(text, *wide)).max();
        lines.unwrap_or(1).max(1) * ROW_LINE + 1
    };
    row(&table.head) + table.rows.iter().map(|r| row(&r.cells)).sum::<usize>()
}

/// Lines a cell of so many half-width characters takes, as near as its characters tell.
pub fn cell_lines(text: &str, wide: usize) -> usize {
    set_width(text).div_ceil(wide.saturating_sub(2).max(1))
}
