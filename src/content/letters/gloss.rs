//! The English gloss of a letter: beside each of its words, what they say.

use super::{Problems, RawLetter, checked, line_of, read};
use crate::content::library::{ContentError, Library};
use crate::domain::letter::Letter;

/// The letter of this id with its English gloss in the place of its words: the same clauses under the
/// same conditions, in the same order. `None` for a letter of somebody's own that has none.
///
/// # Errors
/// As for [`super::load_letter`]; some of its words have a gloss and others none, or a gloss is filled
/// otherwise than its word.
pub fn load_gloss(library: &Library, id: &str) -> Result<Option<Letter>, ContentError> {
    let (path, text, raw) = read(library, id)?;
    let mut problems = Problems::new();
    check(&path, &text, &raw, &mut problems);
    let letter = glossed(raw).map(|raw| checked(&path, &text, raw, &mut problems));
    if problems.is_empty() {
        Ok(letter)
    } else {
        Err(ContentError::Rejected(problems.into_sorted()))
    }
}

/// The members with the gloss in the place of the words; a gloss has no short versions.
fn glossed(mut raw: RawLetter) -> Option<RawLetter> {
    raw.title = raw.title_gloss.take()?;
    for title in &mut raw.titles {
        title.text = title.gloss.take()?;
    }
    raw.page = raw.page_gloss.take().unwrap_or_default();
    for section in &mut raw.section {
        section.heading = section.gloss.take()?;
    }
    for clause in &mut raw.clause {
        clause.text = clause.gloss.take().unwrap_or_default();
        clause.online = None;
        clause.sms = None;
        clause.script = None;
    }
    raw.short.clear();
    Some(raw)
}

/// Adds a problem for each word of a letter without its gloss, where others have one, and for each
/// gloss that is filled otherwise than its word.
fn check(path: &str, text: &str, raw: &RawLetter, problems: &mut Problems) {
    let top = line_of(text, raw.effects.span().start);
    let mut words = vec![("title_gloss", top, raw.title.as_str(), &raw.title_gloss)];
    words.push(("page_gloss", top, raw.page.as_str(), &raw.page_gloss));
    for title in &raw.titles {
        words.push((title.when.as_str(), top, title.text.as_str(), &title.gloss));
    }
    for section in &raw.section {
        let heading = section.heading.as_str();
        words.push((heading, top, heading, &section.gloss));
    }
    for clause in &raw.clause {
        let line = line_of(text, clause.id.span().start);
        let id = clause.id.get_ref().as_str();
        words.push((id, line, clause.text.as_str(), &clause.gloss));
    }
    if words.iter().all(|(_, _, _, gloss)| gloss.is_none()) {
        return;
    }
    for (name, line, word, gloss) in words {
        let gloss = gloss.as_deref().unwrap_or_default();
        if word.is_empty() != gloss.is_empty() {
            problems.add(path, line, "content-missing", name);
        } else if tags(word) != tags(gloss) {
            problems.add(path, line, "content-gloss-differs", name);
        }
    }
}

/// What a template prints and asks (`{{ name }}`, `{% if name %}`), sorted: the order of words is
/// another in another language.
fn tags(template: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = template;
    while let Some(at) = rest.find(['{']) {
        let from = rest.get(at..).unwrap_or_default();
        let end = ["}}", "%}"].iter().filter_map(|end| from.find(end)).min();
        let Some(end) = end else { break };
        let (tag, after) = from.split_at(end + 2);
        out.push(tag);
        rest = after;
    }
    out.sort_unstable();
    out
}
