//! The contacts by day and hour. Every cell that isn't empty bears its figure.

use super::super::conduct::is_quiet;
use super::super::report::{Picture, escaped};
use super::{Glance, size};

/// Of a longer time the last days are drawn; all of them stand in the table.
const MOST_DAYS: usize = 45;
const LEFT: i64 = 46;
const TOP: i64 = 18;
const CELL: i64 = 11;
const ROW: i64 = 18;
const HOURS: i64 = 24;
/// The middle of the column of contacts whose hour isn't known.
const UNKNOWN: i64 = 336;

/// The drawing, and how many earlier days it leaves out.
pub fn picture(glance: &Glance<'_>) -> (Picture, usize) {
    let days = &glance.contacts.count.days;
    let left_out = days.len().saturating_sub(MOST_DAYS);
    let shown = days.get(left_out..).unwrap_or(days);
    let rows = i64::try_from(shown.len()).unwrap_or(0);
    let mut marks = String::new();
    for (hour, column) in (0..24u16).zip(0i64..) {
        let x = LEFT + column * CELL;
        if is_quiet(&glance.contacts, hour) {
            marks.push_str(&format!(
                "<rect class=\"quiet\" x=\"{x}\" y=\"{TOP}\" width=\"{CELL}\" height=\"{}\"/>\n",
                rows * ROW
            ));
        }
        if hour.is_multiple_of(3) {
            marks.push_str(&format!(
                "<text class=\"small\" x=\"{x}\" y=\"{}\">{hour:02}</text>\n",
                TOP - 5
            ));
        }
    }
    marks.push_str(&format!(
        "<text class=\"small\" x=\"{UNKNOWN}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n",
        TOP - 5,
        escaped(&glance.texts.t("conduct.picture.column-unknown"))
    ));
    let mut top = TOP;
    for day in shown {
        let base = top + ROW - 5;
        let (from, to) = (LEFT, LEFT + HOURS * CELL);
        marks.push_str(&format!(
            "<text class=\"small\" x=\"0\" y=\"{base}\">{}</text>\
             <path class=\"grid\" d=\"M{from} {y}H{to}\"/>\n",
            day.date.format("%m-%d"),
            y = top + ROW,
        ));
        for (number, column) in day.hours.iter().zip(0i64..).filter(|(n, _)| **n > 0) {
            let x = LEFT + column * CELL;
            marks.push_str(&format!(
                "<rect class=\"hit\" x=\"{x}\" y=\"{}\" width=\"{CELL}\" height=\"{}\"/>\
                 <text class=\"count\" x=\"{}\" y=\"{base}\" text-anchor=\"middle\">{number}</text>\n",
                top + 2,
                ROW - 3,
                x + CELL / 2,
            ));
        }
        if day.hour_unknown > 0 {
            marks.push_str(&format!(
                "<text class=\"small\" x=\"{UNKNOWN}\" y=\"{base}\" text-anchor=\"middle\">{}</text>\n",
                day.hour_unknown
            ));
        }
        top += ROW;
    }
    let picture = Picture {
        marks,
        size: size(top + 4),
        title: glance.t("contacts.title"),
        told: glance.texts.t("conduct.picture.caption"),
    };
    (picture, left_out)
}
