//! Numbers in figures, in everyday and capital Chinese numerals, and in both mixed (`1万2千`).

use rust_decimal::Decimal;
use std::str::FromStr;

const WAN: u64 = 10_000;
const YI: u64 = 100_000_000;
/// No number of ours reaches this; larger ones are refused before they can overflow.
const LIMIT: u64 = 1_000_000_000_000_000;

/// A number that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numeral {
    /// Its value, every digit taken for what it is: `1万2` as 10,002.
    pub value: Decimal,
    /// The value with the last unit understood but left out: `1万2` as 12,000.
    /// `None` where there is only one reading.
    pub elided: Option<Decimal>,
}

/// Why a text is not a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotNumeral {
    /// Not a number at all.
    Form,
    /// Commas that do not part groups of three.
    Grouping,
    /// More decimals than anything we ask for can have.
    TooPrecise,
    /// 10^15 or more.
    TooLarge,
}

/// Reads a number. The text is in the form [`super::normal::tight`] gives.
///
/// # Errors
/// Which form it breaks.
pub fn numeral(text: &str) -> Result<Numeral, NotNumeral> {
    if text.is_empty() {
        return Err(NotNumeral::Form);
    }
    if let Some((left, right)) = text.split_once(['.', '点']) {
        return with_decimals(left, right).map(|value| Numeral {
            value,
            elided: None,
        });
    }
    let whole = read_whole(&tokens(text)?)?;
    Ok(Numeral {
        value: Decimal::from(whole.value),
        elided: (whole.elided > 0).then(|| Decimal::from(whole.value + whole.elided)),
    })
}

/// A whole number with one reading only.
pub fn whole(text: &str) -> Option<u64> {
    let read = tokens(text).and_then(|list| read_whole(&list)).ok()?;
    (read.elided == 0).then_some(read.value)
}

/// A year written digit by digit (`2026`, `二零二六`).
pub fn digit_by_digit(text: &str) -> Option<u32> {
    let mut value = 0_u32;
    for c in text.chars() {
        let digit = c.to_digit(10).or_else(|| han_digit(c))?;
        value = value.checked_mul(10)?.checked_add(digit)?;
    }
    (!text.is_empty()).then_some(value)
}

/// The value of an everyday or capital digit, simplified or traditional.
pub fn han_digit(c: char) -> Option<u32> {
    Some(match c {
        '零' => 0,
        '一' | '壹' | '弌' => 1,
        '二' | '贰' | '貳' | '两' | '兩' | '弍' => 2,
        '三' | '叁' | '參' | '叄' | '参' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The value of a unit character.
fn unit(c: char) -> Option<u64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        '万' | '萬' => WAN,
        '亿' | '億' => YI,
        _ => return None,
    })
}

/// Is it a character a Chinese numeral is made of?
pub fn is_numeral_char(c: char) -> bool {
    c.is_ascii_digit() || han_digit(c).is_some() || unit(c).is_some()
}

#[derive(Debug, Clone, Copy)]
enum Token {
    /// A digit or a run of figures: its value and how many digits it has.
    Number { value: u64, digits: u32 },
    /// 零 between units: what follows is meant as it stands.
    Zero,
    /// 十, 百 or 千.
    Small(u64),
    /// 万 or 亿.
    Large(u64),
}

fn tokens(text: &str) -> Result<Vec<Token>, NotNumeral> {
    let mut list = Vec::new();
    let mut figures = String::new();
    for c in text.chars() {
        if c.is_ascii_digit() || c == ',' {
            figures.push(c);
            continue;
        }
        flush(&mut figures, &mut list)?;
        list.push(match (han_digit(c), unit(c)) {
            (Some(0), _) => Token::Zero,
            (Some(d), _) => Token::Number {
                value: d.into(),
                digits: 1,
            },
            (None, Some(u)) if u < WAN => Token::Small(u),
            (None, Some(u)) => Token::Large(u),
            (None, None) => return Err(NotNumeral::Form),
        });
    }
    flush(&mut figures, &mut list)?;
    Ok(list)
}

