//! Who types: asked before the first name or figure of somebody else is.

use super::super::super::Failure;
use super::super::super::context::Context;
use super::super::chosen::line_of_page;
use crate::domain::case::counsel::Counsel;
use crate::domain::coded::{Kind, args};
use crate::interview::reading::plain_form;
use crate::interview::{Choice, Page, Prompter, Say};

/// Whose hands are on the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Typist {
    /// The counselor's: what is typed is somebody else's, who has to have agreed.
    Helper,
    /// The borrower's own: nobody else's leave is needed.
    Borrower,
}

/// What came of the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leave {
    /// The counselor types, and records first what the borrower agrees to.
    ToBeRecorded,
    /// The borrower types.
    NotNeeded,
    /// There is none: nothing is to be typed.
    Refused,
    /// It isn't about this case.
    OtherCase,
}

/// The answers in the order of their numbers, from 1.
const ANSWERS: [(&str, Leave); 4] = [
    ("helper", Leave::ToBeRecorded),
    ("borrower", Leave::NotNeeded),
    ("refused", Leave::Refused),
    ("other-case", Leave::OtherCase),
];

/// Asks who types, for the case of this name or for one that is about to be made. `lapsed`: why what
/// was agreed to no longer stands (`withdrawn`, `run-out`).
///
/// # Errors
/// The person left.
pub(super) fn asked(
    context: &Context,
    case: Option<&str>,
    lapsed: Option<&'static str>,
) -> Result<Leave, Failure> {
    let mut body = match case {
        Some(name) => vec![Say::with(
            "session.typist.case",
            [("name", name.to_owned())],
        )],
        None => Vec::new(),
    };
    if let Some(why) = lapsed {
        body.push(Say::key(format!("session.typist.{why}")));
    }
    body.extend(["before", "ask"].map(|key| Say::key(format!("session.typist.{key}"))));
    // With no case yet there is no other one to go to.
    let answers = ANSWERS
        .iter()
        .take(ANSWERS.len() - usize::from(case.is_none()));
    let choices = (1..).zip(answers.clone()).map(|(number, (key, _))| Choice {
        key: number.to_string(),
        label: Say::key(format!("session.typist.{key}")),
    });
    let page = Page {
        body,
        choices: choices.collect(),
        keys: Some(Say::key("session.typist.keys")),
        fresh: true,
        ..Page::default()
    };
    loop {
        let typed = line_of_page(context, &page)?;
        let number = plain_form(&typed).parse::<usize>().ok();
        let at = number.and_then(|number| number.checked_sub(1));
        match at.and_then(|at| answers.clone().nth(at)) {
            Some((_, leave)) => return Ok(*leave),
            None => context
                .prompter()
                .show(&[Say::key("rejected.no-such-number")]),
        }
    }
}

/// Why what was agreed to last no longer stands; `None` where nothing was agreed to yet.
pub(super) fn lapsed(counsel: &Counsel) -> Option<&'static str> {
    let last = counsel.last_consent()?;
    Some(match last.withdrawn_on {
        Some(_) => "withdrawn",
        None => "run-out",
    })
}

/// Where nobody can be asked, a case nobody's consent stands in is not gone on with.
///
/// # Errors
/// Nothing stands.
pub(super) fn needed(context: &Context, name: &str, counsel: &Counsel) -> Result<(), Failure> {
    if counsel.standing_consent(context.as_of()).is_some() {
        return Ok(());
    }
    let name = args([("name", name.to_owned())]);
    let failure = Failure::new("session-consent-needed", Kind::AnswerNeeded, name);
    Err(failure.with_needed(vec!["consent".to_owned()]))
}
