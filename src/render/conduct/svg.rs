//! The hours of each day as an inline picture. Every cell that isn't empty bears its figure.

use super::Told;
use super::html::escaped;
use super::picture::is_quiet;
use std::fmt::Write;

const LEFT: usize = 92;
const TOP: usize = 22;
const CELL: usize = 22;
const ROW: usize = 20;
const LAST: usize = 56;

/// The picture, to stand inside a page; it takes its colours from the page's classes.
pub fn svg(told: &Told<'_>) -> String {
    let texts = told.texts;
    let days = &told.count.days;
    let width = LEFT + 24 * CELL + LAST;
    let height = TOP + days.len() * ROW + 4;
    let title = escaped(&texts.t("conduct.heading-hours"));
    let mut out = format!(
        "<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{title}\">\n<title>{title}</title>\n"
    );
    for hour in 0..24u16 {
        let x = LEFT + usize::from(hour) * CELL;
        if is_quiet(told, hour) {
            let tall = days.len() * ROW;
            put(
                &mut out,
                format_args!(
                    "<rect class=\"quiet\" x=\"{x}\" y=\"{TOP}\" width=\"{CELL}\" height=\"{tall}\"/>\n"
                ),
            );
        }
        let (x, y) = (x + CELL / 2, TOP - 7);
        put(
            &mut out,
            format_args!("<text class=\"axis\" x=\"{x}\" y=\"{y}\">{hour:02}</text>\n"),
        );
    }
    let unknown = escaped(&texts.t("conduct.picture.column-unknown"));
    let (x, y) = (LEFT + 24 * CELL + LAST / 2, TOP - 7);
    put(
        &mut out,
        format_args!("<text class=\"axis\" x=\"{x}\" y=\"{y}\">{unknown}</text>\n"),
    );
    for (i, day) in days.iter().enumerate() {
        let top = TOP + i * ROW;
        let base = top + ROW - 6;
        put(
            &mut out,
            format_args!(
                "<text class=\"day\" x=\"0\" y=\"{base}\">{}</text>\n",
                day.date
            ),
        );
        for (hour, number) in day.hours.iter().enumerate().filter(|(_, n)| **n > 0) {
            let x = LEFT + hour * CELL;
            let (left, wide, tall) = (x + 1, CELL - 2, ROW - 2);
            let middle = x + CELL / 2;
            put(
                &mut out,
                format_args!(
                    "<rect class=\"hit\" x=\"{left}\" y=\"{}\" width=\"{wide}\" height=\"{tall}\"/><text class=\"n\" x=\"{middle}\" y=\"{base}\">{number}</text>\n",
                    top + 1
                ),
            );
        }
        if day.hour_unknown > 0 {
            let middle = LEFT + 24 * CELL + LAST / 2;
            put(
                &mut out,
                format_args!(
                    "<text class=\"u\" x=\"{middle}\" y=\"{base}\">{}</text>\n",
                    day.hour_unknown
                ),
            );
        }
    }
    out.push_str("</svg>\n");
    out
}

/// Writing into a string can't fail.
fn put(out: &mut String, words: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(words);
}
