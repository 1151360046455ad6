//! Links in a notice: where they lead by their own words. Nothing is ever opened.

use super::plain::Plain;
use serde::Serialize;

/// What kind of link it is by its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkKind {
    /// A shortened address: where it leads can't be seen.
    Short,
    /// A program to be installed.
    AppFile,
    /// Looks like an office's address and doesn't end like one.
    LooksOfficial,
    /// Ends as the addresses of offices do.
    Government,
    /// Any other.
    Plain,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// The host alone, so that nothing on the screen can be clicked to the end.
    pub host: String,
    /// What kind it is.
    pub kind: LinkKind,
}

/// Words of addresses, from the rule book.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LinkWords {
    /// Hosts that shorten addresses.
    pub short_hosts: Vec<String>,
    /// Words in a host that make it look like an office's (court, gov).
    pub official_words: Vec<String>,
    /// How the addresses of offices end (`.gov.cn`).
    pub official_ends: Vec<String>,
    /// How files of programs end (`.apk`).
    pub app_files: Vec<String>,
}

/// Finds the links.
pub fn links(plain: &Plain, words: &LinkWords) -> Vec<Link> {
    let mut out: Vec<Link> = Vec::new();
    let in_address = |c: &char| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>');
    for run in plain.chars().split(|c| !in_address(c)) {
        let text: String = run.iter().collect();
        let text = text.trim_matches(|c: char| !c.is_ascii_alphanumeric() && c != '/');
        if let Some(link) = link(text, words).filter(|l| !out.contains(l)) {
            out.push(link);
        }
    }
    out
}

fn link(text: &str, words: &LinkWords) -> Option<Link> {
    let (scheme, rest) = match text.find("://") {
        // Something may be glued to the scheme: `点击https://…`.
        Some(at) => (true, text.get(at + 3..)?),
        None => (false, text),
    };
    if !scheme && rest.contains('@') {
        return None;
    }
    let rest = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
    let host = rest.split(['/', '?', '#', ':', ',', ';', ')']).next()?;
    let labels: Vec<&str> = host.split('.').collect();
    let well_formed = labels.len() >= 2
        && labels
            .iter()
            .all(|l| !l.is_empty() && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
    let top = labels.last()?;
    let named = top.len() >= 2 && top.bytes().all(|b| b.is_ascii_alphabetic());
    let numeric = labels.len() == 4 && labels.iter().all(|l| l.parse::<u8>().is_ok());
    if !well_formed || !(named || numeric && scheme) {
        return None;
    }
    Some(Link {
        kind: kind(host, text, words),
        host: host.to_owned(),
    })
}

fn kind(host: &str, text: &str, words: &LinkWords) -> LinkKind {
    let ends = |list: &[String], text: &str| list.iter().any(|e| text.ends_with(e.as_str()));
    let path = text.split(['?', '#']).next().unwrap_or(text);
    if ends(&words.app_files, path) {
        LinkKind::AppFile
    } else if words.short_hosts.iter().any(|s| s == host) {
        LinkKind::Short
    } else if ends(&words.official_ends, host) {
        LinkKind::Government
    } else if words
        .official_words
        .iter()
        .any(|w| host.contains(w.as_str()))
    {
        LinkKind::LooksOfficial
    } else {
        LinkKind::Plain
    }
}
