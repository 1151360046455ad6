//! An agreement gone through, on a screen.

use super::screen::Screen;
use super::texts::Texts;
use crate::domain::agreement::{
    AgreedFigures, AgreementCheck, AgreementGround, FigureFinding, Point, PointState,
};
use crate::domain::money::Money;
use chrono::NaiveDate;

/// What is open and why, what to ask for, whether the figures add up.
pub fn agreement(
    texts: &Texts,
    check: &AgreementCheck,
    agreed: &AgreedFigures,
    ground: &AgreementGround,
    as_of: NaiveDate,
) -> Screen {
    let mut screen = Screen::new();
    screen.title(texts.t("agreement.title"));
    let open = check.open().count();
    if open == 0 {
        screen.text(texts.t("agreement.all-written"));
    } else {
        screen.text(texts.say("agreement.some-open", [("count", open)]));
    }
    let short = |p: &Point| texts.t(&format!("agreement.point.{}.short", p.id));
    let written: Vec<String> = of(check, PointState::Written).map(short).collect();
    if !written.is_empty() {
        screen.text(texts.say("agreement.written", [("list", texts.listed(&written))]));
    }
    for (title, state) in [
        ("agreement.title-open", PointState::Open),
        ("agreement.title-unknown", PointState::Unknown),
    ] {
        let points: Vec<&Point> = of(check, state).collect();
        if points.is_empty() {
            continue;
        }
        screen.title(texts.t(title));
        for point in points {
            let why = texts.t(&format!("agreement.point.{}.why", point.id));
            let args = [("what", short(point)), ("why", why)];
            screen.item("-", texts.say("agreement.open-line", args));
        }
    }
    screen.title(texts.t("agreement.title-figures"));
    for finding in &check.figures {
        screen.item("-", figure(texts, *finding, check, agreed, ground, as_of));
    }
    if open > 0 {
        screen.title(texts.t("agreement.title-ask"));
        screen.text(texts.t("agreement.ask-lead"));
        for (i, point) in check.open().enumerate() {
            let ask = texts.t(&format!("agreement.point.{}.ask", point.id));
            screen.item(format!("{}.", i + 1), ask);
        }
    }
    screen.gap().text(texts.t("agreement.next"));
    screen.text(texts.t("agreement.limit"));
    screen
}

fn of(check: &AgreementCheck, state: PointState) -> impl Iterator<Item = &Point> {
    check.points.iter().filter(move |p| p.state == state)
}

fn figure(
    texts: &Texts,
    finding: FigureFinding,
    check: &AgreementCheck,
    agreed: &AgreedFigures,
    ground: &AgreementGround,
    as_of: NaiveDate,
) -> String {
    let shown = |m: Option<Money>| m.map_or_else(|| texts.t("statement.unknown"), Money::grouped);
    // A difference is said without its sign: which of the two is more can be seen.
    let difference = check.difference.map(|d| if d.fen() < 0 { -d } else { d });
    let args = [
        ("sum", shown(check.sum)),
        ("total", shown(agreed.total)),
        ("difference", shown(difference)),
        ("overdue", shown(ground.overdue)),
        ("everything", shown(ground.everything)),
        ("month", shown(agreed.each.max(agreed.last))),
        ("room", shown(ground.monthly_room)),
        ("as_of", as_of.to_string()),
    ];
    texts.say(&format!("agreement.figure.{}", finding.word()), args)
}
