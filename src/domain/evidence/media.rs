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
    } else if begins(b"#!SILK") || begins(b"\x02#!SILK") {
        // What chat programs keep voice messages in, often under a name that ends in .amr.
        "audio/silk"
    } else if begins(b"OggS") {
        "audio/ogg"
    } else if begins(b"GIF8") {
        "image/gif"
    } else if begins(b"RIFF") && holds_at(8, b"WEBP") {
        "image/webp"
    } else if begins(b"PK\x03\x04") {
        zip_media_type(beginning)
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

/// Office files are folders packed into one file; the names of what is packed say which.
fn zip_media_type(beginning: &[u8]) -> &'static str {
    let holds = |name: &[u8]| beginning.windows(name.len()).any(|part| part == name);
    if !holds(b"[Content_Types].xml") && !holds(b"_rels/") && !holds(b"docProps/") {
        return "application/zip";
    }
    if holds(b"word/") {
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    } else if holds(b"xl/") {
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    } else if holds(b"ppt/") {
        "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    } else {
        "application/zip"
    }
}

/// How the name of a file and its content go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameFit {
    /// The name ends as such files do.
    Agrees,
    /// The name promises another sort of file.
    Contradicts,
    /// The name promises a sort of file; the content is of none that is known.
    Untold,
    /// The name promises nothing.
    Silent,
}

impl NameFit {
    /// Stable kebab-case word.
    pub fn word(self) -> &'static str {
        match self {
            NameFit::Agrees => "agrees",
            NameFit::Contradicts => "contradicts",
            NameFit::Untold => "untold",
            NameFit::Silent => "silent",
        }
    }
}

/// Does the name of a file promise what its content is? Sound and film of the ISO family share one
/// form: a recorder's `.m4a` may say that it is a film, and no name contradicts that.
pub fn name_fit(name: &str, media_type: &str) -> NameFit {
    const ISO: &[&str] = &["audio/mp4", "video/mp4", "video/3gpp", "video/quicktime"];
    let Some((_, ending)) = name.rsplit_once('.') else {
        return NameFit::Silent;
    };
    let fitting: &[&str] = match ending.to_ascii_lowercase().as_str() {
        "m4a" | "mp4" | "3gp" | "3gpp" | "mov" | "m4v" => ISO,
        "aac" => &["audio/aac", "audio/mp4", "video/mp4"],
        "amr" | "awb" => &["audio/amr", "audio/amr-wb", "video/3gpp"],
        "mp3" => &["audio/mpeg"],
        "wav" => &["audio/wav"],
        "ogg" | "opus" => &["audio/ogg"],
        "silk" => &["audio/silk"],
        "jpg" | "jpeg" => &["image/jpeg"],
        "png" => &["image/png"],
        "gif" => &["image/gif"],
        "webp" => &["image/webp"],
        "heic" | "heif" => &["image/heic"],
        "pdf" => &["application/pdf"],
        "txt" | "csv" | "log" | "eml" | "vcf" => &["text/plain"],
        "docx" => &["application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
        "xlsx" => &["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
        "pptx" => &["application/vnd.openxmlformats-officedocument.presentationml.presentation"],
        "zip" => &["application/zip"],
        _ => return NameFit::Silent,
    };
    match media_type {
        fits if fitting.contains(&fits) => NameFit::Agrees,
        "application/octet-stream" => NameFit::Untold,
        // An office file whose parts are packed in an unusual order is only seen to be packed.
        "application/zip" if ending.ends_with(['x', 'X']) => NameFit::Agrees,
        _ => NameFit::Contradicts,
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
