//! What is still owed month by month while the plan runs: with nothing more accruing, and with
//! interest going on.

use super::super::report::{Picture, escaped};
use super::{Glance, Outlook, WIDE, share, size};
use crate::domain::calendar::months_after;
use crate::domain::money::Money;
use crate::domain::plan::{Forecast, Term};
use chrono::NaiveDate;

/// The field of the curves.
const LEFT: i64 = 78;
const TOP: i64 = 12;
const HIGH: i64 = 150;
const RIGHT: i64 = 14;
/// A day is named beneath every so many months.
const NAMED: usize = 12;
/// In the table every month of the first year, then one in so many.
const SELDOM: usize = 6;

/// Owed at the start and after each month; empty where it isn't known.
fn owed(forecast: &Forecast) -> Vec<Money> {
    if forecast.left_by_month.is_empty() {
        return Vec::new();
    }
    let start = forecast.loans.iter().map(|loan| loan.owed).sum();
    let mut owed = vec![start];
    owed.extend(&forecast.left_by_month);
    owed
}

/// Months with a row of their own, of so many after the start: the first year's, then every sixth,
/// and the last.
pub fn shown_months(last: usize) -> Vec<usize> {
    (0..=last)
        .filter(|month| *month <= NAMED || month.is_multiple_of(SELDOM) || *month == last)
        .collect()
}

fn month(glance: &Glance<'_>, after: usize) -> NaiveDate {
    let after = u32::try_from(after).unwrap_or(u32::MAX);
    months_after(glance.as_of, after)
}

/// What is to be known before the curve is looked at.
pub fn words(glance: &Glance<'_>, outlook: &Outlook) -> Vec<String> {
    let plan = &outlook.plan;
    let say = |key: &str, args: &[(&str, String)]| {
        let key = format!("report.page.course.{key}");
        glance.texts.say(&key, args.iter().cloned())
    };
    let sums: Vec<String> = plan
        .offered
        .iter()
        .map(|o| format!("{} {}", o.loan, o.monthly.grouped()))
        .collect();
    let mut lines = vec![say(
        "lead",
        &[
            ("way", outlook.way.clone()),
            ("monthly", plan.monthly().grouped()),
            ("sums", sums.join("、")),
        ],
    )];
    for (key, forecast) in [("frozen", &plan.frozen), ("running", &plan.running)] {
        let (end, months) = match forecast.term {
            Term::Months(months) => ("ends", months.to_string()),
            Term::TooLong => ("too-long", forecast.left_by_month.len().to_string()),
            Term::Unknown => ("not-known", String::new()),
        };
        lines.push(say(&format!("{key}-{end}"), &[("months", months)]));
    }
    if !outlook.left_out.is_empty() {
        lines.push(say("left-out", &[("loans", outlook.left_out.join("、"))]));
    }
    lines.push(say("not-agreed", &[]));
    lines
}

/// The figures of the drawing.
pub fn rows(glance: &Glance<'_>, outlook: &Outlook) -> Vec<Vec<String>> {
    let (frozen, running) = (owed(&outlook.plan.frozen), owed(&outlook.plan.running));
    let last = frozen.len().max(running.len()).saturating_sub(1);
    if frozen.is_empty() && running.is_empty() {
        return Vec::new();
    }
    let cell = |owed: &[Money], month: usize| match owed.get(month) {
        Some(sum) => sum.grouped(),
        None if owed.is_empty() => glance.t("unknown"),
        None => Money::ZERO.grouped(),
    };
    let row = |after: usize| {
        vec![
            month(glance, after).format("%Y-%m").to_string(),
            cell(&frozen, after),
            cell(&running, after),
        ]
    };
    shown_months(last).into_iter().map(row).collect()
}

/// The drawing; `None` where nothing is known of what is owed.
pub fn picture(glance: &Glance<'_>, outlook: &Outlook) -> Option<Picture> {
    let curves = [
        ("frozen", owed(&outlook.plan.frozen)),
        ("running", owed(&outlook.plan.running)),
    ];
    let every = curves.iter().flat_map(|(_, owed)| owed.iter());
    let most = every.map(|m| m.fen()).max().filter(|most| *most > 0)?;
    let last = curves.iter().map(|(_, owed)| owed.len()).max()?.max(2) - 1;
    let count = |n: usize| i64::try_from(n).unwrap_or(0);
    let across = |month: usize| LEFT + share(WIDE - LEFT - RIGHT, count(month), count(last));
    let down = |fen: i64| TOP + HIGH - share(HIGH, fen, most);
    let (foot, end) = (TOP + HIGH, WIDE - RIGHT);
    let mut marks = format!(
        "<path class=\"axis\" d=\"M{LEFT} {TOP}V{foot}H{end}\"/>\n\
         <text class=\"small\" x=\"{x}\" y=\"{top}\" text-anchor=\"end\">{most}</text>\
         <text class=\"small\" x=\"{x}\" y=\"{foot}\" text-anchor=\"end\">{zero}</text>\n",
        x = LEFT - 6,
        top = TOP + 8,
        most = Money::from_fen(most).grouped(),
        zero = Money::ZERO.grouped(),
    );
    let under = |month: &usize| month.is_multiple_of(NAMED) || last < NAMED && *month == last;
    for after in (0..=last).filter(under) {
        let x = across(after);
        marks.push_str(&format!(
            "<path class=\"axis\" d=\"M{x} {foot}v4\"/>\
             <text class=\"small\" x=\"{x}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n",
            foot + 18,
            month(glance, after).format("%y-%m")
        ));
    }
    let mut legend = foot + 40;
    for (class, owed) in &curves {
        if owed.is_empty() {
            continue;
        }
        let points: Vec<String> = owed
            .iter()
            .enumerate()
            .map(|(after, sum)| format!("{},{}", across(after), down(sum.fen())))
            .collect();
        let name = escaped(&glance.t(&format!("course.{class}")));
        marks.push_str(&format!(
            "<polyline class=\"curve {class}\" points=\"{}\"/>\n\
             <path class=\"curve {class}\" d=\"M0 {y}h40\"/><text x=\"48\" y=\"{base}\">{name}</text>\n",
            points.join(" "),
            y = legend - 4,
            base = legend,
        ));
        legend += 20;
    }
    Some(Picture {
        marks,
        size: size(legend - 8),
        title: glance.t("course.title"),
        told: glance.t("course.told"),
    })
}
