//! Check digits, forms and masks of numbers.

use super::vectors;
use menshen::domain::identifier::{
    CaseNumber, card_last_four, credit_code_faults, identity_faults, mask_identity, mask_mobile,
    normalised_credit_code,
};

#[test]
fn identity_numbers() {
    for case in vectors("identities") {
        let faults: Vec<_> = identity_faults(&case.line)
            .iter()
            .map(|f| f.code())
            .collect();
        assert_eq!(Some(faults.join(" ")), case.faults, "{}", case.line);
    }
}

#[test]
fn every_slip_of_one_digit_and_every_swap_of_neighbours_is_caught() {
    let right = "410105199703151230";
    let digits: Vec<char> = right.chars().collect();
    for at in 0..18 {
        for other in '0'..='9' {
            let mut slipped = digits.clone();
            slipped[at] = other;
            let slipped: String = slipped.into_iter().collect();
            assert_eq!(
                identity_faults(&slipped).is_empty(),
                slipped == right,
                "{slipped}"
            );
        }
    }
    for at in 0..17 {
        let mut swapped = digits.clone();
        swapped.swap(at, at + 1);
        let swapped: String = swapped.into_iter().collect();
        assert_eq!(
            identity_faults(&swapped).is_empty(),
            swapped == right,
            "{swapped}"
        );
    }
}

#[test]
fn credit_codes() {
    for case in vectors("credit_codes") {
        let code = normalised_credit_code(&case.line);
        let faults: Vec<_> = credit_code_faults(&code).iter().map(|f| f.code()).collect();
        assert_eq!(Some(faults.join(" ")), case.faults, "{}", case.line);
    }
}

#[test]
fn case_numbers() {
    for case in vectors("case_numbers") {
        let read = CaseNumber::parse(&case.line)
            .map(|n| format!("{} {n}", n.level.word()))
            .map_err(|fault| fault.code().to_owned());
        let wanted = match (&case.gives, &case.rejected) {
            (Some(text), None) => Ok(text.clone()),
            (None, Some(code)) => Err(code.clone()),
            _ => panic!("{case:?} says neither or both"),
        };
        assert_eq!(read, wanted, "{}", case.line);
    }
}

#[test]
fn masks_hide_what_they_must() {
    assert_eq!(mask_identity("410105199703151234"), "410***********1234");
    assert_eq!(mask_mobile("13812345678"), "138****5678");
    assert_eq!(mask_mobile("12345"), "*****");
    assert_eq!(mask_identity(""), "");
    assert_eq!(
        card_last_four("6222 0000 0000 1234").as_deref(),
        Some("1234")
    );
    assert_eq!(
        card_last_four("6222-0000-0000-0001-234").as_deref(),
        Some("1234")
    );
    assert_eq!(card_last_four("1234"), None);
    assert_eq!(card_last_four("62220000000a1234"), None);
}
