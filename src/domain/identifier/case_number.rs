//! Court case numbers in the form courts have used since 2016: （year）court, kind of case, running
//! number, 号. They carry no check digit.

use std::fmt;

/// Case numbers have had this form since then.
const FIRST_YEAR: u16 = 2016;
/// The characters high courts' codes begin with, by province, the production corps and the army.
const PROVINCES: &str = "京津冀晋内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔云藏陕甘青宁新兵军";
const SUPREME: &str = "最高法";

/// How high the court stands, by its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CourtLevel {
    /// The Supreme People's Court.
    Supreme,
    /// A province's high court: its character alone.
    High,
    /// An intermediate court: two digits.
    Intermediate,
    /// A basic court: four digits.
    Basic,
}

impl CourtLevel {
    /// Stable kebab-case word.
    pub fn word(self) -> &'static str {
        match self {
            CourtLevel::Supreme => "supreme",
            CourtLevel::High => "high",
            CourtLevel::Intermediate => "intermediate",
            CourtLevel::Basic => "basic",
        }
    }
}

/// What keeps a text from being a case number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseNumberFault {
    /// Not of the form at all.
    Form,
    /// The form of the years before 2016 (`字第`).
    OldForm,
    /// A year before the form was in use.
    Year,
    /// No court's code begins so, or it has the wrong number of digits.
    Court,
    /// The kind of case isn't one to four characters.
    Type,
    /// The running number isn't one to eight digits without a leading zero.
    Number,
}

impl CaseNumberFault {
    /// Stable kebab-case code.
    pub fn code(self) -> &'static str {
        match self {
            CaseNumberFault::Form => "case-number-form",
            CaseNumberFault::OldForm => "case-number-old-form",
            CaseNumberFault::Year => "case-number-year",
            CaseNumberFault::Court => "case-number-court",
            CaseNumberFault::Type => "case-number-type",
            CaseNumberFault::Number => "case-number-number",
        }
    }
}

/// A case number by its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseNumber {
    /// The year the case was taken; whether it lies in the future is for the caller to compare.
    pub year: u16,
    /// The court's code: `豫0105`, `京`, `最高法`.
    pub court: String,
    /// The court's level, by its code.
    pub level: CourtLevel,
    /// The kind of case: `民初`, `诉前调`, `执`.
    pub case_type: String,
    /// The running number within court, kind and year.
    pub number: u32,
}

impl CaseNumber {
    /// Reads a case number; round, square and tortoise-shell brackets are taken alike, and a `之一`
    /// behind it (a ruling within the case) is left out.
    ///
    /// # Errors
    /// The first part that doesn't hold.
    pub fn parse(text: &str) -> Result<CaseNumber, CaseNumberFault> {
        let plain: String = text
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(half_width)
            .collect();
        let (year, rest) = plain
            .strip_prefix('(')
            .and_then(|t| t.split_once(')'))
            .ok_or(CaseNumberFault::Form)?;
        if year.len() != 4 || !year.bytes().all(|b| b.is_ascii_digit()) {
            return Err(CaseNumberFault::Form);
        }
        if rest.contains("字第") {
            return Err(CaseNumberFault::OldForm);
        }
        let year: u16 = year.parse().map_err(|_| CaseNumberFault::Form)?;
        if year < FIRST_YEAR {
            return Err(CaseNumberFault::Year);
        }
        let (body, _) = rest.rsplit_once('号').ok_or(CaseNumberFault::Form)?;
        let (court, level, rest) = court_of(body)?;
        let number_at = rest
            .find(|c: char| c.is_ascii_digit())
            .ok_or(CaseNumberFault::Number)?;
        let (case_type, number) = rest.split_at(number_at);
        let han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
        if !(1..=4).contains(&case_type.chars().count()) || !case_type.chars().all(han) {
            return Err(CaseNumberFault::Type);
        }
        let digits = number.bytes().all(|b| b.is_ascii_digit());
        if !digits || number.len() > 8 || number.starts_with('0') {
            return Err(CaseNumberFault::Number);
        }
        Ok(CaseNumber {
            year,
            court,
            level,
            case_type: case_type.to_owned(),
            number: number.parse().map_err(|_| CaseNumberFault::Number)?,
        })
    }
}

/// The court's code at the start, its level, and what stands behind it.
fn court_of(body: &str) -> Result<(String, CourtLevel, &str), CaseNumberFault> {
    if let Some(rest) = body.strip_prefix(SUPREME) {
        return Ok((SUPREME.to_owned(), CourtLevel::Supreme, rest));
    }
    let first = body.chars().next().ok_or(CaseNumberFault::Court)?;
    if !PROVINCES.contains(first) {
        return Err(CaseNumberFault::Court);
    }
    let after = body.get(first.len_utf8()..).unwrap_or_default();
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let level = match digits {
        0 => CourtLevel::High,
        2 => CourtLevel::Intermediate,
        4 => CourtLevel::Basic,
        _ => return Err(CaseNumberFault::Court),
    };
    let (code, rest) = after.split_at(digits);
    Ok((format!("{first}{code}"), level, rest))
}

fn half_width(c: char) -> char {
    match c {
        '〔' | '[' | '［' | '【' => '(',
        '〕' | ']' | '］' | '】' => ')',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

/// With full-width round brackets, as courts print it.
impl fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let CaseNumber {
            year,
            court,
            case_type,
            number,
            ..
        } = self;
        write!(f, "（{year}）{court}{case_type}{number}号")
    }
}
