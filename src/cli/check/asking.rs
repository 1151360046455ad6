//! Answers about something to be checked: from a file nothing is stored, at a terminal a draft is
//! kept in the case until the end.

use crate::cli::Failure;
use crate::cli::ask;
use crate::cli::context::Context;
use crate::interview::Answers;
use crate::interview::questionnaire::Questionnaire;
use crate::storage::Draft;

/// The answers, and the draft to be removed once the result was shown.
///
/// # Errors
/// The file lacks or spoils answers, nobody can be asked, or the person left.
pub(super) fn answered(
    context: &Context,
    flow: &Questionnaire,
    known: &Answers,
) -> Result<(Answers, Option<Draft>), Failure> {
    if let Some(path) = &context.answers {
        let answers = ask::from_file(context, flow, known, path)?;
        context.remember_to_fetch(ask::to_fetch(context, flow, &answers));
        return Ok((answers, None));
    }
    context.need_terminal(ask::needed(flow, known))?;
    let folder = context.open_case()?;
    let lock = folder.lock()?;
    let draft = folder.draft(&flow.id);
    let answers = ask::answers(context, flow, known, &draft, &|_, _| Vec::new(), &lock)?;
    Ok((answers, Some(draft)))
}
