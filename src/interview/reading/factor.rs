//! How many times something: a multiple of the contract rate.

use super::Rejected;
use super::normal::tight;
use super::numeral::numeral;
use super::rate::share;
use crate::domain::coded::args;
use rust_decimal::Decimal;

/// No multiple of ours is above this.
const MOST: u32 = 100;
/// So much more than once.
const ON_TOP: [&str; 6] = ["上浮", "加收", "加", "上调", "多收", "+"];

/// Reads a multiple: `1.5`, `1.5倍`, `一点五倍`, and `上浮50%` as 1.5. A percentage alone is doubtful:
/// of the whole, or on top of it?
///
/// # Errors
/// `empty`, `factor-form`, `factor-range`, `doubtful-factor`.
pub fn factor(line: &str) -> Result<Decimal, Rejected> {
    let text = tight(line);
    if text.is_empty() {
        return Err(Rejected::new("empty"));
    }
    let form = || Rejected::new("factor-form");
    let body = text.strip_suffix('倍').unwrap_or(&text);
    let times = if let Some(more) = ON_TOP.iter().find_map(|w| body.strip_prefix(w)) {
        if !is_percentage(more) {
            return Err(form());
        }
        Decimal::ONE + share(more).map_err(|_| form())?
    } else if is_percentage(body) {
        let part = share(body).map_err(|_| form())?;
        let readings = [
            ("first", (Decimal::ONE + part).normalize().to_string()),
            ("second", part.to_string()),
        ];
        return Err(Rejected::with("doubtful-factor", args(readings)));
    } else {
        match numeral(body) {
            Ok(read) if read.elided.is_none() => read.value,
            _ => return Err(form()),
        }
    };
    if times > Decimal::from(MOST) {
        return Err(Rejected::with(
            "factor-range",
            args([("max", MOST.to_string())]),
        ));
    }
    Ok(times.normalize())
}

fn is_percentage(text: &str) -> bool {
    text.ends_with('%') || text.starts_with("百分之")
}
