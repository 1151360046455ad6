//! Pages for somebody else: one structure, written for a browser, for Word, for a terminal, and its
//! tables for a spreadsheet.

mod csv;
mod docx;
mod html;
mod page;

pub use csv::csv;
pub use docx::docx;
pub(super) use html::escaped;
pub use html::{html, html_by_day_and_night};
pub use page::{Block, Page, Part, Picture, table};
