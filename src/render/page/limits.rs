//! The days to come on one line of time each.

use super::super::report::{Picture, escaped};
use super::{Glance, Limit, WIDE, share, size};

/// The words of a day, and its line beneath them.
const HIGH: i64 = 40;
const WORDS: i64 = 14;
const LINE: i64 = 26;
/// Where time begins, the day of the page, and where it ends.
const LEFT: i64 = 6;
const ROOM: i64 = WIDE - 2 * LEFT;

/// How far a day is, in words.
pub fn distance(glance: &Glance<'_>, limit: &Limit) -> String {
    let Some(day) = limit.day else {
        return glance.t("unknown");
    };
    let days = (day - glance.as_of).num_days();
    match days {
        0 => glance.texts.t("due.left.today"),
        1.. => glance.texts.say("due.left.ahead", [("days", days)]),
        _ => glance.texts.say("due.left.passed", [("days", -days)]),
    }
}

/// The drawing; `None` where no day is known.
pub fn picture(glance: &Glance<'_>) -> Option<Picture> {
    let ahead = |limit: &Limit| limit.day.map(|day| (day - glance.as_of).num_days());
    let latest = glance.limits.iter().filter_map(ahead).max()?.max(1);
    let mut marks = String::new();
    let mut top = 0;
    for limit in &glance.limits {
        let Some(days) = ahead(limit) else {
            continue;
        };
        let day = limit.day.map(|day| day.to_string()).unwrap_or_default();
        let (y, x) = (top + LINE, LEFT + share(ROOM, days.max(0), latest));
        marks.push_str(&format!(
            "<text x=\"0\" y=\"{base}\" class=\"small\">{id} · {day} · {left}</text>\
             <path class=\"axis\" d=\"M{LEFT} {y}H{x}\"/>\
             <circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"5\"/>\n",
            base = top + WORDS,
            id = escaped(&limit.id),
            left = escaped(&distance(glance, limit)),
            class = if days < 0 { "past" } else { "ahead" },
        ));
        top += HIGH;
    }
    Some(Picture {
        marks,
        size: size(top),
        title: glance.t("limits.title"),
        told: glance.t("limits.told"),
    })
}
