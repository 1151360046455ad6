//! What was understood of a table: every line used, and every other with its number and the reason.

use super::screen::{Grid, Screen};
use super::texts::Texts;
use crate::domain::coded::args;
use crate::domain::import::{Column, Instalments, LeftOut, Payments};
use crate::domain::money::Money;

/// The columns used, with the names they have in the file.
type Names<'n> = [(Column, &'n str)];

/// A list of payments. `dropped`: places of payments held to be there twice.
pub fn payments_screen(
    texts: &Texts,
    found: &Payments,
    dropped: &[usize],
    names: &Names<'_>,
    encoding: &str,
) -> Screen {
    let mut screen = Screen::new();
    screen.title(texts.t("import.title-repayments"));
    screen.text(columns(texts, names, encoding));
    let mut grid = Grid {
        head: ["line", "on", "amount", "state"]
            .map(|c| texts.t(&format!("import.column.{c}")))
            .to_vec(),
        figures: vec![0, 2],
        ..Grid::default()
    };
    let mut sum = Money::ZERO;
    for (place, payment) in found.used.iter().enumerate() {
        let twice = dropped.contains(&place);
        if !twice {
            sum += payment.amount;
        }
        let state = match payment.parts {
            _ if twice => texts.t("import.state.twice"),
            Some(parts) => texts.say("import.state.parts", [("parts", parts.grouped())]),
            None => texts.t("import.state.used"),
        };
        grid.rows.push(vec![
            payment.line.to_string(),
            payment.on.to_string(),
            payment.amount.grouped(),
            state,
        ]);
    }
    screen.grid(grid);
    let count = found.used.len() - dropped.len();
    let values = [("count", count.to_string()), ("sum", sum.grouped())];
    screen.text(texts.say("import.sum", values));
    if let Some((line, stated)) = found.stated_sum {
        let all = found.sum();
        let key = if stated == all || -stated == all {
            "import.stated-same"
        } else {
            "import.stated-other"
        };
        let values = args([
            ("line", line.to_string()),
            ("stated", stated.grouped()),
            ("sum", all.grouped()),
        ]);
        screen.text(texts.say(key, values));
    }
    left_out(texts, &found.left_out, &mut screen);
    screen
}

/// A lender's plan. `contract`: the contract's amount, which the principal should add up to.
pub fn plan_screen(
    texts: &Texts,
    found: &Instalments,
    names: &Names<'_>,
    encoding: &str,
    contract: Option<Money>,
) -> Screen {
    let mut screen = Screen::new();
    screen.title(texts.t("import.title-rows"));
    screen.text(columns(texts, names, encoding));
    let mut grid = Grid {
        head: ["line", "due", "principal", "interest", "charges"]
            .map(|c| texts.t(&format!("import.column.{c}")))
            .to_vec(),
        figures: vec![0, 2, 3, 4],
        ..Grid::default()
    };
    for used in &found.used {
        grid.rows.push(vec![
            used.line.to_string(),
            used.row.due.to_string(),
            used.row.principal.grouped(),
            used.row.interest.grouped(),
            used.row.charges.grouped(),
        ]);
    }
    screen.grid(grid);
    let principal: Money = found.used.iter().map(|u| u.row.principal).sum();
    let values = args([
        ("count", found.used.len().to_string()),
        ("principal", principal.grouped()),
    ]);
    screen.text(texts.say("import.rows-sum", values));
    if let Some(contract) = contract.filter(|c| *c != principal) {
        let values = [("contract", contract.grouped())];
        screen.text(texts.say("import.rows-other-principal", values));
    }
    if found.used.iter().any(|u| u.charges_from_total) {
        screen.text(texts.t("import.rows-charges-from-total"));
    }
    left_out(texts, &found.left_out, &mut screen);
    screen
}

fn columns(texts: &Texts, names: &Names<'_>, encoding: &str) -> String {
    let one = |(column, name): &(Column, &str)| {
        let what = texts.t(&format!(
            "import.what.{}",
            column.member().replace('_', "-")
        ));
        let values = [("name", (*name).to_owned()), ("what", what)];
        texts.say("import.column-used", values)
    };
    let list: Vec<String> = names.iter().map(one).collect();
    let values = [
        ("encoding", encoding.to_owned()),
        ("columns", texts.clauses(&list)),
    ];
    texts.say("import.columns", values)
}

fn left_out(texts: &Texts, list: &[LeftOut], screen: &mut Screen) {
    if list.is_empty() {
        screen.text(texts.t("import.none-left-out"));
        return;
    }
    let count = [("count", list.len().to_string())];
    screen.title(texts.say("import.left-out-title", count));
    // Lines that follow each other for the same reason are one sentence.
    let mut rest = list;
    while let Some(first) = rest.first() {
        let alike = rest
            .iter()
            .enumerate()
            .take_while(|(n, l)| {
                let expected = first.line + u64::try_from(*n).unwrap_or(u64::MAX);
                l.reason == first.reason && l.args == first.args && l.line == expected
            })
            .count();
        let last = rest.get(alike.saturating_sub(1)).unwrap_or(first);
        let words = if last.line == first.line {
            left_out_words(texts, first)
        } else {
            let values = args([
                ("from", first.line.to_string()),
                ("to", last.line.to_string()),
                ("why", reason(texts, first)),
            ]);
            texts.say("import.left-out-lines", values)
        };
        screen.item("-", words);
        rest = rest.get(alike.max(1)..).unwrap_or_default();
    }
}

/// One line that wasn't used, with the reason.
pub fn left_out_words(texts: &Texts, left: &LeftOut) -> String {
    let values = args([
        ("line", left.line.to_string()),
        ("why", reason(texts, left)),
    ]);
    texts.say("import.left-out-line", values)
}

fn reason(texts: &Texts, left: &LeftOut) -> String {
    texts.say(&format!("import.left-out.{}", left.reason), &left.args)
}
