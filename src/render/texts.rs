//! Looking up words by key and filling in their values.

use crate::domain::money::Money;
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
    engine.add_filter("date", |text: String| {
        text.parse().map_or(text, super::dates::long_date)
    });
}

fn amount(text: &str) -> Option<Money> {
    match text.strip_prefix('-') {
        Some(rest) => Money::parse(rest).ok().map(|m| -m),
        None => Money::parse(text).ok(),
    }
}
