//! What a command shows: titles, paragraphs, items and tables, laid out for a width.

use super::bar::Bars;
use super::wrap::{width, wrap};
use crate::render::wrap::colon_after;
use comfy_table::{Cell, CellAlignment, ColumnConstraint, Table};

/// A table: plain columns, two spaces between, no lines drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grid {
    /// Column titles.
    pub head: Vec<String>,
    /// Rows, as wide as the head.
    pub rows: Vec<Vec<String>>,
    /// Columns of figures: to the right, never broken.
    pub figures: Vec<usize>,
    /// Columns of words that are wrapped where the table is too wide, each with the fewest columns it
    /// can be read in. The others give up what they can; the first takes the room that is left.
    pub wraps: Vec<(usize, usize)>,
}

/// A part of a screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading on its own line.
    Title(String),
    /// A paragraph.
    Text(String),
    /// A numbered or marked item with its continuation lines indented.
    Item(String, String),
    /// A table.
    Grid(Grid),
    /// Sums side by side.
    Bars(Bars),
    /// An empty line.
    Gap,
}

/// Parts in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Screen {
    /// The parts.
    pub blocks: Vec<Block>,
}

impl Screen {
    /// An empty screen.
    pub fn new() -> Screen {
        Screen::default()
    }

    /// A heading, set off by an empty line.
    pub fn title(&mut self, text: impl Into<String>) -> &mut Screen {
        if !self.blocks.is_empty() {
            self.blocks.push(Block::Gap);
        }
        self.blocks.push(Block::Title(text.into()));
        self
    }

    /// A paragraph.
    pub fn text(&mut self, text: impl Into<String>) -> &mut Screen {
        self.blocks.push(Block::Text(text.into()));
        self
    }

    /// A marked item (`1.`, `-`).
    pub fn item(&mut self, mark: impl Into<String>, text: impl Into<String>) -> &mut Screen {
        self.blocks.push(Block::Item(mark.into(), text.into()));
        self
    }

    /// A table; nothing if it has no rows.
    pub fn grid(&mut self, grid: Grid) -> &mut Screen {
        if !grid.rows.is_empty() {
            self.blocks.push(Block::Grid(grid));
        }
        self
    }

    /// Sums side by side, set off by an empty line.
    pub fn bars(&mut self, bars: Bars) -> &mut Screen {
        self.blocks.push(Block::Gap);
        self.blocks.push(Block::Bars(bars));
        self.gap()
    }

    /// An empty line.
    pub fn gap(&mut self) -> &mut Screen {
        self.blocks.push(Block::Gap);
        self
    }

    /// Is there nothing on it?
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// Adds another screen's parts.
    pub fn append(&mut self, other: Screen) -> &mut Screen {
        if !self.blocks.is_empty() && matches!(other.blocks.first(), Some(Block::Title(_))) {
            self.blocks.push(Block::Gap);
        }
        self.blocks.extend(other.blocks);
        self
    }

    /// Lays the parts out. In plain mode, and where a table doesn't fit, each row is written as
    /// lines of `title: value`, in the order a screen reader would want them.
    pub fn lay_out(&self, columns: usize, plain: bool) -> String {
        let mut out: Vec<String> = Vec::new();
        for block in &self.blocks {
            match block {
                Block::Title(text) if plain => out.extend(wrap(text, columns, 0)),
                Block::Title(text) => out.extend(wrap(&format!("【{text}】"), columns, 0)),
                Block::Text(text) => out.extend(wrap(text, columns, 0)),
                Block::Item(mark, text) => {
                    let lead = format!("{mark} ");
                    out.extend(wrap(&format!("{lead}{text}"), columns, width(&lead)));
                }
                Block::Grid(grid) => out.extend(grid.lay_out(columns, plain)),
                Block::Bars(bars) => out.extend(bars.lay_out(columns, plain)),
                Block::Gap => out.push(String::new()),
            }
        }
        let mut text = out.join("\n");
        text.push('\n');
        text
    }
}

impl Grid {
    fn lay_out(&self, columns: usize, plain: bool) -> Vec<String> {
        let Some(widths) = self.widths(columns).filter(|_| !plain) else {
            return self.as_lines(columns);
        };
        let mut table = Table::new();
        table.load_style(comfy_table::presets::NOTHING);
        table.set_header(self.head.iter().enumerate().map(|(i, t)| self.cell(i, t)));
        for row in &self.rows {
            // Wrapped by our own rules: the table knows nothing of what may begin a Chinese line.
            table.add_row(
                row.iter()
                    .zip(&widths)
                    .enumerate()
                    .map(|(i, (text, room))| {
                        if width(text) > *room {
                            self.cell(i, &wrap(text, *room, 0).join("\n"))
                        } else {
                            self.cell(i, text)
                        }
                    }),
            );
        }
        for (i, column) in table.column_iter_mut().enumerate() {
            column.set_constraint(ColumnConstraint::ContentWidth);
            column.set_padding((0, if i + 1 == self.head.len() { 0 } else { 2 }));
        }
        table.lines().map(|l| l.trim_end().to_owned()).collect()
    }

    fn cell(&self, column: usize, text: &str) -> Cell {
        let cell = Cell::new(text);
        if self.figures.contains(&column) {
            cell.set_alignment(CellAlignment::Right)
        } else {
            cell
        }
    }

    /// The widths of the columns within so many; `None` where no table fits.
    fn widths(&self, columns: usize) -> Option<Vec<usize>> {
        let mut widths = self.natural_widths();
        let gaps = 2 * widths.len().saturating_sub(1);
        if widths.iter().sum::<usize>() + gaps <= columns {
            return Some(widths);
        }
        let ((first, least), others) = self.wraps.split_first()?;
        for (column, fewest) in others {
            if let Some(width) = widths.get_mut(*column) {
                *width = (*width).min(*fewest);
            }
        }
        let taken: usize = widths.iter().sum::<usize>() - widths.get(*first)? + gaps;
        let room = columns.checked_sub(taken).filter(|room| room >= least)?;
        let wide = widths.get_mut(*first)?;
        *wide = (*wide).min(room);
        Some(widths)
    }

    fn natural_widths(&self) -> Vec<usize> {
        let mut widths: Vec<usize> = self.head.iter().map(|t| width(t)).collect();
        for row in &self.rows {
            for (w, cell) in widths.iter_mut().zip(row) {
                *w = (*w).max(width(cell));
            }
        }
        widths
    }

    fn as_lines(&self, columns: usize) -> Vec<String> {
        let mut out = Vec::new();
        for row in &self.rows {
            // A list of figures names its unit where the second title stands: one line each.
            if let ([name, unit], [item, figure]) = (self.head.as_slice(), row.as_slice())
                && name.is_empty()
            {
                out.extend(wrap(
                    &format!("- {item}{}{figure} {unit}", colon_after(item)),
                    columns,
                    4,
                ));
                continue;
            }
            for (i, (title, cell)) in self.head.iter().zip(row).enumerate() {
                if cell.is_empty() {
                    continue;
                }
                let lead = if i == 0 { "- " } else { "  " };
                let line = if title.is_empty() {
                    format!("{lead}{cell}")
                } else {
                    format!("{lead}{title}{}{cell}", colon_after(title))
                };
                out.extend(wrap(&line, columns, 4));
            }
        }
        out
    }
}
