//! Why a file can't be used as a table.

use crate::domain::coded::{Args, Coded, Kind, args};

/// Every code, for the tests of the words.
pub const CODES: [&str; 4] = [
    "import-csv-broken",
    "import-no-header",
    "import-too-long",
    "import-empty",
];

/// Why a text isn't a table that can be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// A quotation mark without its end, or the like.
    #[error("import-csv-broken {line}")]
    Broken {
        /// The line, counted from 1.
        line: u64,
    },
    /// No line of column names stands before the first payment.
    #[error("import-no-header {line}")]
    NoHeader {
        /// The first line with a day in it.
        line: u64,
    },
    /// More lines than are read.
    #[error("import-too-long")]
    TooLong {
        /// How many are.
        most: usize,
    },
    /// No line with anything in it.
    #[error("import-empty")]
    Empty,
}

impl Coded for ImportError {
    fn code(&self) -> &'static str {
        match self {
            ImportError::Broken { .. } => "import-csv-broken",
            ImportError::NoHeader { .. } => "import-no-header",
            ImportError::TooLong { .. } => "import-too-long",
            ImportError::Empty => "import-empty",
        }
    }

    fn args(&self) -> Args {
        match self {
            ImportError::Broken { line } | ImportError::NoHeader { line } => {
                args([("line", line.to_string())])
            }
            ImportError::TooLong { most } => args([("most", most.to_string())]),
            ImportError::Empty => Args::new(),
        }
    }

    fn kind(&self) -> Kind {
        Kind::Usage
    }
}
