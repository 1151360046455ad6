//! The text of a notice as characters: full-width forms made half-width one for one, so that what
//! is found stands at the same place in the original.

/// A notice as it came and as it is searched.
#[derive(Debug, Clone)]
pub struct Plain {
    original: Vec<char>,
    searched: Vec<char>,
}

/// Marks that end a clause.
const CLAUSE_ENDS: &str = "，。；！？、,;!?【】\n";
/// Marks that end a sentence.
const SENTENCE_ENDS: &str = "。；！？;!?【】\n";
/// Longest piece quoted back, in characters.
const LONGEST_QUOTE: usize = 40;
/// Digits from which on a number is never quoted whole.
const LONG_NUMBER: usize = 12;

impl Plain {
    /// Reads a text; line ends of any kind become `\n`.
    pub fn of(text: &str) -> Plain {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let original: Vec<char> = text.chars().collect();
        let searched = original.iter().map(|c| half_width(*c)).collect();
        Plain { original, searched }
    }

    /// The characters searched, full-width forms made half-width and letters small.
    pub fn chars(&self) -> &[char] {
        &self.searched
    }

    /// Lines with the place of their first character, empty ones left out.
    pub fn lines(&self) -> Vec<(usize, &[char])> {
        let mut out = Vec::new();
        let mut from = 0;
        for line in self.searched.split(|c| *c == '\n') {
            if line.iter().any(|c| !c.is_whitespace()) {
                out.push((from, line));
            }
            from += line.len() + 1;
        }
        out
    }

    /// The clause around a span.
    pub fn clause(&self, from: usize, to: usize) -> (usize, usize) {
        self.around(from, to, CLAUSE_ENDS)
    }

    /// The sentence around a span.
    pub fn sentence(&self, from: usize, to: usize) -> (usize, usize) {
        self.around(from, to, SENTENCE_ENDS)
    }

    fn around(&self, from: usize, to: usize, ends: &str) -> (usize, usize) {
        let is_end = |c: &char| ends.contains(*c);
        let head = self.original.get(..from).unwrap_or_default();
        let tail = self.original.get(to..).unwrap_or_default();
        let start = head.iter().rposition(is_end).map_or(0, |at| at + 1);
        let end = tail
            .iter()
            .position(is_end)
            .map_or(self.original.len(), |n| to + n);
        (start, end)
    }

    /// The words of a span as they came, long numbers masked, at most forty characters.
    pub fn quote(&self, from: usize, to: usize) -> String {
        let piece = self.original.get(from..to).unwrap_or_default();
        let text: String = piece.iter().take(LONGEST_QUOTE).collect();
        let more = if piece.len() > LONGEST_QUOTE {
            "…"
        } else {
            ""
        };
        format!("{}{more}", masked(text.trim()))
    }

    /// The characters of a span as they are searched.
    pub fn piece(&self, from: usize, to: usize) -> String {
        let span = self.searched.get(from..to).unwrap_or_default();
        span.iter().collect()
    }

    /// Up to `count` characters before a place.
    pub fn before(&self, at: usize, count: usize) -> String {
        self.piece(at.saturating_sub(count), at)
    }
}

/// The text with every number of twelve digits or more hidden but for its last four characters.
pub fn masked(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        let run = chars
            .iter()
            .skip(at)
            .take_while(|c| c.is_ascii_digit() || matches!(c, 'x' | 'X'))
            .count();
        if run >= LONG_NUMBER {
            out.push_str(&"*".repeat(run - 4));
            out.extend(chars.iter().skip(at + run - 4).take(4));
            at += run;
        } else {
            out.push(*c);
            at += 1;
        }
    }
    out
}

fn half_width(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        // Marks keep their form: they end clauses in both.
        '，' | '！' | '？' | '；' | '：' => c,
        '\u{FF01}'..='\u{FF5E}' => {
            char::from_u32(u32::from(c) - 0xFEE0).map_or(c, |c| c.to_ascii_lowercase())
        }
        '￥' => '¥',
        '〔' | '【' => c,
        c => c.to_ascii_lowercase(),
    }
}
