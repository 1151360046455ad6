//! Amounts of money as people write them.

use super::Rejected;
use super::normal::tight;
use super::numeral::{NotNumeral, Numeral, han_digit, numeral};
use crate::domain::coded::args;
use crate::domain::money::Money;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Amounts are below this many yuan: twelve digits before the point, as in our files.
const YUAN_LIMIT: u64 = 1_000_000_000_000;
const YUAN_WORDS: [char; 5] = ['元', '圆', '圓', '块', '塊'];
const CURRENCY_BEFORE: [&str; 4] = ["人民币", "rmb", "cny", "¥"];
const CURRENCY_AFTER: [&str; 7] = ["人民币", "rmb", "cny", "¥", "整", "正", "钱"];
const FOREIGN: [&str; 10] = [
    "$", "€", "£", "usd", "hkd", "美元", "美金", "港币", "港元", "欧元",
];
const ABOUT: [&str; 20] = [
    "约",
    "左右",
    "大概",
    "差不多",
    "多",
    "几",
    "余",
    "来",
    "上下",
    "~",
    "近",
    "出头",
    "不到",
    "至少",
    "以上",
    "以内",
    "以下",
    "数",
    "至",
    "到",
];
/// Units that stand behind two digits in `三四千`: some three or four thousand.
const UNITS: [char; 8] = ['十', '百', '千', '万', '拾', '佰', '仟', '萬'];

/// Reads an amount in yuan: `12345.67`, `12,345.67`, `¥`, `元`, `1.2万`, `两万三千`,
/// `壹万贰仟元整`, `3元5角`. What has two readings (`1万2`, `12.3k`) is rejected with both.
///
/// # Errors
/// `empty`, `amount-form`, `amount-grouping`, `amount-decimals`, `amount-negative`,
/// `amount-too-large`, `amount-currency`, `amount-approximate`, `doubtful-amount`.
pub fn amount(line: &str) -> Result<Money, Rejected> {
    let lowered = tight(line).to_lowercase();
    if lowered.is_empty() {
        return Err(Rejected::new("empty"));
    }
    if FOREIGN.iter().any(|w| lowered.contains(w)) {
        return Err(Rejected::new("amount-currency"));
    }
    let text = without_currency(&lowered);
    if text.starts_with(['-', '负', '負']) {
        return Err(Rejected::new("amount-negative"));
    }
    if ABOUT.iter().any(|w| text.contains(w)) || is_span(text) {
        return Err(Rejected::new("amount-approximate"));
    }
    let read = fen(text)?;
    let value = money(read.value)?;
    match read.elided {
        None => Ok(value),
        Some(other) => Err(doubtful(money(other)?, value)),
    }
}

/// Takes away signs and words of our currency before and after the figure.
fn without_currency(text: &str) -> &str {
    let mut rest = text;
    while let Some(r) = CURRENCY_BEFORE.iter().find_map(|w| rest.strip_prefix(w)) {
        rest = r;
    }
    while let Some(r) = CURRENCY_AFTER.iter().find_map(|w| rest.strip_suffix(w)) {
        rest = r;
    }
    rest
}

/// Is it a span: `1200-1500`, `三四千`?
fn is_span(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let counts = |c: &char| han_digit(*c).is_some_and(|digit| digit > 0);
    text.contains('-')
        || chars.windows(3).any(
            |three| matches!(three, [a, b, unit] if counts(a) && counts(b) && UNITS.contains(unit)),
        )
}

fn doubtful(first: Money, second: Money) -> Rejected {
    Rejected::with(
        "doubtful-amount",
        args([("first", first.grouped()), ("second", second.grouped())]),
    )
}

