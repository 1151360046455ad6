//! Photos: what the camera wrote beside the picture.

use super::{Found, Harm, holds};
use exif::{In, Tag, Value};
use std::io::{self, BufReader, Read, Seek};

/// Editing programs write what cameras do once more, as text near the beginning.
const TEXT_BYTES: u64 = 1024 * 1024;

pub(super) fn found<R: Read + Seek>(source: &mut R) -> io::Result<Found> {
    let mut found = Found::default();
    match exif::Reader::new().read_from_container(&mut BufReader::new(&mut *source)) {
        Ok(written) => add(&written, &mut found),
        Err(exif::Error::NotFound(_)) => {}
        Err(exif::Error::Io(e)) if e.kind() != io::ErrorKind::UnexpectedEof => return Err(e),
        // Broken, or of a newer form: what it says isn't known.
        Err(_) => found.partly = true,
    }
    source.rewind()?;
    let mut beginning = Vec::new();
    source.take(TEXT_BYTES).read_to_end(&mut beginning)?;
    if holds(&beginning, b"GPSLatitude") {
        found.add(Harm::Place, None);
    }
    Ok(found)
}

fn add(written: &exif::Exif, found: &mut Found) {
    let text = |tag: Tag| {
        let field = written.get_field(tag, In::PRIMARY)?;
        match &field.value {
            Value::Ascii(parts) => {
                let bytes = parts.first()?;
                let text = String::from_utf8_lossy(bytes);
                let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\0');
                (!text.is_empty()).then(|| text.to_owned())
            }
            _ => None,
        }
    };
    // An empty field for the place, as telephones write with the place switched off, names none.
    let place = written
        .get_field(Tag::GPSLatitude, In::PRIMARY)
        .is_some_and(|field| match &field.value {
            Value::Rational(parts) => parts.iter().any(|part| part.num != 0),
            _ => true,
        });
    if place {
        found.add(Harm::Place, None);
    }
    let (make, model) = (text(Tag::Make), text(Tag::Model));
    let device = match (make, model) {
        (Some(make), Some(model)) if !model.starts_with(&make) => Some(format!("{make} {model}")),
        (make, model) => model.or(make),
    };
    if device.is_some() {
        found.add(Harm::Device, device);
    }
    let numbers = [
        Tag::BodySerialNumber,
        Tag::LensSerialNumber,
        Tag::CameraOwnerName,
    ];
    if numbers.into_iter().any(|tag| text(tag).is_some()) {
        found.add(Harm::Serial, None);
    }
    if let Some(author) = text(Tag::Artist) {
        found.add(Harm::Author, Some(author));
    }
}
