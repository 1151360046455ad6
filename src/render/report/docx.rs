//! A page as a Word file: A4, fonts set for East Asian text in every run, real tables.

use super::page::{Block, Page};
use crate::domain::letter::Table as Rows;
use crate::render::letter::{NotPacked, columns};
use chrono::NaiveDate;
use docx_rs::{
    AlignmentType, Docx, LineSpacing, LineSpacingType, PageMargin, Paragraph, Run, RunFonts, Table,
    TableCell, TableLayoutType, TableRow, WidthType,
};

const FONT: &str = "宋体";
const LATIN: &str = "Times New Roman";
/// Twips (twentieths of a point), as all lengths here.
const A4: (u32, u32) = (11_906, 16_838);
const POINT: usize = 20;

/// How a page is set.
struct Setting {
    /// Half-points.
    title: usize,
    heading: usize,
    body: usize,
    cell: usize,
    /// From each edge.
    margin: i32,
    /// After a paragraph.
    after: u32,
}

const FULL: Setting = Setting {
    title: 36,
    heading: 26,
    body: 22,
    cell: 20,
    margin: 1134,
    after: 80,
};
/// One sheet holds it.
const COMPACT: Setting = Setting {
    title: 26,
    heading: 20,
    body: 18,
    cell: 17,
    margin: 794,
    after: 20,
};

/// The page as the bytes of a `.docx` file, the same for the same page and day on every run. A drawing
/// is left out: its figures stand in the table beneath it.
///
/// # Errors
/// The file could not be packed.
pub fn docx(page: &Page, made_on: NaiveDate) -> Result<Vec<u8>, NotPacked> {
    let set = if page.compact { COMPACT } else { FULL };
    let made = format!("{made_on}T00:00:00Z");
    let margin = PageMargin {
        top: set.margin,
        bottom: set.margin,
        left: set.margin,
        right: set.margin,
        header: set.margin / 2,
        footer: set.margin / 2,
        gutter: 0,
    };
    let mut file = Docx::new()
        .page_size(A4.0, A4.1)
        .page_margin(margin)
        .default_fonts(fonts())
        .default_size(set.body)
        .created_at(&made)
        .updated_at(&made);
    let line = usize::try_from(A4.0).unwrap_or(0) - 2 * usize::try_from(set.margin).unwrap_or(0);
    let title = words(&page.title, set.title, true, &set).align(AlignmentType::Center);
    file = file.add_paragraph(title);
    for text in &page.lead {
        file = file.add_paragraph(words(text, set.body, false, &set));
    }
    for part in &page.parts {
        let heading = words(&part.heading, set.heading, true, &set).keep_next(true);
        file = file.add_paragraph(heading);
        for block in &part.blocks {
            file = match block {
                Block::Text(text) | Block::Line(text) => {
                    file.add_paragraph(words(text, set.body, false, &set))
                }
                Block::Items(items) => items.iter().fold(file, |file, item| {
                    file.add_paragraph(words(&format!("· {item}"), set.body, false, &set))
                }),
                Block::Table(_, rows) => file.add_table(table(rows, line, &set)),
                Block::Picture(_) => file,
            };
        }
    }
    for text in &page.foot {
        file = file.add_paragraph(words(text, set.cell, false, &set));
    }
    let mut out = std::io::Cursor::new(Vec::new());
    file.build().pack(&mut out).map_err(|e| NotPacked {
        reason: e.to_string(),
    })?;
    Ok(out.into_inner())
}

fn fonts() -> RunFonts {
    RunFonts::new()
        .ascii(LATIN)
        .hi_ansi(LATIN)
        .east_asia(FONT)
        .cs(LATIN)
        .hint("eastAsia")
}

fn run(text: &str, size: usize, bold: bool) -> Run {
    let run = Run::new().fonts(fonts()).size(size).add_text(text);
    if bold { run.bold() } else { run }
}

/// Half as much again as the letters are high.
fn leading(size: usize, set: &Setting) -> LineSpacing {
    let twips = size * POINT * if set.margin < FULL.margin { 13 } else { 15 } / 20;
    LineSpacing::new()
        .line_rule(LineSpacingType::AtLeast)
        .line(i32::try_from(twips).unwrap_or(i32::MAX))
}

fn words(text: &str, size: usize, bold: bool, set: &Setting) -> Paragraph {
    Paragraph::new()
        .line_spacing(leading(size, set).after(set.after))
        .add_run(run(text, size, bold))
}

fn table(rows: &Rows, line: usize, set: &Setting) -> Table {
    let widths = columns(rows, line, set.cell * POINT / 4).widths;
    let row = |cells: &[String], strong: bool| {
        let cells = cells
            .iter()
            .zip(&widths)
            .enumerate()
            .map(|(i, (text, wide))| {
                let cell = Paragraph::new()
                    .line_spacing(leading(set.cell, set))
                    .add_run(run(text, set.cell, strong));
                let cell = match rows.figures.contains(&i) {
                    true => cell.align(AlignmentType::Right),
                    false => cell,
                };
                TableCell::new()
                    .width(*wide, WidthType::Dxa)
                    .add_paragraph(cell)
            });
        TableRow::new(cells.collect()).cant_split()
    };
    let mut all = vec![row(&rows.head, true)];
    all.extend(rows.rows.iter().map(|r| row(&r.cells, r.strong)));
    Table::new(all)
        .layout(TableLayoutType::Fixed)
        .width(line, WidthType::Dxa)
        .set_grid(widths)
}
