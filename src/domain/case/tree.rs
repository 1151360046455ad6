//! One value of a stored loan by its path: read, put, taken away. A step of figures is a place in
//! a list, counted from 0.

use crate::domain::loan::ONE_OF;
use toml::{Table, Value};

/// The value a path leads to.
pub fn value_at<'t>(table: &'t Table, path: &[&str]) -> Option<&'t Value> {
    let (first, rest) = path.split_first()?;
    let mut value = table.get(*first)?;
    for step in rest {
        value = match value {
            Value::Table(inner) => inner.get(*step)?,
            Value::Array(items) => items.get(step.parse::<usize>().ok()?)?,
            _ => return None,
        };
    }
    Some(value)
}

/// Puts a value at a path, making what lies between. The place just behind the end of a list adds
/// to it. A member of which the format takes only one of several replaces the other.
///
/// False, and nothing is changed, where the path leads through a plain value or past a list's end.
pub fn put_at(table: &mut Table, path: &[&str], value: Value) -> bool {
    let Some((first, rest)) = path.split_first() else {
        return false;
    };
    if ONE_OF.contains(first) && rest.len() == 1 {
        table.remove(*first);
    }
    if *first == "charges" && rest.len() == 2 {
        drop_other_charge(table, rest);
    }
    if rest.is_empty() {
        table.insert((*first).to_owned(), value);
        return true;
    }
    let absent = !table.contains_key(*first);
    let below = table
        .entry((*first).to_owned())
        .or_insert_with(|| empty_for(rest[0]));
    let put = put_below(below, rest, value);
    if absent && !put {
        table.remove(*first);
    }
    put
}

fn put_below(within: &mut Value, path: &[&str], value: Value) -> bool {
    let Some((step, rest)) = path.split_first() else {
        *within = value;
        return true;
    };
    match within {
        Value::Table(inner) => put_at(inner, path, value),
        Value::Array(items) => match step.parse::<usize>() {
            Ok(place) if place < items.len() => put_below(&mut items[place], rest, value),
            Ok(place) if place == items.len() => {
                let mut fresh = rest
                    .first()
                    .map_or_else(|| Value::from(""), |s| empty_for(s));
                let put = put_below(&mut fresh, rest, value);
                if put {
                    items.push(fresh);
                }
                put
            }
            _ => false,
        },
        _ => false,
    }
}

/// A charge is with every instalment or once at the start, never both.
fn drop_other_charge(table: &mut Table, rest: &[&str]) {
    let others: &[&str] = match rest {
        [_, "each"] => &["upfront", "kept_back"],
        [_, "upfront"] => &["each"],
        _ => &[],
    };
    let place = rest.first().and_then(|s| s.parse::<usize>().ok());
    if let (Some(Value::Array(items)), Some(place)) = (table.get_mut("charges"), place)
        && let Some(Value::Table(charge)) = items.get_mut(place)
    {
        for other in others {
            charge.remove(*other);
        }
    }
}

fn empty_for(step: &str) -> Value {
    if !step.is_empty() && step.bytes().all(|b| b.is_ascii_digit()) {
        Value::Array(Vec::new())
    } else {
        Value::Table(Table::new())
    }
}

/// Takes the value a path leads to away, and whatever is empty without it.
pub fn take_at(table: &mut Table, path: &[&str]) -> Option<Value> {
    let (first, rest) = path.split_first()?;
    if rest.is_empty() {
        return table.remove(*first);
    }
    let below = table.get_mut(*first)?;
    let taken = take_below(below, rest)?;
    if is_empty(below) {
        table.remove(*first);
    }
    Some(taken)
}

fn take_below(within: &mut Value, path: &[&str]) -> Option<Value> {
    match within {
        Value::Table(inner) => take_at(inner, path),
        Value::Array(items) => {
            let (step, rest) = path.split_first()?;
            let place = step.parse::<usize>().ok().filter(|p| *p < items.len())?;
            if rest.is_empty() {
                return Some(items.remove(place));
            }
            let taken = take_below(&mut items[place], rest)?;
            if is_empty(&items[place]) {
                items.remove(place);
            }
            Some(taken)
        }
        _ => None,
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Table(inner) => inner.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}
