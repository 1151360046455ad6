//! What a file carries along unseen, that could harm whoever hands it on: the place a photo was taken
//! at, the telephone's model, an author's name, a path on somebody's computer. The file is only read.

mod film;
mod office;
mod paper;
mod picture;
mod sound;

use super::media::{MEDIA_TYPE_BYTES, media_type};
use std::io::{self, Read, Seek, SeekFrom};

/// Something a file carries along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Harm {
    /// Where it was made, as coordinates.
    Place,
    /// The make and model of what made it.
    Device,
    /// The number of that very device, its lens or its owner's name in it.
    Serial,
    /// Who wrote or saved it.
    Author,
    /// A path on somebody's computer: it often holds a name.
    Path,
    /// Comments beside the text.
    Comments,
    /// What was changed, with the words that stood there before.
    Revisions,
}

impl Harm {
    /// Stable kebab-case word.
    pub fn word(self) -> &'static str {
        match self {
            Harm::Place => "place",
            Harm::Device => "device",
            Harm::Serial => "serial",
            Harm::Author => "author",
            Harm::Path => "path",
            Harm::Comments => "comments",
            Harm::Revisions => "revisions",
        }
    }
}

/// One thing carried along.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Carried {
    /// What.
    pub what: Harm,
    /// In the file's words, where that harms nobody to read: a model, an author. Never coordinates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

/// What is seen of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examined {
    /// What kind of file it is, told from its first bytes.
    pub media_type: &'static str,
    /// How long a recording is in whole seconds, begun ones left away, where the file says or shows
    /// it for certain.
    pub seconds: Option<u64>,
    /// What it carries along, each once, in the order of [`Harm`].
    pub carried: Vec<Carried>,
    /// Is there a part that can't be looked into, or a sort of file nothing is known of? Then an empty
    /// list says nothing.
    pub partly: bool,
}

/// What a sort of file gave.
#[derive(Debug, Default)]
struct Found {
    seconds: Option<u64>,
    carried: Vec<Carried>,
    partly: bool,
}

impl Found {
    fn add(&mut self, what: Harm, detail: Option<String>) {
        let detail = detail
            .map(|text| text.split_whitespace().collect::<Vec<&str>>().join(" "))
            .filter(|text| !text.is_empty());
        let there = self.carried.iter_mut().find(|c| c.what == what);
        match there {
            None => self.carried.push(Carried { what, detail }),
            Some(there) => match (&mut there.detail, detail) {
                (Some(words), Some(more)) if !words.contains(&more) => {
                    words.push('、');
                    words.push_str(&more);
                }
                (None, more) => there.detail = more,
                _ => {}
            },
        }
    }

    /// Nothing is known of such files, or they can't be read to their end.
    fn unknown() -> Found {
        Found {
            partly: true,
            ..Found::default()
        }
    }
}

/// Looks through a file of any size: only the parts where such things stand are read.
///
/// # Errors
/// The file can't be read. One that is broken inside is no error: it is said to be looked at in part.
pub fn examined<R: Read + Seek>(mut source: R) -> io::Result<Examined> {
    let length = source.seek(SeekFrom::End(0))?;
    source.rewind()?;
    let mut beginning = Vec::new();
    let most = u64::try_from(MEDIA_TYPE_BYTES).unwrap_or(u64::MAX);
    (&mut source).take(most).read_to_end(&mut beginning)?;
    source.rewind()?;
    let media_type = media_type(&beginning);
    let found = looked_into(&mut source, media_type, length);
    let Found {
        seconds,
        mut carried,
        partly,
    } = match found {
        // It ends before it should.
        Err(e) if e.kind() == io::ErrorKind::UnexpectedEof => Found::unknown(),
        other => other?,
    };
    carried.sort_by_key(|c| c.what);
    Ok(Examined {
        media_type,
        seconds,
        carried,
        partly,
    })
}

fn looked_into<R: Read + Seek>(source: &mut R, media_type: &str, length: u64) -> io::Result<Found> {
    match media_type {
        "image/jpeg" | "image/png" | "image/webp" | "image/heic" => picture::found(source),
        "audio/mp4" | "video/mp4" | "video/3gpp" | "video/quicktime" => film::found(source, length),
        "audio/amr" | "audio/amr-wb" => sound::of_amr(source, media_type),
        "audio/wav" => sound::of_wav(source, length),
        "application/pdf" => paper::found(source),
        packed if packed.starts_with("application/vnd.openxml") => office::found(source),
        // Nothing but the words one sees.
        "text/plain" => Ok(Found::default()),
        _ => Ok(Found::unknown()),
    }
}

/// Does this stand in those bytes?
fn holds(bytes: &[u8], words: &[u8]) -> bool {
    position(bytes, words).is_some()
}

/// Where this stands first.
fn position(bytes: &[u8], words: &[u8]) -> Option<usize> {
    bytes.windows(words.len()).position(|part| part == words)
}
