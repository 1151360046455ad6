//! The letter as a Word file: A4, 仿宋 body and 宋体 title set for East Asian text in the styles and
//! in every run (Word and WPS show another font otherwise), real tables, the page number below.

use super::columns::columns;
use super::document::{Block, Document};
use super::fill::{Line, Span};
use super::leading::{cell_lines, leading};
use crate::domain::letter::Table as Rows;
use crate::render::dates::long_date;
use docx_rs::{
    AlignmentType, Docx, FieldCharType, Footer, InstrPAGE, InstrText, LineSpacing, LineSpacingType,
    PageMargin, PageOrientationType, Paragraph, Run, RunFonts, SpecialIndentType, Style, StyleType,
    Table, TableCell, TableLayoutType, TableRow, WidthType,
};

/// The file could not be put together, which for a file in memory is our own fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotPacked {
    /// What the packer said.
    pub reason: String,
}

const BODY_FONT: &str = "仿宋";
const TITLE_FONT: &str = "宋体";
const LATIN_FONT: &str = "Times New Roman";

/// Half-points: 小四.
const BODY_SIZE: usize = 24;
/// Half-points: 二号.
const TITLE_SIZE: usize = 44;
/// Half-points: 五号.
const TABLE_SIZE: usize = 21;

/// Twips (twentieths of a point), as all lengths below.
const A4: (u32, u32) = (11_906, 16_838);
/// 3.7, 3.5, 2.8 and 2.6 cm; the page number stands 1.75 cm from the edge.
const MARGINS: PageMargin = PageMargin {
    top: 2098,
    bottom: 1984,
    left: 1587,
    right: 1474,
    header: 851,
    footer: 992,
    gutter: 0,
};
/// A page lying on its side, for a list of many columns: 2.8 cm above, 2.6 cm elsewhere.
const MARGINS_ON_SIDE: PageMargin = PageMargin {
    top: 1587,
    bottom: 1474,
    left: 1474,
    right: 1474,
    header: 851,
    footer: 737,
    gutter: 0,
};
/// Twips in a point.
const POINT: usize = 20;
const TITLE_LINE: i32 = 720;
const TABLE_LINE: i32 = 360;
const GAP_BELOW_TITLE: u32 = 240;
const ROOM_TO_SIGN: u32 = 280;
/// Two characters of the body.
const INDENT: i32 = 480;
/// Four characters of the body.
const FREE_RIGHT: i32 = 960;
/// Between the margins, upright and on its side.
const TEXT_WIDTH: usize = 8845;
const TEXT_WIDTH_ON_SIDE: usize = 13_890;
/// Half the width of a character in a table.
const HALF_CHARACTER: usize = TABLE_SIZE * 5;

/// Lines of a row that stays on one page; a longer one goes on on the next, for no page to end half empty.
const KEPT_WHOLE: usize = 6;

const TITLE: &str = "LetterTitle";
const MARGIN: &str = "LetterMargin";
const BODY: &str = "LetterBody";
const HEADING: &str = "LetterHeading";
const SIGNATURE: &str = "LetterSignature";
const CELL: &str = "LetterCell";

/// The letter as the bytes of a `.docx` file, the same for the same letter on every run.
///
/// # Errors
/// The file could not be packed.
pub fn docx_bytes(document: &Document) -> Result<Vec<u8>, NotPacked> {
    let made = format!("{}T00:00:00Z", document.day);
    let page = if document.lies_on_its_side() {
        Docx::new()
            .page_size(A4.1, A4.0)
            .page_orient(PageOrientationType::Landscape)
            .page_margin(MARGINS_ON_SIDE)
    } else {
        Docx::new().page_size(A4.0, A4.1).page_margin(MARGINS)
    };
    let mut docx = styled(page, leading_twips(document))
        .created_at(&made)
        .updated_at(&made)
        .footer(Footer::new().add_paragraph(page_number()));
    for part in parts(document) {
        docx = match part {
            Part::Words(paragraph) => docx.add_paragraph(*paragraph),
            Part::Rows(table) => docx.add_table(*table),
        };
    }
    let mut file = std::io::Cursor::new(Vec::new());
    docx.build().pack(&mut file).map_err(|e| NotPacked {
        reason: e.to_string(),
    })?;
    Ok(file.into_inner())
}

