//! Files as plain tables, with the place of each value: for checks that look across folders and need
//! no more of a file than a few members.

use crate::content::library::Source;
use crate::content::problem::line_of;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The 1-based line of an offset of a file.
pub(super) fn line(source: &Source, offset: usize) -> usize {
    line_of(&source.text, offset)
}

/// Hands the top table of a file over; what isn't TOML is named by those who load the file.
pub(super) fn with_top(source: &Source, read: impl FnOnce(&DeTable<'_>)) {
    if let Ok(top) = DeTable::parse(&source.text) {
        read(top.get_ref());
    }
}

/// The tables of an array of tables.
pub(super) fn tables<'t, 'a>(table: &'t DeTable<'a>, member: &str) -> Vec<&'t DeTable<'a>> {
    let array = table.get(member).and_then(|v| v.get_ref().as_array());
    let items = array.map_or(&[][..], |a| a.as_ref());
    items
        .iter()
        .filter_map(|v| v.get_ref().as_table())
        .collect()
}

/// A text with its offset.
pub(super) fn text<'t>(table: &'t DeTable<'_>, member: &str) -> Option<(&'t str, usize)> {
    let value = table.get(member)?;
    Some((value.get_ref().as_str()?, value.span().start))
}

/// The texts of a list with their offsets.
pub(super) fn texts<'t>(table: &'t DeTable<'_>, member: &str) -> Vec<(&'t str, usize)> {
    table.get(member).map_or_else(Vec::new, listed)
}

/// The texts of a list with their offsets.
pub(super) fn listed<'t>(list: &'t Spanned<DeValue<'_>>) -> Vec<(&'t str, usize)> {
    let items = list.get_ref().as_array().map_or(&[][..], |a| a.as_ref());
    items
        .iter()
        .filter_map(|v| Some((v.get_ref().as_str()?, v.span().start)))
        .collect()
}
