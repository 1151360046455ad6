//! The program in English: nothing is missing, nothing Chinese is left where it shouldn't be, and what
//! goes to others is the same whatever the screen speaks.

mod book;
mod spoken;
mod words;

/// Is it a Chinese character? Signs and full-width letters aren't.
fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

/// A text without what stands in 「」 and 《》: words quoted as they stand, titles to be shown.
fn unquoted(text: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '「' | '《' => depth += 1,
            '」' | '》' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}
