//! "I don't know whether there are other charges" is an answer of its own.

use menshen::content::{Library, load_flow, load_legal_book};
use menshen::domain::loan::Loan;
use menshen::domain::statement::{Options, reconcile};
use menshen::interview::loan::loan_table;
use menshen::interview::{Answers, Value};

fn loan(charges: Value) -> Loan {
    let flow = load_flow(&Library::built_in(), "confirm").unwrap();
    let mut answers = Answers::new();
    for (id, value) in [
        ("id", "Ａ１"),
        ("lender_kind", "micro-loan"),
        ("ask.papers", "terms"),
        ("disbursed_on", "2026-04-10"),
        ("contract_amount", "6000.00"),
        ("repayment", "equal-installment"),
        ("installments", "6"),
        ("first_due", "2026-05-10"),
        ("rate.annual", "0.239"),
    ] {
        answers.set(id, Value::Given(value.into()), None);
    }
    answers.set("ask.charges", charges, None);
    let table = loan_table(&answers, &flow);
    let day = "2026-11-21".parse().unwrap();
    Loan::from_toml(&toml::to_string(&table).unwrap(), Some(day)).unwrap()
}

fn missing(loan: &Loan) -> Vec<String> {
    let book = load_legal_book(&Library::built_in()).unwrap();
    let statement = reconcile(loan, &book, &Options::default());
    statement.missing().into_iter().map(str::to_owned).collect()
}

#[test]
fn not_knowing_of_charges_is_not_knowing_that_there_are_none() {
    let unknown = loan(Value::Unknown);
    assert_eq!(unknown.charges_known, Some(false));
    assert!(missing(&unknown).contains(&"charges".to_owned()));
    let none = loan(Value::Given("false".into()));
    assert_eq!(none.charges_known, None);
    assert!(!missing(&none).contains(&"charges".to_owned()));
}

#[test]
fn a_short_name_typed_in_full_width_is_found_again_in_half_width() {
    assert_eq!(loan(Value::Unknown).id, "A1");
}