/// Turns the figures collected so far into a token.
fn flush(figures: &mut String, list: &mut Vec<Token>) -> Result<(), NotNumeral> {
    if figures.is_empty() {
        return Ok(());
    }
    let digits = ungrouped(figures)?;
    figures.clear();
    // "007" alone is a slip; after a unit (1万0200) leading zeros only fill the places.
    if list.is_empty() && digits.len() > 1 && digits.starts_with('0') {
        return Err(NotNumeral::Form);
    }
    let value: u64 = digits.parse().map_err(|_| NotNumeral::TooLarge)?;
    if value >= LIMIT {
        return Err(NotNumeral::TooLarge);
    }
    let digits = u32::try_from(digits.len()).map_err(|_| NotNumeral::TooLarge)?;
    list.push(Token::Number { value, digits });
    Ok(())
}

/// Figures without their grouping commas.
fn ungrouped(figures: &str) -> Result<String, NotNumeral> {
    if !figures.contains(',') {
        return Ok(figures.to_owned());
    }
    let mut groups = figures.split(',');
    let first = groups.next().unwrap_or_default();
    if !(1..=3).contains(&first.len()) || first.starts_with('0') || groups.any(|g| g.len() != 3) {
        return Err(NotNumeral::Grouping);
    }
    Ok(figures.replace(',', ""))
}

#[derive(Debug, Default)]
struct Whole {
    value: u64,
    /// What the other reading would add.
    elided: u64,
}

/// The state while the units of a number go by, from the largest to the smallest.
struct Reader {
    whole: Whole,
    section: Whole,
    /// A number waiting for its unit.
    waiting: Option<(u64, u32)>,
    /// The last unit gone by; 0 for none.
    last: u64,
    /// The last of 十百千 in this section; the next must be smaller.
    last_small: u64,
    /// The last of 万亿; the next must be smaller.
    last_large: u64,
    /// 零 just before.
    zero: bool,
    /// Has the section had anything in it?
    started: bool,
}

fn read_whole(list: &[Token]) -> Result<Whole, NotNumeral> {
    if let [Token::Zero] = list {
        return Ok(Whole::default());
    }
    let mut reader = Reader {
        whole: Whole::default(),
        section: Whole::default(),
        waiting: None,
        last: 0,
        last_small: WAN,
        last_large: u64::MAX,
        zero: false,
        started: false,
    };
    for token in list {
        reader.take(*token)?;
    }
    reader.finish()
}

impl Reader {
    fn take(&mut self, token: Token) -> Result<(), NotNumeral> {
        match token {
            Token::Number { value, digits } => {
                if self.waiting.replace((value, digits)).is_some() {
                    return Err(NotNumeral::Form);
                }
                self.started = true;
            }
            Token::Zero => {
                if self.zero || self.waiting.is_some() || self.last == 0 {
                    return Err(NotNumeral::Form);
                }
                self.zero = true;
            }
            Token::Small(unit) => self.small(unit)?,
            Token::Large(unit) => self.large(unit)?,
        }
        Ok(())
    }

    fn small(&mut self, unit: u64) -> Result<(), NotNumeral> {
        let first = self.section.value == 0;
        let times = match self.waiting.take() {
            Some((value, _)) => value,
            None if unit == 10 => 1,
            None => return Err(NotNumeral::Form),
        };
        // 十五千 is nobody's number, 15千 is: only the first may be above nine.
        if unit >= self.last_small || times == 0 || (times > 9 && !first) {
            return Err(NotNumeral::Form);
        }
        self.section.value = capped(self.section.value, times, unit)?;
        self.last = unit;
        self.last_small = unit;
        self.zero = false;
        self.started = true;
        Ok(())
    }

