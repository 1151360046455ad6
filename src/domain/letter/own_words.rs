//! Whether somebody's own words are enough to make a letter theirs.

/// Sentences asked for at least: what happened, and how things stand now.
const ENOUGH: usize = 2;

/// Sentences in somebody's own words: what stands between full stops, with something in it.
pub fn sentence_count(words: &str) -> usize {
    words
        .split(['。', '！', '？', '；', '.', '!', '?', ';', '\n'])
        .filter(|sentence| !sentence.trim().is_empty())
        .count()
}

/// Are they enough for a letter that is one's own?
pub fn are_enough(words: &str) -> bool {
    sentence_count(words) >= ENOUGH
}
