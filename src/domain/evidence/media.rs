//! What kind of file this is, told from how it begins. File names lie; recorders' first bytes don't.

/// How many bytes of a file [`media_type`] wants to see.
pub const MEDIA_TYPE_BYTES: usize = 4096;

/// The media type of a file that begins with these bytes (the whole file, or its first
/// [`MEDIA_TYPE_BYTES`]): what telephones record and photograph, papers and plain text; anything
/// else is `application/octet-stream`.
pub fn media_type(beginning: &[u8]) -> &'static str {
    let begins = |mark: &[u8]| beginning.starts_with(mark);
    let holds_at =
        |offset: usize, mark: &[u8]| beginning.get(offset..offset + mark.len()) == Some(mark);
    if holds_at(4, b"ftyp") {
        return iso_media_type(beginning.get(8..12).unwrap_or_default());
    }
    if begins(b"\xFF\xD8\xFF") {
        "image/jpeg"
    } else if begins(b"\x89PNG\r\n\x1A\n") {
        "image/png"
    } else if begins(b"%PDF-") {
        "application/pdf"
    } else if begins(b"#!AMR-WB") {
        "audio/amr-wb"
    } else if begins(b"#!AMR") {
        "audio/amr"
    } else if begins(b"ID3") {
        "audio/mpeg"
    } else if begins(b"RIFF") && holds_at(8, b"WAVE") {
        "audio/wav"
    } else if let [0xFF, second, ..] = beginning
        && second & 0xE0 == 0xE0
    {
        mpeg_audio_type(*second)
    } else if is_text(beginning) {
        "text/plain"
    } else {
        "application/octet-stream"
    }
}

/// Files of the ISO family (mp4, m4a, heic) say in a four-letter brand what they hold.
fn iso_media_type(brand: &[u8]) -> &'static str {
    match brand {
        b"M4A " | b"M4B " => "audio/mp4",
        b"heic" | b"heix" | b"hevc" | b"heim" | b"heis" | b"mif1" | b"msf1" => "image/heic",
        b"qt  " => "video/quicktime",
        [b'3', b'g', b'p' | b'2', _] => "video/3gpp",
        _ => "video/mp4",
    }
}

/// A frame's second byte holds the layer: 0 is AAC in ADTS frames, the others are MPEG audio.
fn mpeg_audio_type(second: u8) -> &'static str {
    match second & 0b0000_0110 {
        0 if second & 0xF0 == 0xF0 => "audio/aac",
        0 => "application/octet-stream",
        _ => "audio/mpeg",
    }
}

/// UTF-8 without control characters other than line ends, tabs and form feeds. The last character
/// may be cut where the reading stopped.
fn is_text(beginning: &[u8]) -> bool {
    let text = match std::str::from_utf8(beginning) {
        Ok(text) => text,
        Err(e) if e.error_len().is_none() && beginning.len() >= MEDIA_TYPE_BYTES => {
            match std::str::from_utf8(&beginning[..e.valid_up_to()]) {
                Ok(text) => text,
                Err(_) => return false,
            }
        }
        Err(_) => return false,
    };
    !text.is_empty()
        && text
            .chars()
            .all(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t' | '\u{c}'))
}
