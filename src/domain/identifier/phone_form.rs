//! The forms telephone numbers have in mainland China.

use super::masked;

/// What kind of number it is by its form. Any of them can be faked on a display.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhoneForm {
    /// A mobile number, eleven digits from 13 to 19.
    Mobile,
    /// Area code and seven or eight digits.
    Landline,
    /// Banks' and companies' service numbers: 95…, 96…, 400…, 800….
    Service,
    /// 106…: numbers that send bulk messages.
    BulkMessage,
    /// Public services: three or five digits from 1.
    Short,
    /// From abroad, with + or 00.
    Foreign,
}

impl PhoneForm {
    /// The form of a number given as digits, or `+` and digits.
    pub fn of(number: &str) -> Option<PhoneForm> {
        if let Some(rest) = number
            .strip_prefix('+')
            .or_else(|| number.strip_prefix("00"))
        {
            let fits = (7..=15).contains(&rest.len()) && rest.bytes().all(|b| b.is_ascii_digit());
            return fits.then_some(PhoneForm::Foreign);
        }
        if !number.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let second = number.as_bytes().get(1).copied().unwrap_or_default();
        match (number.as_bytes().first()?, number.len()) {
            (b'1', 8..=20) if number.starts_with("106") => Some(PhoneForm::BulkMessage),
            (b'1', 11) if (b'3'..=b'9').contains(&second) => Some(PhoneForm::Mobile),
            (b'1', 3 | 5) => Some(PhoneForm::Short),
            (b'0', 10..=12) if second != b'0' => Some(PhoneForm::Landline),
            (b'9', 5..=8) if matches!(second, b'5' | b'6') => Some(PhoneForm::Service),
            (b'4' | b'8', 10) if number.get(1..3) == Some("00") => Some(PhoneForm::Service),
            _ => None,
        }
    }

    /// Stable kebab-case word.
    pub fn word(self) -> &'static str {
        match self {
            PhoneForm::Mobile => "mobile",
            PhoneForm::Landline => "landline",
            PhoneForm::Service => "service",
            PhoneForm::BulkMessage => "bulk-message",
            PhoneForm::Short => "short",
            PhoneForm::Foreign => "foreign",
        }
    }
}

/// For copies: `138****5678`.
pub fn mask_mobile(number: &str) -> String {
    masked(number, 3, 4)
}
