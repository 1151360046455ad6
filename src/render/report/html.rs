//! A page for a browser that stands alone: no script, nothing fetched, read by keyboard, by ear, on a
//! telephone and on paper.

use super::page::{Block, Page, Part, Picture};
use crate::domain::letter::Table;

const STYLE: &str = "\
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: #111; font: 1rem/1.7 \"Noto Serif CJK SC\", SimSun, 宋体, \"Songti SC\", serif; overflow-wrap: anywhere; }
.skip { position: absolute; left: -99rem; background: #fff; color: #003a8c; padding: .5rem 1rem; }
.skip:focus { left: 0; top: 0; outline: 3px solid #003a8c; z-index: 1; }
header, main, footer { max-width: 60rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 1.5rem; }
h1 { font-size: 1.6rem; line-height: 1.4; margin: 0 0 .75rem; }
h2 { font-size: 1.15rem; margin: 1.75rem 0 .5rem; border-bottom: 1px solid #999; break-after: avoid; }
p { margin: .5rem 0; }
ul { margin: .5rem 0; padding-left: 1.5rem; }
table { width: 100%; border-collapse: collapse; margin: .5rem 0 1rem; font-size: .95rem; line-height: 1.5; }
caption { text-align: left; font-weight: bold; padding: .25rem 0; break-after: avoid; }
th, td { border: 1px solid #777; padding: .3rem .5rem; text-align: left; vertical-align: top; }
table:not(.slim) :is(th, td) { min-width: 4.2em; } table:not(.slim) :is(th, td):is(:first-child, :last-child) { min-width: 2em; }
caption.unseen { position: absolute; left: -99rem; }
thead th { background: #eee; }
tbody th { font-weight: normal; }
.figures { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
tr.strong td, tr.strong th { font-weight: bold; }
code { display: block; padding: .5rem .75rem; background: #f2f2f2; font: .95rem/1.5 Consolas, \"Noto Sans Mono CJK SC\", monospace; }
figure { margin: .5rem 0; overflow-x: auto; }
figcaption { font-size: .9rem; }
svg { width: 100%; min-width: 34rem; max-width: 46rem; height: auto; font-size: 11px; fill: #111; }
svg text.axis, svg .n, svg .u { text-anchor: middle; }
svg .quiet { fill: #e8e8e8; }
svg .hit { fill: #c9d8ee; stroke: #777; }
footer { margin-top: 2rem; padding-bottom: 2rem; font-size: .9rem; color: #333; }
@media screen and (max-width: 44rem) {
  table.slim thead th { white-space: normal; } table.slim tbody th { white-space: nowrap; }
  table:not(.slim) thead { position: absolute; left: -99rem; }
  table:not(.slim), table:not(.slim) :is(tbody, tr, th, td, caption) { display: block; width: 100%; }
  table:not(.slim) tr { border: 1px solid #777; margin-bottom: .75rem; padding: .25rem .5rem; }
  table:not(.slim) :is(th, td) { border: 0; padding: .1rem 0; min-width: 0; }
  table:not(.slim) :is(td, tbody th)::before { content: attr(data-name) \"：\"; color: #444; }
  table:not(.slim) .figures { text-align: left; }
}
@page { size: A4; margin: 2cm 1.8cm; @bottom-center { content: counter(page); font: 9pt serif; } }
@media print {
  body { font-size: 10.5pt; } .skip { display: none; }
  header, main, footer { max-width: none; padding: 0; } tr, svg { break-inside: avoid; }
  thead { display: table-header-group; }
}
";

/// The same on one sheet.
const COMPACT: &str = "\
@page { size: A4; margin: 1.2cm 1.5cm; @bottom-center { content: none; } }
@media print {
  body { font-size: 9pt; line-height: 1.4; } h1 { font-size: 13pt; margin: 0 0 3pt; } h2 { font-size: 10.5pt; margin: 6pt 0 2pt; }
  p, ul { margin: 2pt 0; } table { margin: 2pt 0 4pt; font-size: 8.5pt; line-height: 1.3; } th, td { padding: 1pt 3pt; } caption { display: none; }
  footer { margin-top: 4pt; padding: 0; font-size: 8pt; }
}
";

/// Colours of drawings, and all of them again for a dark screen. Paper stays white.
const NIGHT: &str = "\
:root { color-scheme: light dark; }
svg { min-width: 0; max-width: 32rem; }
svg .small { font-size: 11px; }
svg .count { font-size: 10px; font-weight: bold; }
svg .claimed { fill: #8a5a00; } svg .recomputed { fill: #33557f; }
svg .axis, svg .grid { fill: none; stroke: #777; } svg .grid { stroke: #ccc; }
svg .curve { fill: none; stroke-width: 2.5; } svg .curve.frozen { stroke: #33557f; }
svg .curve.running { stroke: #8a5a00; stroke-dasharray: 6 4; }
svg .ahead { fill: #33557f; } svg .past { fill: #fff; stroke: #8a5a00; stroke-width: 2; }
svg rect.quiet { fill: #e4e4e4; } svg rect.hit { fill: #b9cdea; stroke: #33557f; stroke-width: .5; }
@media screen and (prefers-color-scheme: dark) {
  body { background: #161616; color: #ececec; } h2 { border-color: #888; } thead th { background: #2e2e2e; }
  th, td, tr { border-color: #888; } footer { color: #d0d0d0; } table:not(.slim) :is(td, tbody th)::before { color: #c8c8c8; }
  .skip { background: #161616; color: #9cc4ff; } .skip:focus { outline-color: #9cc4ff; }
  svg { fill: #ececec; } svg .claimed { fill: #e0a94a; } svg .recomputed, svg .ahead { fill: #8db4ea; }
  svg .axis { stroke: #aaa; } svg .grid { stroke: #444; } svg .curve.frozen { stroke: #8db4ea; } svg .curve.running { stroke: #e0a94a; }
  svg .past { fill: #161616; stroke: #e0a94a; } svg rect.quiet { fill: #333; } svg rect.hit { fill: #2f4a70; stroke: #8db4ea; }
}
";

/// The page as one HTML file, light wherever it is read.
pub fn html(page: &Page) -> String {
    written(page, "")
}

/// The page as one HTML file that follows a screen's light or dark, with colours for drawings.
pub fn html_by_day_and_night(page: &Page) -> String {
    written(page, NIGHT)
}

fn written(page: &Page, colours: &str) -> String {
    let title = escaped(&page.title);
    let compact = if page.compact { COMPACT } else { "" };
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>\n{STYLE}{compact}{colours}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#main\">{}</a>\n<header>\n<h1>{title}</h1>\n",
        escaped(&page.skip)
    );
    for line in &page.lead {
        out.push_str(&format!("<p>{}</p>\n", escaped(line)));
    }
    out.push_str("</header>\n<main id=\"main\" tabindex=\"-1\">\n");
    for (number, part) in page.parts.iter().enumerate() {
        section(&mut out, number, part);
    }
    out.push_str("</main>\n");
    if !page.foot.is_empty() {
        out.push_str("<footer>\n");
        for line in &page.foot {
            out.push_str(&format!("<p>{}</p>\n", escaped(line)));
        }
        out.push_str("</footer>\n");
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn section(out: &mut String, number: usize, part: &Part) {
    let heading = escaped(&part.heading);
    out.push_str(&format!(
        "<section aria-labelledby=\"h{number}\">\n<h2 id=\"h{number}\">{heading}</h2>\n"
    ));
    for (i, block) in part.blocks.iter().enumerate() {
        match block {
            Block::Text(text) => out.push_str(&format!("<p>{}</p>\n", escaped(text))),
            Block::Line(text) => out.push_str(&format!("<code>{}</code>\n", escaped(text))),
            Block::Items(items) => {
                let item = |text: &String| format!("<li>{}</li>\n", escaped(text));
                let items: String = items.iter().map(item).collect();
                out.push_str(&format!("<ul>\n{items}</ul>\n"));
            }
            Block::Table(caption, table) => {
                let unseen = *caption == part.heading;
                out.push_str(&rows(caption, unseen, table));
            }
            Block::Picture(picture) => out.push_str(&drawn(picture, &format!("{number}-{i}"))),
        }
    }
    out.push_str("</section>\n");
}

/// A caption that says what the heading says is there for the ear alone. The roles are written out: where a narrow screen sets the rows one below the other, they are still
/// read as a table.
fn rows(caption: &str, unseen: bool, table: &Table) -> String {
    let class = |column: usize| match table.figures.contains(&column) {
        true => " class=\"figures\"",
        false => "",
    };
    let head: String = table
        .head
        .iter()
        .enumerate()
        .map(|(i, cell)| {
            let cell = escaped(cell);
            format!(
                "<th scope=\"col\" role=\"columnheader\"{}>{cell}</th>",
                class(i)
            )
        })
        .collect();
    let row = |cells: &[String]| -> String {
        let cells = cells.iter().zip(&table.head).enumerate();
        cells
            .map(|(i, (cell, name))| {
                let (cell, name) = (escaped(cell), escaped(name));
                let class = class(i);
                match i {
                    0 => format!("<th scope=\"row\" role=\"rowheader\" data-name=\"{name}\"{class}>{cell}</th>"),
                    _ => format!("<td role=\"cell\" data-name=\"{name}\"{class}>{cell}</td>"),
                }
            })
            .collect()
    };
    let body: String = table
        .rows
        .iter()
        .map(|r| {
            let strong = if r.strong { " class=\"strong\"" } else { "" };
            format!("<tr role=\"row\"{strong}>{}</tr>\n", row(&r.cells))
        })
        .collect();
    // Few enough columns for a telephone stay side by side there.
    let slim = match table.head.len() {
        0..=3 => " class=\"slim\"",
        _ => "",
    };
    format!(
        "<table role=\"table\"{slim}>\n<caption{}>{}</caption>\n<thead role=\"rowgroup\"><tr role=\"row\">{head}</tr></thead>\n\
         <tbody role=\"rowgroup\">\n{body}</tbody>\n</table>\n",
        if unseen { " class=\"unseen\"" } else { "" },
        escaped(caption)
    )
}

fn drawn(picture: &Picture, id: &str) -> String {
    let (wide, high) = picture.size;
    format!(
        "<figure tabindex=\"0\">\n<svg viewBox=\"0 0 {wide} {high}\" role=\"img\" aria-labelledby=\"t{id}\" aria-describedby=\"d{id}\">\n\
         <title id=\"t{id}\">{}</title>\n{}</svg>\n<figcaption id=\"d{id}\">{}</figcaption>\n</figure>\n",
        escaped(&picture.title),
        picture.marks,
        escaped(&picture.told)
    )
}

/// Text that is nothing but text in HTML and SVG.
pub(in crate::render) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
