//! The hours of each day as an inline picture. Every cell that isn't empty bears its figure.

use super::Told;
use super::html::escaped;
use super::picture::is_quiet;
use crate::domain::conduct::DayCount;
use crate::render::report::Picture;
use std::fmt::Write;

const LEFT: usize = 92;
const TOP: usize = 22;
const CELL: usize = 22;
const ROW: usize = 20;
const LAST: usize = 56;
/// Days in one picture of a report.
const DAYS_DRAWN: usize = 31;

/// The picture, to stand inside a page; it takes its colours from the page's classes.
pub fn svg(told: &Told<'_>) -> String {
    let (marks, (width, height)) = marks(told, &told.count.days);
    let title = escaped(&told.texts.t("conduct.heading-hours"));
    format!(
        "<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{title}\">\n<title>{title}</title>\n{marks}</svg>\n"
    )
}

/// The same for a page of a report: one picture for each so many days, that none is cut by the foot
/// of a sheet.
pub fn pictures(told: &Told<'_>) -> Vec<Picture> {
    let texts = told.texts;
    let of = |days: &[DayCount]| {
        let (marks, size) = marks(told, days);
        Picture {
            marks,
            size,
            title: texts.t("conduct.heading-hours"),
            told: texts.t("conduct.picture.caption"),
        }
    };
    told.count.days.chunks(DAYS_DRAWN).map(of).collect()
}

/// The inside of the picture of these days, and its width and height.
fn marks(told: &Told<'_>, days: &[DayCount]) -> (String, (usize, usize)) {
    let texts = told.texts;
    let mut out = String::new();
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
    let size = (LEFT + 24 * CELL + LAST, TOP + days.len() * ROW + 4);
    (out, size)
}

/// Writing into a string can't fail.
fn put(out: &mut String, words: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(words);
}
