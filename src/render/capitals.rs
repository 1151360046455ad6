//! Amounts in capital numerals, as letters and receipts write them.

use crate::domain::money::Money;

const DIGITS: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
const PLACES: [&str; 4] = ["仟", "佰", "拾", ""];
const WAN: u64 = 10_000;
const YI: u64 = 100_000_000;

/// `人民币壹万贰仟元零壹分`. `None` for a negative amount: whose debt a minus means is for words to say.
///
/// 整 stands behind 元 and 角, not behind 分. 零 stands for one or more places left out, and where the
/// yuan end in nought before 角 (`壹仟陆佰捌拾元零叁角贰分`). One ten is 壹拾.
pub fn capitals(amount: Money) -> Option<String> {
    let fen = u64::try_from(amount.fen()).ok()?;
    let (yuan, jiao, fen) = (fen / 100, fen / 10 % 10, fen % 10);
    let mut out = String::from("人民币");
    if yuan > 0 || (jiao == 0 && fen == 0) {
        out.push_str(&whole(yuan));
        out.push('元');
    }
    if jiao == 0 && fen == 0 {
        out.push('整');
        return Some(out);
    }
    if yuan > 0 && (jiao == 0 || yuan % 10 == 0) {
        out.push('零');
    }
    if jiao > 0 {
        out.push_str(digit(jiao));
        out.push('角');
    }
    if fen > 0 {
        out.push_str(digit(fen));
        out.push('分');
    } else {
        out.push('整');
    }
    Some(out)
}

fn digit(value: u64) -> &'static str {
    usize::try_from(value)
        .ok()
        .and_then(|i| DIGITS.get(i))
        .copied()
        .unwrap_or_default()
}

/// A whole number; 亿 may itself stand behind a number of 万.
fn whole(number: u64) -> String {
    if number == 0 {
        return digit(0).to_owned();
    }
    let (above, rest) = (number / YI, number % YI);
    let mut out = String::new();
    if above > 0 {
        out.push_str(&whole(above));
        out.push('亿');
    }
    let (wan, rest) = (rest / WAN, rest % WAN);
    append_section(&mut out, wan, "万");
    // A section of 万 left out altogether is a gap as well.
    if wan == 0 && above > 0 && rest >= 1_000 {
        out.push_str(digit(0));
    }
    append_section(&mut out, rest, "");
    out
}

/// Four places and their unit; 零 first where a place is left out between them and what stands before.
fn append_section(out: &mut String, section: u64, unit: &str) {
    if section == 0 {
        return;
    }
    let mut gap = !out.is_empty() && section < 1_000;
    let mut started = false;
    let mut weight = 1_000;
    for place in PLACES {
        let value = section / weight % 10;
        weight = (weight / 10).max(1);
        if value == 0 {
            gap = gap || started;
            continue;
        }
        if gap {
            out.push_str(digit(0));
            gap = false;
        }
        started = true;
        out.push_str(digit(value));
        out.push_str(place);
    }
    out.push_str(unit);
}
