//! Looking up words by key and filling in their values.

use std::collections::BTreeMap;

/// The words of one language. A text may hold `{{ name }}` placeholders and `{% if %}` parts.
///
/// A missing key shows itself as `[key]`: visible to a tester, harmless to a borrower; a test holds
/// every key used in the sources to the catalogue, so none is missing in a release.
#[derive(Debug)]
pub struct Texts {
    entries: BTreeMap<String, String>,
    engine: minijinja::Environment<'static>,
}

impl Texts {
    /// Texts by dotted key.
    pub fn new(entries: BTreeMap<String, String>) -> Texts {
        let mut engine = minijinja::Environment::new();
        engine.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
        Texts { entries, engine }
    }

    /// The text as it stands, if there is one.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.entries.get(key).map(String::as_str)
    }

    /// Does the key exist?
    pub fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// All keys, sorted.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
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
        let Some(text) = self.entries.get(key) else {
            return format!("[{key}]");
        };
        if !text.contains("{{") && !text.contains("{%") {
            return text.clone();
        }
        let values: BTreeMap<String, minijinja::Value> = args
            .into_iter()
            .map(|(k, v)| (k.as_ref().to_owned(), minijinja::Value::from(v.to_string())))
            .collect();
        match self.engine.render_str(text, minijinja::Value::from(values)) {
            Ok(out) => out,
            Err(e) => format!("[{key}: {e}]"),
        }
    }
}