enum Part {
    Words(Box<Paragraph>),
    Rows(Box<Table>),
}

fn parts(document: &Document) -> Vec<Part> {
    let words = |style: &str, line: &Line| Part::Words(Box::new(paragraph(style, line)));
    let plain = |style: &str, text: &str| words(style, &Line::plain(text));
    let mut out = vec![plain(TITLE, &document.title)];
    out.extend(document.addressee.iter().map(|line| words(MARGIN, line)));
    let kept =
        |style: &str, line: &Line| Part::Words(Box::new(paragraph(style, line).keep_next(true)));
    let line_width = if document.lies_on_its_side() {
        TEXT_WIDTH_ON_SIDE
    } else {
        TEXT_WIDTH
    };
    // A heading stays with what follows, and so do the words before a table; a table may begin on one
    // page and go on on the next, so that no page ends early for it.
    let closes_from = document.closes_from();
    for (i, block) in document.body.iter().enumerate() {
        let before_table = matches!(document.body.get(i + 1), Some(Block::Table(_)));
        out.push(match block {
            Block::Heading(heading) => kept(HEADING, &Line::plain(heading.as_str())),
            Block::Paragraph(line) if before_table || i >= closes_from => kept(BODY, line),
            Block::Paragraph(line) => words(BODY, line),
            Block::Table(rows) => Part::Rows(Box::new(table(rows, line_width))),
        });
    }
    if let Some(papers) = &document.attachments {
        out.push(kept(BODY, &Line::plain(papers.title.as_str())));
        out.extend(papers.items.iter().map(|line| kept(BODY, line)));
    }
    // What is signed for, civility, signature, date and how to reach who signed stay on one page.
    out.extend(document.closing.iter().map(|line| kept(BODY, line)));
    if !document.civility_opening.is_empty() {
        out.push(kept(BODY, &Line::plain(document.civility_opening.as_str())));
        let ending = paragraph(MARGIN, &Line::plain(document.civility_ending.as_str()));
        let ending = ending
            .keep_next(true)
            .line_spacing(lines(leading_twips(document)).after(ROOM_TO_SIGN));
        out.push(Part::Words(Box::new(ending)));
    }
    out.extend(document.signature.iter().map(|line| kept(SIGNATURE, line)));
    let day = Line::plain(long_date(document.day));
    out.push(if document.contact.is_empty() {
        words(SIGNATURE, &day)
    } else {
        kept(SIGNATURE, &day)
    });
    out.extend(document.contact.iter().map(|line| words(BODY, line)));
    if let Some(page) = &document.page {
        let heading = paragraph(HEADING, &Line::plain(page.title.as_str()));
        out.push(Part::Words(Box::new(heading.page_break_before(true))));
        out.extend(page.items.iter().map(|line| words(BODY, line)));
    }
    out
}

fn fonts(east_asian: &str) -> RunFonts {
    RunFonts::new()
        .ascii(LATIN_FONT)
        .hi_ansi(LATIN_FONT)
        .east_asia(east_asian)
        .cs(LATIN_FONT)
        // Signs both scripts have (quotation marks, dashes) are set as Chinese ones.
        .hint("eastAsia")
}

fn lines(exactly: i32) -> LineSpacing {
    LineSpacing::new()
        .line_rule(LineSpacingType::Exact)
        .line(exactly)
}

fn leading_twips(document: &Document) -> i32 {
    i32::try_from(leading(document) * POINT).unwrap_or(i32::MAX)
}

