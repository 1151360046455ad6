//! The last page: everything once more, each line to be changed by its number.

use super::super::flow::Question;
use super::super::prompter::{Choice, Page, Prompter, Reply, Say};
use super::super::reading;
use super::page::{help, shown};
use super::{Edge, Interview, Objection};

/// What came of the review.
pub(super) enum Reviewed {
    /// All is right.
    Accepted,
    /// The question of this id is to be asked again.
    Change(String),
    /// The person left.
    Left,
}

impl Interview<'_> {
    /// Shows all answers until they are accepted, one is to be changed, or the person leaves.
    pub(super) fn review(
        &mut self,
        asked: &[Question],
        prompter: &mut dyn Prompter,
        edge: &mut dyn Edge,
        notice: &mut Vec<Say>,
    ) -> Reviewed {
        let mut wrong: Vec<Objection> = Vec::new();
        loop {
            notice.extend(objected(&wrong, asked));
            let mut page = Page {
                body: std::mem::take(notice),
                fresh: true,
                ..Page::default()
            };
            page.body.push(Say::key("interview.review"));
            for (i, question) in asked.iter().enumerate() {
                let value = self
                    .answers
                    .get(&question.id)
                    .map_or(String::new(), |v| shown(question, v));
                page.choices.push(Choice {
                    key: (i + 1).to_string(),
                    label: Say::with(
                        if wrong.iter().any(|o| o.id == question.id) {
                            "interview.review-line-wrong"
                        } else {
                            "interview.review-line"
                        },
                        [
                            ("what", format!("@{}.short", question.text)),
                            ("value", value),
                        ],
                    ),
                });
            }
            page.keys = Some(Say::key("interview.review-keys"));
            let line = match prompter.ask(&page) {
                Reply::Line(line) => line,
                Reply::Interrupted | Reply::Closed => return Reviewed::Left,
            };
            let plain = reading::plain_form(&line);
            match plain.as_str() {
                "#" | "求助" => {
                    if !help(prompter) {
                        return Reviewed::Left;
                    }
                }
                "" | "y" | "Y" | "是" | "确认" => {
                    wrong = edge.objections(&self.on_the_way(&self.answers));
                    if wrong.is_empty() {
                        return Reviewed::Accepted;
                    }
                    if !prompter.forgives() {
                        prompter.show(&objected(&wrong, asked));
                        return Reviewed::Left;
                    }
                }
                "!" | "退出" => return Reviewed::Left,
                "<" | "返回" => {
                    if let Some(last) = asked.last() {
                        return Reviewed::Change(last.id.clone());
                    }
                }
                "?" => notice.push(Say::key("interview.review-why")),
                other => match other
                    .parse::<usize>()
                    .ok()
                    .and_then(|n| asked.get(n.checked_sub(1)?))
                {
                    Some(question) => return Reviewed::Change(question.id.clone()),
                    None => notice.push(Say::key("rejected.no-such-number")),
                },
            }
        }
    }
}

/// What doesn't hold, each under the number and the short name of its question.
fn objected(wrong: &[Objection], asked: &[Question]) -> Vec<Say> {
    if wrong.is_empty() {
        return Vec::new();
    }
    let line = |objection: &Objection| match asked.iter().position(|q| q.id == objection.id) {
        Some(at) => Say::with(
            "interview.objection",
            [
                ("number", (at + 1).to_string()),
                ("what", format!("@{}.short", asked[at].text)),
                ("words", objection.words.clone()),
            ],
        ),
        None => Say::Plain(objection.words.clone()),
    };
    let head = Say::key("errors.answers-not-consistent.message");
    std::iter::once(head)
        .chain(wrong.iter().map(line))
        .collect()
}
