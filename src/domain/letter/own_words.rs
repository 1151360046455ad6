//! Somebody's own words: whether they are enough to make a letter theirs, and whether they say what the
//! letter must not.

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

/// The first of `signs` in the words, unless something in its clause before it turns it round (`不`,
/// `让我`): then it is denied, or somebody else is said to have said it.
pub fn admission<'s>(words: &str, signs: &'s [String], turned: &[String]) -> Option<&'s str> {
    let ends = |c: char| "。！？；，：,.!?;:\n".contains(c);
    words.split(ends).find_map(|clause| {
        let sign = signs.iter().find(|sign| {
            let before = clause.find(sign.as_str()).and_then(|at| clause.get(..at));
            before.is_some_and(|before| !turned.iter().any(|t| before.contains(t.as_str())))
        });
        sign.map(String::as_str)
    })
}

/// Is the answer to which papers there are that there are none? `none` lists how that is said.
pub fn names_nothing(words: &str, none: &[String]) -> bool {
    let bare: String = words.chars().filter(|c| c.is_alphanumeric()).collect();
    bare.is_empty() || none.contains(&bare)
}
