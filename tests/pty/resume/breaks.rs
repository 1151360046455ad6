//! Every interview broken off: which ones in which ways. One engine asks them all, so not every
//! interview is ended in every way; each is killed or left at every one of its questions.

use super::{Break, walks};

/// Tests of one interview: from every question on its own, and broken off at every question.
macro_rules! walks {
    ($($name:ident: $($how:ident)*;)*) => {$(
        mod $name {
            use super::{Break, walks};

            #[test]
            fn goes_on_from_every_question() {
                walks::$name().goes_on_from_every_question();
            }

            #[test]
            fn outlives_every_break() {
                $(walks::$name().outlives_a_break_at_every_question(Break::$how);)*
            }
        }
    )*};
}

walks! {
    confirm_terms: Kill;
    confirm_plan: Kill Close Interrupt;
    confirm_edit: Kill;
    confirm_second: Interrupt;
    plan: Interrupt;
    letter_c1: Kill Close Interrupt;
    letter_c2: Kill;
    log_add: Close;
    log_amend: Kill;
    log_complete: Kill Close Interrupt;
    borrower: Kill Close Interrupt;
    visit: Kill Close;
    visit_announced: Kill Close;
    visit_danger: Kill;
}
