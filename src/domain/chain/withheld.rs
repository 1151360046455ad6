//! A line with its body taken out, for a copy somebody else is given. What is hashed stays as it was:
//! the copy verifies, and says when something was written down and that it is kept back.

use super::{Flaw, canonical, check_line};

/// The same line with `"body":null`, without its LF.
///
/// # Errors
/// The line doesn't verify by itself: nothing is made of it.
pub fn withheld(line: &[u8]) -> Result<Vec<u8>, Vec<Flaw>> {
    let checked = check_line(line);
    if !checked.holds() {
        return Err(checked.flaws);
    }
    let members = canonical::scan(line).map_err(|flaw| vec![flaw])?;
    let [commitment, hash, prev, recorded_at, seq] =
        ["commitment", "hash", "prev", "recorded_at", "seq"]
            .map(|name| members.value(name).unwrap_or_default());
    Ok(format!(
        "{{\"body\":null,\"commitment\":{commitment},\"hash\":{hash},\"prev\":{prev},\
         \"recorded_at\":{recorded_at},\"seq\":{seq}}}"
    )
    .into_bytes())
}
