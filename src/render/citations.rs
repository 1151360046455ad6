//! Citations in a row as a person reads them: the articles of one instrument together, and its short
//! name where it has to be named again.

use super::rules::named;
use super::texts::Texts;
use crate::domain::law::{Citation, Confidence};

/// One citation with how binding it is; one known from reports alone says so.
pub fn cited(texts: &Texts, citation: &Citation) -> String {
    weighed(texts, citation, citation.to_string())
}

fn weighed(texts: &Texts, citation: &Citation, source: String) -> String {
    let key = match citation.confidence {
        Confidence::VerifiedText => "statement.cited",
        Confidence::Secondary => "statement.cited-by-report",
    };
    let force = named(texts, "force-short", &citation.force);
    texts.say(key, [("source", source), ("force", force)])
}

/// Several, in the order given. Articles of one instrument that are equally binding and equally well
/// checked are named together; what differs in that stays apart, so that nothing read only in a report
/// borrows the weight of an article that was read itself.
pub fn cited_together(texts: &Texts, citations: &[Citation]) -> Vec<String> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for citation in citations {
        let article = citation.article.as_deref();
        match groups.iter_mut().find(|group| group.takes(citation)) {
            Some(group) if article.is_none_or(|a| group.articles.contains(&a)) => {}
            Some(group) => group.articles.extend(article),
            None => {
                let named_before = groups.iter().any(|g| g.first.title == citation.title);
                groups.push(Group {
                    first: citation,
                    articles: article.into_iter().collect(),
                    named_before,
                });
            }
        }
    }
    groups.iter().map(|group| group.words(texts)).collect()
}

/// Citations that are named as one.
struct Group<'a> {
    first: &'a Citation,
    articles: Vec<&'a str>,
    /// The instrument was named in full by an earlier group.
    named_before: bool,
}

impl Group<'_> {
    fn takes(&self, other: &Citation) -> bool {
        self.first.title == other.title
            && self.first.force == other.force
            && self.first.confidence == other.confidence
            && self.first.article.is_some() == other.article.is_some()
    }

    fn words(&self, texts: &Texts) -> String {
        // Some languages set the article off by a blank, which belongs before the first of them alone.
        let bare: Vec<&str> = self.articles.iter().map(|a| a.trim_start()).collect();
        let first = self.articles.first().copied().unwrap_or_default();
        let blank = &first[..first.len() - first.trim_start().len()];
        let articles = format!("{blank}{}", texts.listed(&bare));
        let source = match self.named_before {
            true => texts.say("joined.instrument", [("title", &self.first.short)]) + &articles,
            false => {
                let article = Some(articles).filter(|a| !a.is_empty());
                Citation {
                    article,
                    ..self.first.clone()
                }
                .to_string()
            }
        };
        weighed(texts, self.first, source)
    }
}
