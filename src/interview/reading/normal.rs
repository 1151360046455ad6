//! One plain form of a line, whatever input method it came from, and the words for yes and no.

/// Invisible characters that no answer needs: zero-width spaces, marks that turn the writing
/// direction, soft hyphens, byte-order marks.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{180E}' | '\u{200B}' | '\u{200C}' | '\u{200E}' | '\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// The plain form of one character of a figure, a date or a key word.
fn plain_char(c: char) -> char {
    match c {
        // The full-width block stands at a fixed distance from ASCII.
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' | '\u{00A0}' | '\u{2002}'..='\u{200A}' | '\u{202F}' => ' ',
        '\u{FFE5}' => '¥',
        '。' | '｡' => '.',
        '、' => ',',
        // What the key of < gives under a Chinese input method.
        '《' | '〈' => '<',
        '》' | '〉' => '>',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '〇' | '○' | '◯' => '零',
        c if c.is_whitespace() || c.is_control() => ' ',
        c => c,
    }
}

/// The line in plain form: half-width, without invisible characters, trimmed, runs of spaces as one.
pub fn plain_form(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        // A joiner or a variation selector changes no figure, date or word.
        if is_invisible(c) || matches!(c, '\u{200D}' | '\u{FE00}'..='\u{FE0F}') {
            continue;
        }
        let c = plain_char(c);
        if c != ' ' || !(out.is_empty() || out.ends_with(' ')) {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// [`plain_form`], and without spaces except between two digits, where a space may part two numbers.
pub fn tight(line: &str) -> String {
    let spaced: Vec<char> = plain_form(line).chars().collect();
    let digit = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
    let mut out = String::with_capacity(line.len());
    for (i, c) in spaced.iter().enumerate() {
        let between_digits = i > 0 && digit(spaced.get(i - 1)) && digit(spaced.get(i + 1));
        if *c != ' ' || between_digits {
            out.push(*c);
        }
    }
    out
}

/// A person's own words: kept as written but for control and invisible characters, and trimmed.
pub fn own_words(line: &str) -> String {
    let kept: String = line
        .chars()
        .map(|c| if c == '\t' { ' ' } else { c })
        .filter(|c| !c.is_control() && !is_invisible(*c))
        .collect();
    kept.trim().to_owned()
}

/// A word without the punctuation people end it with, in small letters.
fn bare_word(line: &str) -> String {
    let text = plain_form(line).to_lowercase();
    text.trim_end_matches(['.', ',', '!', ';', '~', '的', '了', '啊', '呀'])
        .to_owned()
}

/// Is the whole line "I don't know", in one of the ways people say it?
pub fn says_unknown(line: &str) -> bool {
    let word = bare_word(line);
    let word = ["我", "还", "暂时", "现在", "真的", "实在", "也", "太"]
        .iter()
        .fold(word.as_str(), |rest, start| {
            rest.strip_prefix(start).unwrap_or(rest)
        });
    matches!(
        word,
        "不知道"
            | "不清楚"
            | "不太清楚"
            | "不记得"
            | "记不清"
            | "记不清楚"
            | "记不得"
            | "记不住"
            | "想不起来"
            | "忘"
            | "忘记"
            | "不确定"
            | "说不清"
    )
}

/// Is the whole line "there is none"?
pub fn says_none(line: &str) -> bool {
    matches!(bare_word(line).as_str(), "没有" | "没" | "无")
}

/// Yes or no, in words, pinyin or by its initial; `None` for anything else. Only whole words count,
/// so that "不知道" is never a no. `1` and `2` are the numbers the two answers are shown with.
pub fn yes_or_no(line: &str) -> Option<bool> {
    match bare_word(line).as_str() {
        "y" | "yes" | "s" | "t" | "true" | "1" | "是" | "对" | "有" | "好" | "行" | "嗯" | "要"
        | "会" | "可以" | "同意" | "愿意" | "确认" | "没错" | "shi" | "dui" | "you" | "hao" => {
            Some(true)
        }
        "n" | "no" | "f" | "false" | "2" | "否" | "不" | "不是" | "不对" | "不好" | "不行"
        | "不要" | "不会" | "不可以" | "不同意" | "不愿意" | "没" | "没有" | "无" | "fou"
        | "bu" | "bushi" | "mei" | "meiyou" => Some(false),
        _ => None,
    }
}
