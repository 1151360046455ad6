//! Counts side by side as a drawing: one bar a row, its name before it, its figure behind it.

use super::html::escaped;
use super::page::Picture;

/// Units of the drawing.
const WIDE: usize = 600;
const NAMED: usize = 120;
const COUNTED: usize = 40;
const HIGH: usize = 22;
const THICK: usize = 14;
/// From the top of a row to the foot of its letters.
const BASE: usize = 15;

/// Bars of these counts; `None` where there is nothing to compare.
pub fn bars(title: String, told: String, counts: &[(String, usize)]) -> Option<Picture> {
    let most = counts.iter().map(|(_, count)| *count).max()?;
    if most == 0 || counts.len() < 2 {
        return None;
    }
    let room = WIDE - NAMED - COUNTED;
    let mut marks = String::new();
    for (row, (name, count)) in counts.iter().enumerate() {
        let top = row * HIGH;
        let long = (room * count / most).max(1);
        let (base, bar) = (top + BASE, top + (HIGH - THICK) / 2);
        let end = NAMED + long + 6;
        marks.push_str(&format!(
            "<text x=\"{}\" y=\"{base}\" text-anchor=\"end\">{}</text>\
             <rect x=\"{NAMED}\" y=\"{bar}\" width=\"{long}\" height=\"{THICK}\"/>\
             <text x=\"{end}\" y=\"{base}\">{count}</text>\n",
            NAMED - 8,
            escaped(name)
        ));
    }
    Some(Picture {
        marks,
        size: (WIDE, counts.len() * HIGH),
        title,
        told,
    })
}
