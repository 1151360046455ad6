//! What is wrong with a loan, in words: each problem named as its question names it, with its line.

use super::line::line_of;
use crate::cli::Failure;
use crate::cli::context::Context;
use crate::domain::coded::{Kind, args};
use crate::domain::loan::{LoanProblem, member_at};
use crate::render::case::member_key;
use crate::render::texts::Texts;

/// The problems of a loan in words: what is wrong, named as the questions name it, and what to do.
pub fn problem_words(context: &Context, problems: &[LoanProblem]) -> Vec<String> {
    let texts = &context.texts;
    let words = |problem: &LoanProblem| {
        let mut args = problem.args.clone();
        if !problem.member.is_empty() {
            args.insert("member", named_member(texts, &problem.member));
        }
        let part = |part: &str| texts.say(&format!("errors.{}.{part}", problem.code), &args);
        let parts = [("message", part("message")), ("remedy", part("remedy"))];
        texts.say("loan.problem", parts)
    };
    problems.iter().map(words).collect()
}

/// A member by its short name and its path; by its path alone where the format has no such member.
fn named_member(texts: &Texts, path: &str) -> String {
    let steps: Vec<&str> = path.split('.').collect();
    let short = member_at(&steps).and_then(|member| {
        let key = format!("{}.short", member_key(texts, member.path));
        texts.get(&key).map(str::to_owned)
    });
    match short {
        Some(short) => texts.say(
            "loan.problem-member",
            [("short", short.as_str()), ("path", path)],
        ),
        None => path.to_owned(),
    }
}

/// Every problem of the loan in the file `path` with this text, at once and each with its line:
/// missing members lead to exit 5, wrong ones to 2.
pub fn refused(context: &Context, problems: &[LoanProblem], path: &str, text: &str) -> Failure {
    let missing: Vec<String> = problems
        .iter()
        .filter(|p| p.is_missing())
        .map(|p| p.member.clone())
        .collect();
    let with_line = |(words, problem): (String, &LoanProblem)| {
        let Some(line) = line_of(text, &problem.member) else {
            return words;
        };
        let args = [("line", line.to_string()), ("problem", words)];
        context.texts.say("loan.problem-at-line", args)
    };
    let details: Vec<String> = problem_words(context, problems)
        .into_iter()
        .zip(problems)
        .map(with_line)
        .collect();
    let count = args([
        ("count", details.len().to_string()),
        ("path", path.to_owned()),
    ]);
    let (code, kind) = if missing.len() == problems.len() {
        ("answers-needed", Kind::AnswerNeeded)
    } else {
        ("answers-rejected", Kind::Usage)
    };
    Failure::new(code, kind, count)
        .with_details(details)
        .with_needed(missing)
}
