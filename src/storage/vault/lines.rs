//! The lines of a log, sealed and opened: the body changes, the hashes don't.

use super::{Key, Recipients, VaultError, opened};
use crate::domain::chain::{body_of, sealed_body, sealed_text, with_body};
use std::borrow::Cow;
use std::io::Read;
use std::path::Path;

#[cfg(feature = "seal")]
mod coding {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;

    pub fn written(bytes: &[u8]) -> String {
        STANDARD.encode(bytes)
    }

    pub fn read(text: &str) -> Option<Vec<u8>> {
        STANDARD.decode(text).ok()
    }
}

#[cfg(not(feature = "seal"))]
mod coding {
    pub fn written(_bytes: &[u8]) -> String {
        String::new()
    }

    pub fn read(_text: &str) -> Option<Vec<u8>> {
        None
    }
}

/// A line without its LF, its open body sealed; one sealed already as it is. `None` where it isn't
/// in the form of a line, or withheld.
///
/// # Errors
/// The library's.
pub fn sealed_line(line: &[u8], to: &Recipients) -> std::io::Result<Option<Vec<u8>>> {
    if sealed_text(line).is_some() {
        return Ok(Some(line.to_vec()));
    }
    let Some(body) = body_of(line).filter(|body| body.starts_with('{')) else {
        return Ok(None);
    };
    let text = coding::written(&to.seal(body.as_bytes())?);
    Ok(with_body(line, &sealed_body(&text)))
}

/// A line without its LF, its sealed body opened; any other as it is.
///
/// # Errors
/// The body can't be opened with this key.
pub fn opened_line<'a>(line: &'a [u8], key: &Key) -> Result<Cow<'a, [u8]>, VaultError> {
    let Some(text) = sealed_text(line) else {
        return Ok(Cow::Borrowed(line));
    };
    let place = Path::new(crate::storage::log::FILE_NAME);
    let damaged = || VaultError::Damaged(place.into());
    let bytes = coding::read(text).ok_or_else(damaged)?;
    let mut body = String::new();
    opened(place, bytes.as_slice(), key)?
        .read_to_string(&mut body)
        .map_err(|_| damaged())?;
    with_body(line, &body).map(Cow::Owned).ok_or_else(damaged)
}
