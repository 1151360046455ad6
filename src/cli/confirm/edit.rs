//! `menshen confirm A1 --edit`: the questions again with what stands offered at each.

use super::super::Failure;
use super::super::ask;
use super::super::context::{Context, RestsOn};
use super::super::loan::{as_stored, stored};
use super::{json_of, loan_of, objections, statement_words};
use crate::content::load_flow;
use crate::domain::ceiling::LegalBook;
use crate::domain::coded::{Kind, args};
use crate::domain::statement::{Options, reconcile};
use crate::interview::Answers;
use crate::interview::stored::{reviewed, stored_answers};

/// Asks again, stores what was reviewed, shows the statement. What `confirm` doesn't ask stays.
///
/// # Errors
/// No such loan, nobody can be asked, the answers don't make a loan, or another has the new name.
pub fn run(
    context: &Context,
    book: &LegalBook,
    options: &Options,
    id: Option<&str>,
) -> Result<(), Failure> {
    let id = id.unwrap_or_default();
    let folder = context.open_case()?;
    let flow = load_flow(&context.library, "confirm")?;
    let lock = folder.lock()?;
    let mut case = folder.load()?;
    let old = stored(&case, id)?.clone();
    let known = stored_answers(&old, &flow);
    let draft = folder.loan_draft("confirm-edit", id);
    let taken: Vec<&str> = case.loan_ids().filter(|other| *other != id).collect();
    let check = |answers: &Answers| {
        let table = reviewed(&old, answers, &flow);
        objections::of(context, &flow, answers, table, &taken)
    };
    let nothing_aside = |_: &str, _: &Answers| Vec::new();
    let answers = ask::checked_answers(
        context,
        &flow,
        &known,
        &draft,
        &nothing_aside,
        &check,
        &lock,
    )?;
    let mut table = reviewed(&old, &answers, &flow);
    let loan = loan_of(context, &mut table, &answers)?;
    if loan.id != id && case.loan(&loan.id).is_some() {
        let args = args([("id", loan.id.clone())]);
        return Err(Failure::new("loan-name-in-use", Kind::Case, args));
    }
    case.replace_loan(id, as_stored(&loan)?);
    folder.save(&case, &lock)?;
    draft.remove()?;
    context.note(
        "confirm.stored",
        args([("id", loan.id.clone()), ("case", folder.name().into())]),
    );
    let statement = reconcile(&loan, book, options);
    context.rests_on(RestsOn::Reckoning, statement.as_of)?;
    context.emit(
        &statement_words(context, &loan, &statement)?,
        &json_of(&statement),
    )
}
