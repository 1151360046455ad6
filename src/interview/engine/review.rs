//! The last page: everything once more, each line to be changed by its number.

use super::super::flow::Question;
use super::super::prompter::{Choice, Page, Prompter, Reply, Say};
use super::super::reading::{self, Rejected};
use super::Interview;
use super::page::{help, rejection, shown};

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
        notice: &mut Vec<Say>,
    ) -> Reviewed {
        loop {
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
                        "interview.review-line",
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
                "" | "y" | "Y" | "是" | "确认" => return Reviewed::Accepted,
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
                    None => notice.push(rejection(&Rejected::new("no-such-number"))),
                },
            }
        }
    }
}
