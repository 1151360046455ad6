//! A commented answer file: every place explained, every assignment commented out.

use super::texts::Texts;

/// One place to fill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// A short name.
    pub title: String,
    /// The explanation, line by line.
    pub lines: Vec<String>,
    /// The assignment as it will stand (`income = ""`), over several lines where it is a list.
    pub assignment: String,
}

/// The file for this command. As printed it assigns nothing: taking the `#` away and filling in is
/// one step, and a place left alone is one left open.
pub fn template(texts: &Texts, command: &str, places: &[Place]) -> String {
    let mut out = String::new();
    comment(
        &mut out,
        &texts.say("template.head", [("command", command)]),
    );
    for (i, place) in places.iter().enumerate() {
        out.push('\n');
        let number = (i + 1).to_string();
        let args = [("number", number.as_str()), ("title", &place.title)];
        comment(&mut out, &texts.say("template.title", args));
        for line in &place.lines {
            comment(&mut out, line);
        }
        for line in place.assignment.lines() {
            out.push('#');
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
    out
}

/// A sentence as comment lines; `#` and a blank, so that it can't be taken for an assignment.
fn comment(out: &mut String, text: &str) {
    for line in text.lines() {
        out.push_str("# ");
        out.push_str(line.trim_end());
        out.push('\n');
    }
}
