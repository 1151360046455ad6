//! What stands on a page, before any form of file.

use crate::domain::letter::{Row, Table};
use crate::render::screen::{Grid, Screen};

/// A page: a title, what has to be known first, parts under headings, a foot.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Its title.
    pub title: String,
    /// Said before the first heading.
    pub lead: Vec<String>,
    /// Under their headings.
    pub parts: Vec<Part>,
    /// In small print below.
    pub foot: Vec<String>,
    /// Set small, to stay on one sheet.
    pub compact: bool,
    /// Words of a link that leads past the head of the page, and of one for a wide table.
    pub skip: String,
}

/// A part under a heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// The heading.
    pub heading: String,
    /// What stands under it.
    pub blocks: Vec<Block>,
}

/// A part of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Text(String),
    /// A list; with numbers where the order counts.
    Items(Vec<String>),
    /// A line to be copied as it stands.
    Line(String),
    /// A table, with what it is called.
    Table(String, Table),
    /// A drawing; its figures stand in a table beneath.
    Picture(Picture),
}

/// A drawing with the words for those who don't see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The inside of an `svg` element.
    pub marks: String,
    /// Width and height of its own units.
    pub size: (usize, usize),
    /// What it is.
    pub title: String,
    /// What is to be seen in it.
    pub told: String,
}

impl Part {
    /// A part with a heading and nothing under it yet.
    pub fn of(heading: impl Into<String>) -> Part {
        Part {
            heading: heading.into(),
            blocks: Vec::new(),
        }
    }

    /// Adds a paragraph.
    pub fn text(&mut self, text: impl Into<String>) -> &mut Part {
        self.blocks.push(Block::Text(text.into()));
        self
    }

    /// Adds a list, unless it is empty.
    pub fn items(&mut self, items: Vec<String>) -> &mut Part {
        if !items.is_empty() {
            self.blocks.push(Block::Items(items));
        }
        self
    }

    /// Adds a line to be copied.
    pub fn line(&mut self, line: impl Into<String>) -> &mut Part {
        self.blocks.push(Block::Line(line.into()));
        self
    }

    /// Adds a table, unless it has no rows.
    pub fn table(&mut self, caption: impl Into<String>, table: Table) -> &mut Part {
        if !table.rows.is_empty() {
            self.blocks.push(Block::Table(caption.into(), table));
        }
        self
    }
}

/// A table of these rows, the columns of figures set to the right.
pub fn table(head: Vec<String>, rows: Vec<Vec<String>>, figures: &[usize]) -> Table {
    let plain = |cells| Row {
        cells,
        strong: false,
    };
    Table {
        head,
        rows: rows.into_iter().map(plain).collect(),
        figures: figures.iter().copied().collect(),
    }
}

impl Page {
    /// The page for a terminal or a text file.
    pub fn screen(&self) -> Screen {
        let mut screen = Screen::new();
        screen.title(self.title.clone());
        for line in &self.lead {
            screen.text(line.clone());
        }
        for part in &self.parts {
            screen.title(part.heading.clone());
            for block in &part.blocks {
                match block {
                    Block::Text(text) | Block::Line(text) => {
                        screen.text(text.clone());
                    }
                    Block::Items(items) => {
                        for item in items {
                            screen.item("-", item.clone());
                        }
                    }
                    Block::Table(_, table) => {
                        screen.grid(grid(table));
                    }
                    Block::Picture(_) => {}
                }
            }
        }
        if !self.foot.is_empty() {
            screen.gap();
        }
        for line in &self.foot {
            screen.text(line.clone());
        }
        screen
    }

    /// The page as plain text, so many columns wide.
    pub fn text(&self, columns: usize) -> String {
        self.screen().lay_out(columns, false)
    }
}

fn grid(table: &Table) -> Grid {
    Grid {
        head: table.head.clone(),
        rows: table.rows.iter().map(|row| row.cells.clone()).collect(),
        figures: table.figures.iter().copied().collect(),
        wraps: Vec::new(),
    }
}
