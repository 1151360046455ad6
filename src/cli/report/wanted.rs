//! What was asked for on the line.

use crate::cli::Failure;
use crate::cli::facts::Disclosure;
use crate::cli::log::read_numbers;
use crate::domain::coded::{Args, Kind};
use clap::ArgMatches;

/// Bytes in a megabyte as upload forms count.
const MEGABYTE: u64 = 1024 * 1024;

/// What a bundle is asked to hold and to show.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The loan named.
    pub loan: Option<String>,
    /// The entries named, as the letter's question takes them.
    pub entries: Option<String>,
    /// The borrower's own numbers.
    pub own_numbers: Disclosure,
    /// Numbers in what is told: whoever called.
    pub told_numbers: Disclosure,
    /// Entries that hold such numbers go into the copy of the log all the same.
    pub log_whole: bool,
    /// Texts that hold such numbers go along all the same.
    pub files_whole: bool,
    /// Do the files go along?
    pub with_files: bool,
    /// May an earlier bundle be replaced?
    pub replace: bool,
    /// Files the form at hand takes, where the borrower read it there.
    pub files_at_most: Option<usize>,
    /// Bytes it takes a file.
    pub bytes_at_most: Option<u64>,
}

impl Wanted {
    /// From the line.
    ///
    /// # Errors
    /// The list of entries isn't one.
    pub fn of(matches: &ArgMatches) -> Result<Wanted, Failure> {
        let text = |id: &str| matches.get_one::<String>(id);
        let shows = |field: &str| {
            let mut fields = matches.get_many::<String>("unmasked").into_iter().flatten();
            fields.any(|given| given == field)
        };
        let disclosure = |field: &str| match shows(field) {
            true => Disclosure::Full,
            false => Disclosure::Masked,
        };
        let entries = match text("entries") {
            None => None,
            Some(list) => {
                let numbers = read_numbers(list)?;
                if numbers.is_empty() {
                    return Err(Failure::new("log-bad-numbers", Kind::Usage, Args::new()));
                }
                let numbers: Vec<String> = numbers.iter().map(u64::to_string).collect();
                Some(numbers.join(","))
            }
        };
        let megabytes = matches.get_one::<u64>("file-limit").copied();
        let most = matches.get_one::<u64>("files-at-most").copied();
        Ok(Wanted {
            loan: text("loan").cloned(),
            entries,
            own_numbers: disclosure("own"),
            told_numbers: disclosure("callers"),
            log_whole: shows("log"),
            files_whole: shows("files"),
            with_files: !matches.get_flag("no-files"),
            replace: matches.get_flag("force"),
            files_at_most: most.and_then(|n| usize::try_from(n).ok()),
            bytes_at_most: megabytes.map(|n| n.saturating_mul(MEGABYTE)),
        })
    }
}
