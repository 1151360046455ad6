//! Looking up words by key and filling in their values.

use super::dates::{DateWords, long_date};
use crate::domain::money::Money;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

/// Where texts come from.
pub trait Wording: fmt::Debug + Send + Sync {
    /// The text of a dotted key, if there is one.
    fn text(&self, key: &str) -> Option<&str>;

    /// All keys, sorted.
    fn keys(&self) -> Vec<&str>;
}

impl Wording for BTreeMap<String, String> {
    fn text(&self, key: &str) -> Option<&str> {
        self.get(key).map(String::as_str)
    }

    fn keys(&self) -> Vec<&str> {
        self.keys().map(String::as_str).collect()
    }
}

/// The words of one language. A text may hold `{{ name }}` placeholders and `{% if %}` parts.
///
/// A missing key shows itself as `[key]`: visible to a tester, harmless to a borrower; a test holds
/// every key used in the sources to the catalogue, so none is missing in a release.
#[derive(Debug, Clone)]
pub struct Texts {
    wording: Arc<dyn Wording>,
    /// Made when the first text with a placeholder is asked for.
    engine: OnceLock<minijinja::Environment<'static>>,
}

impl Texts {
    /// Texts by dotted key.
    pub fn new(wording: impl Wording + 'static) -> Texts {
        Texts {
            wording: Arc::new(wording),
            engine: OnceLock::new(),
        }
    }

    fn engine(&self) -> &minijinja::Environment<'static> {
        self.engine.get_or_init(|| {
            let mut engine = minijinja::Environment::new();
            engine.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
            add_filters(&mut engine);
            if let Some(days) = DateWords::of(self) {
                let written = move |text: String| text.parse().map_or(text, |day| days.long(day));
                engine.add_filter("date", written);
            }
            engine
        })
    }

    /// The text as it stands, if there is one.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.wording.text(key)
    }

    /// Does the key exist?
    pub fn has(&self, key: &str) -> bool {
        self.wording.text(key).is_some()
    }

    /// All keys, sorted.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.wording.keys().into_iter()
    }

    /// A text without placeholders.
    pub fn t(&self, key: &str) -> String {
        self.say(key, std::iter::empty::<(&str, &str)>())
    }

    /// A day as this language writes it: `2026年11月21日`, `21 Nov 2026`.
    pub fn day(&self, day: NaiveDate) -> String {
        DateWords::of(self).map_or_else(|| long_date(day), |words| words.long(day))
    }

    /// The name of a day's weekday.
    pub fn weekday(&self, day: NaiveDate) -> String {
        let id = day.format("%a").to_string().to_lowercase();
        self.t(&format!("dates.weekday.{id}"))
    }

    /// A day with its weekday: `2026年11月21日（星期六）`.
    pub fn day_with_weekday(&self, day: NaiveDate) -> String {
        let parts = [("date", self.day(day)), ("weekday", self.weekday(day))];
        self.say("dates.with-weekday", parts)
    }

    /// Names in a row: `A1、A2`.
    pub fn listed<S: AsRef<str>>(&self, names: &[S]) -> String {
        self.joined(names, "joined.list", "、")
    }

    /// Sentences or longer parts in a row: `一；二`.
    pub fn series<S: AsRef<str>>(&self, parts: &[S]) -> String {
        self.joined(parts, "joined.series", "；")
    }

    /// Short clauses in a row: `一，二`.
    pub fn clauses<S: AsRef<str>>(&self, parts: &[S]) -> String {
        self.joined(parts, "joined.clauses", "，")
    }

    fn joined<S: AsRef<str>>(&self, parts: &[S], key: &str, otherwise: &str) -> String {
        let parts: Vec<&str> = parts.iter().map(AsRef::as_ref).collect();
        parts.join(self.get(key).unwrap_or(otherwise))
    }

    /// Words beside others: `（…）`.
    pub fn aside(&self, what: impl ToString) -> String {
        self.say("joined.aside", [("what", what.to_string())])
    }

    /// Words behind their name: `名字：…`.
    pub fn labelled(&self, name: impl ToString, what: impl ToString) -> String {
        let parts = [("name", name.to_string()), ("what", what.to_string())];
        self.say("joined.labelled", parts)
    }

    /// A text with its placeholders filled.
    pub fn say<K, V, I>(&self, key: &str, args: I) -> String
    where
        K: AsRef<str>,
        V: ToString,
        I: IntoIterator<Item = (K, V)>,
    {
        let Some(text) = self.wording.text(key) else {
            return format!("[{key}]");
        };
        if !text.contains("{{") && !text.contains("{%") {
            return text.to_owned();
        }
        let values: BTreeMap<String, minijinja::Value> = args
            .into_iter()
            .map(|(k, v)| (k.as_ref().to_owned(), minijinja::Value::from(v.to_string())))
            .collect();
        match self
            .engine()
            .render_str(text, minijinja::Value::from(values))
        {
            Ok(out) => out,
            Err(e) => format!("[{key}: {e}]"),
        }
    }
}

/// `money` groups an amount's digits, `capitals` writes it in capitals, `date` writes a day as
/// letters do. What isn't an amount or a day stays as it is: a text must never fail for a value.
pub(super) fn add_filters(engine: &mut minijinja::Environment<'static>) {
    engine.add_filter("money", |text: String| {
        amount(&text).map_or(text, Money::grouped)
    });
    engine.add_filter("capitals", |text: String| {
        amount(&text)
            .and_then(super::capitals::capitals)
            .unwrap_or(text)
    });
    engine.add_filter("date", |text: String| text.parse().map_or(text, long_date));
}

fn amount(text: &str) -> Option<Money> {
    match text.strip_prefix('-') {
        Some(rest) => Money::parse(rest).ok().map(|m| -m),
        None => Money::parse(text).ok(),
    }
}
