//! The page at a glance, and what is there for everybody: the check of the computer, completions,
//! manual pages.

mod browser;
mod computer;
mod figures;
mod shells;

use crate::support::{Home, arg};

/// The built-in case walked to its end, in a home of its own, and its page.
pub fn page_of_the_demo() -> (Home, String) {
    let home = Home::new();
    home.done(&["demo"]);
    let path = home.beside("page.html");
    home.done(&[
        "--home",
        arg(&home.path().join("demo")),
        "report",
        "page",
        "-o",
        arg(&path),
    ]);
    let page = std::fs::read_to_string(&path).unwrap();
    (home, page)
}
