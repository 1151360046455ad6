//! The count as one page that fetches nothing, for a screen light or dark and for paper.

use super::{Told, svg};
pub(super) use crate::render::escaping::escaped;
use crate::render::screen::Grid;

const STYLE: &str = ":root{--ink:#1a1a1a;--paper:#fff;--line:#777;--soft:#e8e8e8;--mark:#c9d8ee}\
@media(prefers-color-scheme:dark){:root{--ink:#e8e8e8;--paper:#161616;--line:#999;--soft:#2c2c2c;--mark:#33486a}}\
@media print{:root{--ink:#000;--paper:#fff;--line:#666;--soft:#eee;--mark:#d5d5d5}}\
@page{size:A4;margin:20mm}body{font:12pt/1.6 'FangSong','仿宋',serif;max-width:46em;margin:auto;padding:0 .8em;\
color:var(--ink);background:var(--paper)}h1{font-size:18pt;text-align:center}h2{font-size:13pt;margin:1.2em 0 .3em;break-after:avoid}\
.wide{overflow-x:auto}.wide:focus-visible{outline:3px solid var(--ink);outline-offset:2px}table{border-collapse:collapse;width:100%;font-size:10pt}th,td{border:1px solid var(--line);padding:.15em .4em;\
text-align:left}.sum{text-align:right;white-space:nowrap}tr{break-inside:avoid}blockquote{margin:.4em 0;padding:.2em .8em;\
border-left:3px solid var(--line)}code{font-size:10pt;overflow-wrap:anywhere}svg{width:100%;min-width:34em;height:auto}\
svg text{font:11px sans-serif;fill:var(--ink)}svg text.axis,svg .n,svg .u{text-anchor:middle}svg .quiet{fill:var(--soft)}\
svg .hit{fill:var(--mark);stroke:var(--line)}";

/// The whole page.
pub fn html(told: &Told<'_>, as_of: &str) -> String {
    let texts = told.texts;
    let title = escaped(&texts.t("conduct.heading"));
    let lang = texts.t("page.lang");
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
    );
    paragraph(&mut out, &texts.say("conduct.as-of", [("day", as_of)]));
    for line in told.summary() {
        paragraph(&mut out, &line);
    }
    for finding in told.findings() {
        heading(&mut out, &finding.title);
        paragraph(&mut out, &finding.says);
        list(&mut out, &finding.days);
        let words = [
            ("sources", texts.series(&finding.sources)),
            ("voice", finding.voice),
        ];
        paragraph(&mut out, &texts.say("conduct.rests-on", words));
        if let Some(caution) = finding.caution {
            paragraph(
                &mut out,
                &texts.say("conduct.caution", [("caution", caution)]),
            );
        }
        if let Some(sentence) = finding.sentence {
            let words = texts.say("conduct.sentence", [("sentence", sentence)]);
            out.push_str(&format!("<blockquote>{}</blockquote>\n", escaped(&words)));
        }
    }
    if !told.count.days.is_empty() {
        heading_of("hours", &mut out, &texts.t("conduct.heading-hours"));
        paragraph(&mut out, &texts.t("conduct.picture.caption"));
        out.push_str(&wide("hours"));
        out.push_str(&svg(told));
        out.push_str("</div>\n");
        for (key, grid) in [
            ("days", told.day_table()),
            ("lenders", told.lender_table()),
            ("numbers", told.number_table()),
        ] {
            heading_of(key, &mut out, &texts.t(&format!("conduct.heading-{key}")));
            table(key, &mut out, &grid);
        }
        paragraph(&mut out, &texts.t("conduct.cells"));
    }
    for (key, lines) in [("others", told.others()), ("left-out", told.left_out())] {
        if !lines.is_empty() {
            heading(&mut out, &texts.t(&format!("conduct.heading-{key}")));
            list(&mut out, &lines);
        }
        if key == "others" {
            paragraph(&mut out, &texts.t("conduct.not-judged"));
        }
    }
    let open = told.open();
    if !open.is_empty() {
        heading(&mut out, &texts.t("conduct.heading-open"));
        paragraph(&mut out, &texts.t("conduct.open-how"));
        out.push_str("<ul>\n");
        for one in open {
            out.push_str(&format!(
                "<li>{}<br><code>{}</code></li>\n",
                escaped(&one.question),
                escaped(&one.command)
            ));
        }
        out.push_str("</ul>\n");
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn heading(out: &mut String, text: &str) {
    out.push_str(&format!("<h2>{}</h2>\n", escaped(text)));
}

/// A heading that names the frame below it.
fn heading_of(id: &str, out: &mut String, text: &str) {
    out.push_str(&format!("<h2 id=\"{id}\">{}</h2>\n", escaped(text)));
}

/// The beginning of a frame that scrolls on a narrow screen: the keyboard reaches it, and the heading
/// of this name is its own.
fn wide(id: &str) -> String {
    format!("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-labelledby=\"{id}\">\n")
}

fn paragraph(out: &mut String, text: &str) {
    out.push_str(&format!("<p>{}</p>\n", escaped(text)));
}

fn list(out: &mut String, lines: &[String]) {
    out.push_str("<ul>\n");
    for line in lines {
        out.push_str(&format!("<li>{}</li>\n", escaped(line)));
    }
    out.push_str("</ul>\n");
}

fn table(id: &str, out: &mut String, grid: &Grid) {
    let class = |i: usize| match grid.figures.contains(&i) {
        true => " class=\"sum\"",
        false => "",
    };
    out.push_str(&wide(id));
    out.push_str("<table>\n<tr>");
    for (i, head) in grid.head.iter().enumerate() {
        out.push_str(&format!("<th{}>{}</th>", class(i), escaped(head)));
    }
    out.push_str("</tr>\n");
    for row in &grid.rows {
        out.push_str("<tr>");
        for (i, cell) in row.iter().enumerate() {
            out.push_str(&format!("<td{}>{}</td>", class(i), escaped(cell)));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</table>\n</div>\n");
}