/// The amount in fen, not yet rounded or bounded.
fn fen(text: &str) -> Result<Numeral, Rejected> {
    let in_fen = |n: Numeral| Numeral {
        value: n.value * Decimal::ONE_HUNDRED,
        elided: n.elided.map(|e| e * Decimal::ONE_HUNDRED),
    };
    // Letters for thousand and ten thousand are asked about: a lender's table uses them in both senses.
    let figure = text.strip_suffix(YUAN_WORDS).unwrap_or(text);
    if let Some((head, factor)) = figure
        .strip_suffix('k')
        .map(|h| (h, 1_000_u64))
        .or_else(|| figure.strip_suffix('w').map(|h| (h, 10_000)))
    {
        let plain = numeral(head).map_err(not_amount)?;
        let value = plain.value * Decimal::ONE_HUNDRED;
        let multiplied = value * Decimal::from(factor);
        return Ok(if value.fract().is_zero() {
            Numeral {
                value,
                elided: Some(multiplied),
            }
        } else {
            // As it stands it would not be whole fen: one reading is left.
            Numeral {
                value: multiplied,
                elided: None,
            }
        });
    }
    if let Some((yuan, small)) = text.split_once(YUAN_WORDS) {
        let yuan = numeral(yuan).map_err(not_amount)?;
        let small = jiao_fen(small).ok_or(Rejected::new("amount-form"))?;
        if small.value.is_zero() && small.elided.is_none() {
            return Ok(in_fen(yuan));
        }
        if !yuan.value.fract().is_zero() || yuan.elided.is_some() {
            return Err(Rejected::new("amount-form"));
        }
        let base = yuan.value * Decimal::ONE_HUNDRED;
        return Ok(Numeral {
            value: base + small.value,
            elided: small.elided.map(|e| base + e),
        });
    }
    if text.ends_with(['角', '毛', '分']) {
        return jiao_fen(text).ok_or(Rejected::new("amount-form"));
    }
    numeral(text).map(in_fen).map_err(not_amount)
}

/// What stands behind 元: `5角3分`, `零5分`, or figures alone (`3元25`, and `3元5`, which is doubtful).
fn jiao_fen(text: &str) -> Option<Numeral> {
    let sure = |fen: u32| Numeral {
        value: Decimal::from(fen),
        elided: None,
    };
    let digit = |c: char| c.to_digit(10).or_else(|| han_digit(c));
    let (zero, body) = match text.strip_prefix('零') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (jiao, rest) = match body.split_once(['角', '毛']) {
        Some((head, rest)) => {
            let mut head = head.chars();
            let jiao = head.next().and_then(digit)?;
            if head.next().is_some() {
                return None;
            }
            (Some(jiao), rest.strip_prefix('零').unwrap_or(rest))
        }
        None => (None, body),
    };
    let (rest, marked) = match rest.strip_suffix('分') {
        Some(head) => (head, true),
        None => (rest, false),
    };
    let digits: Vec<u32> = rest.chars().map(digit).collect::<Option<_>>()?;
    match (jiao, digits.as_slice(), marked) {
        (None, [], false) => (!zero).then(|| sure(0)),
        (Some(j), [], false) => Some(sure(j * 10)),
        (_, [f], true) => Some(sure(jiao.unwrap_or(0) * 10 + f)),
        (Some(j), [f], false) => Some(sure(j * 10 + f)),
        (None, [f], false) if zero => Some(sure(*f)),
        (None, [d], false) => Some(Numeral {
            value: Decimal::from(*d),
            elided: Some(Decimal::from(d * 10)),
        }),
        (None, [j, f], false) if !zero => Some(sure(j * 10 + f)),
        _ => None,
    }
}

/// Whole fen within bounds.
fn money(fen: Decimal) -> Result<Money, Rejected> {
    if fen >= Decimal::from(YUAN_LIMIT) * Decimal::ONE_HUNDRED {
        return Err(Rejected::new("amount-too-large"));
    }
    if !fen.fract().is_zero() {
        return Err(Rejected::new("amount-decimals"));
    }
    fen.to_i64()
        .map(Money::from_fen)
        .ok_or(Rejected::new("amount-too-large"))
}

fn not_amount(reason: NotNumeral) -> Rejected {
    Rejected::new(match reason {
        NotNumeral::Form => "amount-form",
        NotNumeral::Grouping => "amount-grouping",
        NotNumeral::TooPrecise => "amount-decimals",
        NotNumeral::TooLarge => "amount-too-large",
    })
}
