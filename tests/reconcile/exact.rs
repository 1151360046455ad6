//! What was rewritten for speed gives what its plain definition gives.

use menshen::domain::money::Money;
use menshen::domain::rate::{Multiple, Rate};
use proptest::prelude::*;
use rust_decimal::Decimal;

#[test]
fn amounts_are_written_with_two_decimals_to_the_ends_of_their_range() {
    for (fen, written) in [
        (0, "0.00"),
        (5, "0.05"),
        (-5, "-0.05"),
        (99, "0.99"),
        (100, "1.00"),
        (-173_050, "-1730.50"),
        (i64::MAX, "92233720368547758.07"),
        (i64::MIN, "-92233720368547758.08"),
    ] {
        let amount = Money::from_fen(fen);
        assert_eq!(amount.to_string(), written);
        assert_eq!(serde_json::to_value(amount).unwrap(), written);
    }
}

proptest! {
    #[test]
    fn amounts_are_written_as_decimals_are(fen in any::<i64>()) {
        prop_assert_eq!(Money::from_fen(fen).to_string(), Decimal::new(fen, 2).to_string());
    }

    #[test]
    fn a_decimal_of_the_rule_book_is_the_rate_its_text_is(
        mantissa in -1_000_i64..200_000_000_000_000,
        scale in 0_u32..14,
    ) {
        let value = Decimal::new(mantissa, scale);
        let text = value.normalize().to_string();
        prop_assert_eq!(Rate::from_decimal(value), Rate::parse(&text).ok());
        prop_assert_eq!(Multiple::from_decimal(value), Multiple::parse(&text).ok());
    }
}