    fn large(&mut self, unit: u64) -> Result<(), NotNumeral> {
        if !self.started && self.last == WAN && unit == YI {
            return Err(NotNumeral::TooLarge); // 万亿
        }
        // What waits directly before 万 or 亿 is so many of it, not a remainder of the unit before.
        self.close_section(if self.last_small < WAN {
            self.last_small
        } else {
            0
        })?;
        let too_many = self.last_large < u64::MAX && self.section.value >= self.last_large / unit;
        if self.section.value == 0 || unit >= self.last_large || too_many {
            return Err(NotNumeral::Form);
        }
        let section = std::mem::take(&mut self.section);
        self.whole.value = capped(self.whole.value, section.value, unit)?;
        self.whole.elided = capped(self.whole.elided, section.elided, unit)?;
        self.last = unit;
        self.last_large = unit;
        self.last_small = WAN;
        self.zero = false;
        self.started = false;
        Ok(())
    }

    /// Takes in the number that waits without a unit: after a `unit` (0 for none) it may be meant as
    /// it stands or as so many of the next smaller unit (`两万三`: 20,003 or 23,000).
    fn close_section(&mut self, unit: u64) -> Result<(), NotNumeral> {
        let Some((value, digits)) = self.waiting.take() else {
            return Ok(());
        };
        if unit > 0 {
            let tail_of = 10_u64.checked_pow(digits).ok_or(NotNumeral::Form)?;
            if tail_of > unit && !self.zero || value >= unit {
                return Err(NotNumeral::Form);
            }
            if !self.zero {
                self.section.elided = value * (unit / tail_of) - value;
            }
        }
        self.section.value = capped(self.section.value, value, 1)?;
        Ok(())
    }

    fn finish(mut self) -> Result<Whole, NotNumeral> {
        if !self.started && self.last == 0 {
            return Err(NotNumeral::Form);
        }
        let open_zero = self.zero && self.waiting.is_none();
        self.close_section(self.last)?;
        if open_zero {
            return Err(NotNumeral::Form);
        }
        Ok(Whole {
            value: capped(self.whole.value, self.section.value, 1)?,
            elided: capped(self.whole.elided, self.section.elided, 1)?,
        })
    }
}

/// `sum + times × unit`, within the limit.
fn capped(sum: u64, times: u64, unit: u64) -> Result<u64, NotNumeral> {
    times
        .checked_mul(unit)
        .and_then(|product| sum.checked_add(product))
        .filter(|total| *total < LIMIT)
        .ok_or(NotNumeral::TooLarge)
}

/// `12345.67`, `1.2万`, `一点五`, `0.5亿`.
fn with_decimals(left: &str, right: &str) -> Result<Decimal, NotNumeral> {
    let whole = read_whole(&tokens(left)?)?;
    if whole.elided > 0 {
        return Err(NotNumeral::Form);
    }
    let mut fraction = String::new();
    let mut factor = 1_u64;
    let mut last = 0;
    for c in right.chars() {
        if let Some(u) = unit(c) {
            // 百万, 千亿; not 万千.
            if last >= u {
                return Err(NotNumeral::Form);
            }
            last = u;
            factor = capped(0, factor, u)?;
        } else if let (Some(d), 0) = (c.to_digit(10).or_else(|| han_digit(c)), last) {
            fraction.push(char::from_digit(d, 10).unwrap_or('0'));
        } else if c == ',' {
            return Err(NotNumeral::Grouping);
        } else {
            return Err(NotNumeral::Form);
        }
    }
    if fraction.is_empty() {
        return Err(NotNumeral::Form);
    }
    if fraction.len() > 12 {
        return Err(NotNumeral::TooPrecise);
    }
    let value = Decimal::from_str(&format!("{}.{fraction}", whole.value))
        .map_err(|_| NotNumeral::TooPrecise)?;
    value
        .checked_mul(Decimal::from(factor))
        .filter(|v| *v < Decimal::from(LIMIT))
        .ok_or(NotNumeral::TooLarge)
}
