//! A sheet to print.

use super::{Cell, Row, Sheet};
use crate::render::escaping::escaped;

const STYLE: &str = "@page{size:A4;margin:25mm}body{font:12pt/1.6 'FangSong','仿宋',serif;max-width:42em;margin:auto}\
h1{font-size:18pt;text-align:center}table{border-collapse:collapse;width:100%}th,td{border:1px solid #666;\
padding:.2em .5em;text-align:left;vertical-align:top}.sum{text-align:right;white-space:nowrap}.total td{font-weight:bold}";

/// The sheet as one page that fetches nothing.
pub fn html(sheet: &Sheet) -> String {
    let title = escaped(&sheet.title);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<p>{}</p>\n<table>\n",
        escaped(&sheet.as_of)
    );
    out.push_str("<tr>");
    for (i, head) in sheet.head.iter().enumerate() {
        out.push_str(&format!("<th{}>{}</th>", class(i == 1), escaped(head)));
    }
    out.push_str("</tr>\n");
    for row in &sheet.rows {
        out.push_str(&laid_out(row));
    }
    out.push_str("</table>\n");
    for note in &sheet.notes {
        out.push_str(&format!("<p>{}</p>\n", escaped(note)));
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn laid_out(row: &Row) -> String {
    let mut out = String::from(if row.strong {
        "<tr class=\"total\">"
    } else {
        "<tr>"
    });
    for (i, cell) in row.cells.iter().enumerate() {
        let words = match cell {
            Cell::Words(words) => escaped(words),
            Cell::Sum(sum) => sum.grouped(),
        };
        out.push_str(&format!("<td{}>{words}</td>", class(i == 1)));
    }
    out.push_str("</tr>\n");
    out
}

fn class(sum: bool) -> &'static str {
    if sum { " class=\"sum\"" } else { "" }
}