/// The styles, with `line` twips between the lines of the body.
fn styled(docx: Docx, line: i32) -> Docx {
    let style = |id: &str| {
        Style::new(id, StyleType::Paragraph)
            .name(id)
            .based_on("Normal")
            .fonts(fonts(BODY_FONT))
            .size(BODY_SIZE)
            .line_spacing(lines(line))
    };
    let first_line = Some(SpecialIndentType::FirstLine(INDENT));
    docx.default_fonts(fonts(BODY_FONT))
        .default_size(BODY_SIZE)
        .add_style(
            style(TITLE)
                .fonts(fonts(TITLE_FONT))
                .size(TITLE_SIZE)
                .bold()
                .align(AlignmentType::Center)
                .line_spacing(lines(TITLE_LINE).after(GAP_BELOW_TITLE)),
        )
        .add_style(style(MARGIN))
        .add_style(
            style(BODY)
                .align(AlignmentType::Both)
                .indent(None, first_line, None, None),
        )
        .add_style(style(HEADING).bold().indent(None, first_line, None, None))
        .add_style(style(SIGNATURE).align(AlignmentType::Right).indent(
            None,
            None,
            Some(FREE_RIGHT),
            None,
        ))
        .add_style(style(CELL).size(TABLE_SIZE).line_spacing(lines(TABLE_LINE)))
}

fn run(style: &str) -> Run {
    let run = Run::new();
    match style {
        TITLE => run.fonts(fonts(TITLE_FONT)).size(TITLE_SIZE).bold(),
        HEADING => run.fonts(fonts(BODY_FONT)).size(BODY_SIZE).bold(),
        CELL => run.fonts(fonts(BODY_FONT)).size(TABLE_SIZE),
        _ => run.fonts(fonts(BODY_FONT)).size(BODY_SIZE),
    }
}

fn paragraph(style: &str, line: &Line) -> Paragraph {
    let start = Paragraph::new().style(style);
    line.spans.iter().fold(start, |paragraph, span| {
        paragraph.add_run(match span {
            Span::Plain(text) => run(style).add_text(text),
            Span::Gap(text) => run(style).bold().highlight("yellow").add_text(text),
        })
    })
}

fn page_number() -> Paragraph {
    let field = run(CELL)
        .add_field_char(FieldCharType::Begin, false)
        .add_instr_text(InstrText::PAGE(InstrPAGE::new()))
        .add_field_char(FieldCharType::Separate, false)
        .add_text("1")
        .add_field_char(FieldCharType::End, false);
    Paragraph::new()
        .style(CELL)
        .align(AlignmentType::Center)
        .add_run(field)
}

fn table(rows: &Rows, line_width: usize) -> Table {
    let widths = columns(rows, line_width, HALF_CHARACTER).widths;
    let row = |cells: &[String], strong: bool| {
        let cells = cells.iter().zip(&widths);
        let height = cells
            .clone()
            .map(|(text, wide)| cell_lines(text, wide / HALF_CHARACTER))
            .max();
        let cells = cells.enumerate();
        let row = TableRow::new(
            cells
                .map(|(column, (text, wide))| {
                    let words = run(CELL).add_text(text);
                    let words = if strong { words.bold() } else { words };
                    let cell = Paragraph::new().style(CELL).add_run(words);
                    let cell = if rows.figures.contains(&column) {
                        cell.align(AlignmentType::Right)
                    } else {
                        cell
                    };
                    TableCell::new()
                        .width(*wide, WidthType::Dxa)
                        .add_paragraph(cell)
                })
                .collect(),
        );
        if height.unwrap_or(0) > KEPT_WHOLE {
            row
        } else {
            row.cant_split()
        }
    };
    let mut all = vec![row(&rows.head, true)];
    all.extend(rows.rows.iter().map(|r| row(&r.cells, r.strong)));
    Table::new(all)
        .layout(TableLayoutType::Fixed)
        .width(line_width, WidthType::Dxa)
        .set_grid(widths)
}
