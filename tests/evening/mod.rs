//! An evening with six cases: one counselor, one computer, six borrowers one after the other, every
//! key typed at a terminal. Then what was written is looked through byte by byte.

mod afterwards;
mod borrowers;
mod table;

use crate::support::Home;
use borrowers::BORROWERS;

#[test]
fn six_borrowers_one_evening_and_nothing_of_one_is_with_another() {
    let home = Home::new();
    borrowers::everything_known(&home);
    borrowers::next_to_nothing_known(&home);
    borrowers::sealed(&home);
    borrowers::told_of_a_visit_tonight(&home);
    borrowers::in_distress(&home);
    borrowers::papers_of_a_court(&home);

    afterwards::the_list_and_the_counts_tell_no_secret(&home);
    afterwards::every_loan_is_reckoned_as_in_its_own_case(&home);
    afterwards::every_log_verifies_and_every_file_is_private(&home);
    afterwards::consent_stands_in_every_record(&home);
    afterwards::nothing_of_one_is_with_another(&home, &BORROWERS);
    afterwards::numbers_are_masked_on_every_page(&home, &BORROWERS);
    afterwards::one_is_handed_over_to_a_key_and_opens_there(&home);
    afterwards::one_is_deleted_and_leaves_nothing(&home);
    afterwards::nothing_of_one_is_with_another(&home, &BORROWERS);
}
