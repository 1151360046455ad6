//! Where in a file of answers a member stands.

use toml::de::{DeTable, DeValue};

/// The line, from 1, of the member at this path (`repayments.0.amount`) in a TOML text; of the
/// nearest member around it that is there, where the path itself isn't. `None` where nothing of it
/// is, or the text isn't TOML.
pub fn line_of(text: &str, path: &str) -> Option<usize> {
    let table = DeTable::parse(text).ok()?;
    let mut steps = path.split('.');
    let mut value = table.get_ref().get(steps.next()?)?;
    for step in steps {
        let inner = match value.get_ref() {
            DeValue::Table(table) => table.get(step),
            DeValue::Array(items) => step.parse::<usize>().ok().and_then(|i| items.get(i)),
            _ => None,
        };
        match inner {
            Some(inner) => value = inner,
            None => break,
        }
    }
    let before = text.get(..value.span().start)?;
    Some(before.matches('\n').count() + 1)
}
