//! The sheet that says how a sealed case is opened without this program: on the screen and as a
//! page to print.

use super::escaping::escaped;
use super::wrap::wrap;

/// How far a command stands in.
const INDENT: &str = "    ";

const STYLE: &str = "\
body { max-width: 42em; margin: 2em auto; padding: 0 1em; color: #000; line-height: 1.7; font-family: \"Noto Sans CJK SC\", \"Source Han Sans SC\", \"Microsoft YaHei\", \"PingFang SC\", sans-serif; }
h1 { font-size: 1.4em; border-bottom: 0.1em solid #000; }
pre { padding: 0.6em 0.8em; border: 1px solid #777; white-space: pre-wrap; overflow-wrap: anywhere; }
@media print { body { margin: 0; } li { break-inside: avoid; } }
";

/// A part of the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Its heading.
    Title(String),
    /// A paragraph.
    Words(String),
    /// A numbered step.
    Step(String),
    /// What is typed, as it stands.
    Command(String),
}

impl Part {
    /// Its words.
    pub fn words(&self) -> &str {
        match self {
            Part::Title(words) | Part::Words(words) | Part::Step(words) | Part::Command(words) => {
                words
            }
        }
    }
}

/// The sheet as text. Commands are never wrapped: they are copied as they stand.
pub fn plain(parts: &[Part], columns: usize) -> String {
    let mut lines = Vec::new();
    let mut number = 0;
    for part in parts {
        match part {
            Part::Title(words) => lines.extend(wrap(words, columns, 0)),
            Part::Words(words) => {
                lines.push(String::new());
                lines.extend(wrap(words, columns, 0));
            }
            Part::Step(words) => {
                number += 1;
                lines.push(String::new());
                lines.extend(wrap(&format!("{number}. {words}"), columns, 3));
            }
            Part::Command(command) => {
                lines.extend(command.lines().map(|line| format!("{INDENT}{line}")));
            }
        }
    }
    lines.join("\n") + "\n"
}

/// The sheet as one HTML file that stands alone: no script, nothing fetched. `lang` is the language of
/// its words.
pub fn page(parts: &[Part], lang: &str) -> String {
    let title = parts.iter().find_map(|part| match part {
        Part::Title(words) => Some(words.as_str()),
        _ => None,
    });
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
        escaped(title.unwrap_or_default())
    );
    let mut number = 0;
    for part in parts {
        let words = escaped(part.words());
        out.push_str(&match part {
            Part::Title(_) => format!("<h1>{words}</h1>\n"),
            Part::Words(_) => format!("<p>{words}</p>\n"),
            Part::Step(_) => {
                number += 1;
                format!("<p><b>{number}.</b> {words}</p>\n")
            }
            Part::Command(_) => format!("<pre>{words}</pre>\n"),
        });
    }
    out.push_str("</body>\n</html>\n");
    out
}
