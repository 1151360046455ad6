//! The loan, the household and the request that the tests tell the program about.

use super::{Home, arg};
use std::path::PathBuf;

/// A loan of the worked case: 30,000 yuan in 24 equal instalments, ten paid on time.
pub const A1: &str = include_str!("../../content/demo/a1.toml");

/// A household with 800 yuan a month to spare.
pub const HOUSEHOLD: &str = include_str!("../../content/demo/household.toml");

/// A request for instalments within what the household can keep.
pub const REQUEST: &str = include_str!("../../content/demo/letter-c2.toml");

/// The loan as a file beside the home.
pub fn loan(home: &Home) -> PathBuf {
    home.file("a1.toml", A1)
}

/// The household as a file beside the home.
pub fn household(home: &Home) -> PathBuf {
    home.file("household.toml", HOUSEHOLD)
}

/// A home with a case of this name in use, its loan A1 stored and its plan made.
pub fn with_case(name: &str) -> Home {
    let home = Home::new();
    home.done(&["case", "new", name]);
    let loan = loan(&home);
    home.done(&["confirm", "--answers", arg(&loan), "--case", name]);
    let household = household(&home);
    home.done(&["plan", "--answers", arg(&household)]);
    home
}
