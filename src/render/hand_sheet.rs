//! A page for somebody's hand: A4, large calm type, few lines; the same as text.

use super::escaping::escaped;
use super::wrap::wrap;

const STYLE: &str = "\
@page { size: A4; margin: 1.8cm; }
body { max-width: 40em; margin: 1.5em auto; padding: 0 1em; color: #111; background: #fff; font: 1.15rem/1.6 \"Noto Sans CJK SC\", \"Source Han Sans SC\", \"Microsoft YaHei\", \"PingFang SC\", sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6em; margin: 0 0 .4em; }
h2 { font-size: 1.2em; margin: 1em 0 .3em; border-bottom: 2px solid #333; break-after: avoid; }
p { margin: .3em 0; }
ul { margin: .3em 0; padding-left: 1.3em; }
li { margin: .2em 0; break-inside: avoid; }
footer { margin-top: 1em; font-size: .8em; border-top: 1px solid #777; padding-top: .4em; }
@media print { body { max-width: none; margin: 0; padding: 0; font-size: 13.5pt; line-height: 1.5; } }
";

/// The same for somebody who files it: smaller, to stay on one sheet.
const FILED: &str = "\
@page { margin: 1.4cm; }
@media print { body { font-size: 10.5pt; line-height: 1.4; } h2 { margin: .6em 0 .2em; } }
";

/// The same for a hand with more to say than large type has room for.
const CROWDED: &str = "\
@page { margin: 1.4cm; }
@media print { body { font-size: 12pt; line-height: 1.4; } h2 { margin: .6em 0 .2em; } li { margin: .1em 0; } }
";

/// Columns of a printed line in large type, and how many lines a page of it holds.
const LARGE: (usize, usize) = (72, 32);

/// The same in the smaller type of a crowded page.
const SMALL: (usize, usize) = (82, 42);

/// What stands on the page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HandSheet {
    /// Its title.
    pub title: String,
    /// Said first.
    pub lead: Vec<String>,
    /// Headings, each with its lines.
    pub parts: Vec<(String, Vec<String>)>,
    /// In smaller type below.
    pub foot: Vec<String>,
    /// Set in smaller type: for a file and not for a kitchen table.
    pub filed: bool,
}

impl HandSheet {
    /// Adds a part, unless it has no lines.
    pub fn part(&mut self, heading: String, lines: Vec<String>) {
        if !lines.is_empty() {
            self.parts.push((heading, lines));
        }
    }

    /// Does it stay one sheet when it is printed, in the smaller type if need be?
    pub fn fits_a_page(&self) -> bool {
        self.fits(SMALL)
    }

    fn fits(&self, (columns, lines): (usize, usize)) -> bool {
        self.text(columns).lines().count() <= lines
    }

    /// The page as text.
    pub fn text(&self, columns: usize) -> String {
        let mut lines = wrap(&self.title, columns, 0);
        for line in &self.lead {
            lines.extend(wrap(line, columns, 0));
        }
        for (heading, items) in &self.parts {
            lines.push(String::new());
            lines.extend(wrap(heading, columns, 0));
            for item in items {
                lines.extend(wrap(&format!("- {item}"), columns, 2));
            }
        }
        lines.push(String::new());
        for line in &self.foot {
            lines.extend(wrap(line, columns, 0));
        }
        lines.join("\n") + "\n"
    }

    /// The page as one HTML file that stands alone: no script, nothing fetched.
    pub fn html(&self) -> String {
        let title = escaped(&self.title);
        let set = match (self.filed, self.fits(LARGE)) {
            (true, _) => FILED,
            (false, true) => "",
            (false, false) => CROWDED,
        };
        let mut out = format!(
            "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <title>{title}</title>\n<style>\n{STYLE}{set}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
        );
        for line in &self.lead {
            out.push_str(&format!("<p>{}</p>\n", escaped(line)));
        }
        for (heading, items) in &self.parts {
            out.push_str(&format!("<h2>{}</h2>\n<ul>\n", escaped(heading)));
            for item in items {
                out.push_str(&format!("<li>{}</li>\n", escaped(item)));
            }
            out.push_str("</ul>\n");
        }
        out.push_str("</main>\n<footer>\n");
        for line in &self.foot {
            out.push_str(&format!("<p>{}</p>\n", escaped(line)));
        }
        out.push_str("</footer>\n</body>\n</html>\n");
        out
    }
}
