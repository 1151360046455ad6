//! The last page of every interview: Enter keeps every answer that stands, and an answer changed
//! there is as if it had been given so from the beginning, the others kept where they still fit.

use super::{Break, Step, Walk, accepted, same, walks};

/// Questions that take lines until an empty one: one row on the page, however many lines.
const LISTS: [&str; 4] = [
    "confirm.repayments",
    "confirm.disputed_repayments",
    "confirm.rows",
    "attachments",
];

fn is_list(key: &str) -> bool {
    LISTS.iter().any(|list| key.ends_with(list))
}

/// The rows of the review page by their question's key.
fn rows(steps: &[Step]) -> Vec<&'static str> {
    let mut rows: Vec<&'static str> = Vec::new();
    for step in steps {
        if !(is_list(step.key) && rows.last() == Some(&step.key)) {
            rows.push(step.key);
        }
    }
    rows
}

/// Every row in turn is opened, and Enter keeps it.
fn enter_keeps_every_answer(walk: &Walk) {
    let (left, wanted) = walk.undisturbed();
    let home = left.last().unwrap();
    let mut terminal = walk.resumed(home, walk.steps.len(), Break::Kill);
    for (number, key) in rows(&walk.steps).iter().enumerate() {
        terminal.line(&(number + 1).to_string());
        terminal.reached(key).line("").review();
    }
    accepted(terminal);
    same(&walk.outcome(home), &wanted, "after Enter at every row");
}

/// An answer that is changed on the review page.
struct Change {
    /// The question's key and what is typed for it now.
    now: (&'static str, &'static str),
    /// Questions that are no longer asked.
    gone: &'static [&'static str],
    /// Questions that are asked then, each with the key of the one it stands behind.
    new: &'static [(&'static str, &'static str, &'static str)],
}

/// The interview in which the changed answer was given so from the beginning.
fn changed(mut walk: Walk, change: &Change) -> Walk {
    for step in walk.steps.iter_mut().filter(|s| s.key == change.now.0) {
        step.typed = change.now.1;
    }
    walk.steps.retain(|step| !change.gone.contains(&step.key));
    for (behind, key, typed) in change.new {
        let place = walk.steps.iter().position(|s| s.key == *behind).unwrap();
        walk.steps.insert(place + 1, Step { key, typed });
    }
    walk
}

fn as_if_given_so(walk: fn() -> Walk, change: &Change) {
    let (asked, wanted) = (walk(), changed(walk(), change).undisturbed().1);
    let (left, before) = asked.undisturbed();
    assert!(before != wanted, "the change changes nothing");
    let home = left.last().unwrap();
    let mut terminal = asked.resumed(home, asked.steps.len(), Break::Kill);
    let rows = rows(&asked.steps);
    let number = rows.iter().position(|key| *key == change.now.0).unwrap() + 1;
    terminal.line(&number.to_string());
    terminal.reached(change.now.0).line(change.now.1);
    for (_, key, typed) in change.new {
        terminal.reached(key).line(typed);
    }
    terminal.review();
    accepted(terminal);
    same(&asked.outcome(home), &wanted, "after the change");
}

/// Both tests of one interview, with the answer that is changed.
macro_rules! reviews {
    ($($name:ident: $now:expr, gone $gone:expr, new $new:expr;)*) => {$(
        mod $name {
            use super::*;

            #[test]
            fn enter_keeps_every_answer() {
                super::enter_keeps_every_answer(&walks::$name());
            }

            #[test]
            fn a_changed_answer_is_as_if_given_so() {
                let change = Change { now: $now, gone: $gone, new: $new };
                as_if_given_so(walks::$name, &change);
            }
        }
    )*};
}

reviews! {
    confirm_terms: ("confirm.lender_kind", "4"), gone &["confirm.platform_assisted"], new &[];
    confirm_plan: ("confirm.ask.repaid", "1"), gone &["confirm.ask.repaid_installments"], new &[];
    confirm_edit: ("confirm.installments", "36"), gone &[], new &[];
    confirm_second: ("confirm.claim.scope", "1"), gone &[], new &[];
    plan: ("plan.income", "5000"), gone &[], new &[];
    letter_c1: ("letter-borrower.name", "乙某"), gone &[], new &[];
    letter_c2: ("letter-c2.request.kind", "2"),
        gone &["letter-c2.request.monthly", "letter-c2.request.first_on"],
        new &[("letter-c2.request.kind", "letter-c2.request.until", "2027-03-01")];
    log_add: ("log-add.kind", "2"), gone &["log-add.answered", "log-add.robot"],
        new &[("log-add.direction", "log-add.channel", "2")];
    log_amend: ("log-add.direction", "2"), gone &[], new &[];
    log_complete: ("log-add.grade", "1"), gone &[], new &[];
    borrower: ("borrower.borrower.name", "乙某"), gone &[], new &[];
    visit: ("visit.record.people", "3"), gone &[], new &[];
}
