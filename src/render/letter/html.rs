//! The letter as one page to print: no script, nothing fetched, gaps marked.

use super::columns::columns;
use super::document::{Block, Document};
use super::fill::{Line, Span};
use super::leading::{TABLE_LINE, TABLE_LINE_ON_SIDE, leading};
use crate::domain::letter::Table;
use crate::render::dates::long_date;

/// The page of the Word file (A4, the same margins, fonts and lines), on a screen as on paper.
const STYLE: &str = "\
@page { size: A4; margin: 3.7cm 2.6cm 3.5cm 2.8cm; @bottom-center { content: counter(page); font: 10.5pt SimSun, 宋体, serif; } }
html { background: #e8e8e8; }
body { box-sizing: border-box; width: 21cm; margin: 1cm auto; padding: 3.7cm 2.6cm 3.5cm 2.8cm; background: #fff; color: #000;
  font: 12pt/28pt FangSong, 仿宋, STFangsong, \"Noto Serif CJK SC\", serif; overflow-wrap: anywhere; }
h1 { margin: 0 0 14pt; font: bold 22pt/36pt SimSun, 宋体, \"Songti SC\", \"Noto Serif CJK SC\", serif; text-align: center; }
h2 { margin: 0; font-size: 12pt; text-indent: 2em; break-after: avoid; }
p { margin: 0; text-indent: 2em; text-align: justify; }
p.margin { text-indent: 0; }
p.above { break-after: avoid; }
p.right { text-indent: 0; text-align: right; padding-right: 4em; }
p.ending { text-indent: 0; margin-bottom: 14pt; }
table { width: 100%; margin: 6pt 0; border-collapse: collapse; font-size: 10.5pt; line-height: 18pt; }
table.wide { table-layout: fixed; }
table.wide th, table.wide td { padding: 1pt 3pt; vertical-align: top; }
tr { break-inside: avoid; }
th, td { border: 0.5pt solid #000; padding: 1pt 6pt; text-align: left; font-weight: normal; }
thead th, tr.strong td { font-weight: bold; }
.figures { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
mark { background: #ffec8b; color: inherit; font-weight: bold; }
.signed { break-inside: avoid; }
.scrolls:focus-visible { outline: 3px solid #003a8c; outline-offset: 2px; }
@media screen and (max-width: 22cm) { html { background: #fff; } body { width: auto; margin: 0; padding: 1.2cm 5%; } .scrolls { overflow-x: auto; } table.wide { width: 19cm; } p.right { padding-right: 0; } }
@media print { html { background: none; } body { width: auto; margin: 0; padding: 0; } mark { background: none; text-decoration: underline; } }
";

/// The same page lying on its side, for a list of many columns.
const ON_SIDE: &str = "\
@page { size: A4 landscape; margin: 2.8cm 2.6cm 2.6cm 2.6cm; }
@media screen and (min-width: 22.01cm) { body { width: 29.7cm; padding: 2.8cm 2.6cm 2.6cm 2.6cm; } }
";
/// Columns are set in thousandths of the line.
const WHOLE: usize = 1000;

/// The letter as one HTML file that stands alone.
pub fn html_page(document: &Document) -> String {
    let mut out = String::from("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n");
    out.push_str(
        "<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n",
    );
    // Whatever a reader's browser would fetch by itself, it may not from here.
    out.push_str(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
    );
    let title = escaped(&document.title);
    let on_side = document.lies_on_its_side();
    let also = if on_side { ON_SIDE } else { "" };
    let line = if on_side {
        TABLE_LINE_ON_SIDE
    } else {
        TABLE_LINE
    };
    out.push_str(&format!(
        "<title>{title}</title>\n<style>\n{STYLE}{also}</style>\n</head>\n<body style=\"line-height: {}pt\">\n<h1>{title}</h1>\n",
        leading(document)
    ));
    for line in &document.addressee {
        out.push_str(&paragraph("margin", &spans(line)));
    }
    let closes_from = document.closes_from();
    // What is signed for stands on the page of the signature.
    let signed = "<div class=\"signed\">\n";
    for (i, block) in document.body.iter().enumerate() {
        if i == closes_from {
            out.push_str(signed);
        }
        let before_table = matches!(document.body.get(i + 1), Some(Block::Table(_)));
        match block {
            Block::Heading(heading) => out.push_str(&format!("<h2>{}</h2>\n", escaped(heading))),
            Block::Paragraph(line) => {
                let inner = spans(line);
                out.push_str(&match before_table {
                    true => format!("<p class=\"above\" id=\"t{}\">{inner}</p>\n", i + 1),
                    false => paragraph("", &inner),
                });
            }
            Block::Table(rows) => out.push_str(&table(rows, line, i)),
        }
    }
    if closes_from == document.body.len() {
        out.push_str(signed);
    }
    if let Some(papers) = &document.attachments {
        out.push_str(&paragraph("", &escaped(&papers.title)));
        for line in &papers.items {
            out.push_str(&paragraph("", &spans(line)));
        }
    }
    for line in &document.closing {
        out.push_str(&paragraph("", &spans(line)));
    }
    if !document.civility_opening.is_empty() {
        out.push_str(&paragraph("", &escaped(&document.civility_opening)));
        out.push_str(&paragraph("ending", &escaped(&document.civility_ending)));
    }
    for line in &document.signature {
        out.push_str(&paragraph("right", &spans(line)));
    }
    out.push_str(&paragraph("right", &long_date(document.day)));
    for line in &document.contact {
        out.push_str(&paragraph("", &spans(line)));
    }
    out.push_str("</div>\n");
    if let Some(page) = &document.page {
        let heading = escaped(&page.title);
        out.push_str(&format!(
            "<h2 style=\"break-before: page\">{heading}</h2>\n"
        ));
        for line in &page.items {
            out.push_str(&paragraph("", &spans(line)));
        }
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn paragraph(class: &str, inner: &str) -> String {
    match class {
        "" => format!("<p>{inner}</p>\n"),
        class => format!("<p class=\"{class}\">{inner}</p>\n"),
    }
}

fn spans(line: &Line) -> String {
    line.spans
        .iter()
        .map(|span| match span {
            Span::Plain(text) => escaped(text),
            Span::Gap(text) => format!("<mark>{}</mark>", escaped(text)),
        })
        .collect()
}

/// The widths of the columns where a cell goes over several lines; else the browser fits them.
fn widths(table: &Table, line: usize) -> String {
    let half = WHOLE / line.max(1);
    let columns = columns(table, line * half, half);
    if columns.fits {
        return String::new();
    }
    let all: usize = columns.widths.iter().sum();
    let cols: String = columns
        .widths
        .iter()
        .map(|width| {
            let share = width * WHOLE / all.max(1);
            format!("<col style=\"width: {}.{}%\">", share / 10, share % 10)
        })
        .collect();
    format!("<colgroup>{cols}</colgroup>\n")
}

/// A table, the block of this number. A wide one scrolls on a narrow screen within a frame that the
/// keyboard reaches, named by the sentence above it.
fn table(table: &Table, line: usize, number: usize) -> String {
    let row = |cells: &[String], tag: &str, class: &str| {
        let cells: String = cells
            .iter()
            .enumerate()
            .map(|(column, cell)| {
                let class = if table.figures.contains(&column) {
                    " class=\"figures\""
                } else {
                    ""
                };
                format!("<{tag}{class}>{}</{tag}>", escaped(cell))
            })
            .collect();
        format!("<tr{class}>{cells}</tr>\n")
    };
    let body: String = table
        .rows
        .iter()
        .map(|r| {
            row(
                &r.cells,
                "td",
                if r.strong { " class=\"strong\"" } else { "" },
            )
        })
        .collect();
    let widths = widths(table, line);
    let head = row(&table.head, "th", "");
    let rows = format!("<thead>\n{head}</thead>\n<tbody>\n{body}</tbody>\n</table>\n");
    if widths.is_empty() {
        return format!("<table>\n{rows}");
    }
    format!(
        "<div class=\"scrolls\" tabindex=\"0\" role=\"region\" aria-labelledby=\"t{number}\">\n\
         <table class=\"wide\">\n{widths}{rows}</div>\n"
    )
}

fn escaped(text: &str) -> String {
    text.chars()
        .fold(String::with_capacity(text.len()), |mut out, c| {
            match c {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '"' => out.push_str("&quot;"),
                '\'' => out.push_str("&#39;"),
                c => out.push(c),
            }
            out
        })
}
