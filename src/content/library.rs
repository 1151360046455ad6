//! The files of the rule book: the built-in folder, and folders a person lays over it.

use super::problem::Problem;
use super::texts::{BuiltInTexts, LANGUAGES};
use super::whole;
use crate::domain::coded::{Args, Coded, Kind, args};
use include_dir::{Dir, include_dir};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::path::{Path, PathBuf};

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/content");

/// Where a file came from. A later layer's entries replace an earlier layer's by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// Compiled in.
    BuiltIn,
    /// From a folder laid over; the number tells folders apart, later ones win.
    Overlay(usize),
}

/// One content file.
#[derive(Debug, Clone)]
pub struct Source {
    /// Path inside the content folder, with forward slashes (`conduct/hours.toml`).
    pub path: String,
    /// The text.
    pub text: Cow<'static, str>,
    /// Where it came from.
    pub layer: Layer,
    /// Words of another language for its members; none where it is read as it is written.
    pub words: BuiltInTexts,
}

/// Why content can't be used.
#[derive(Debug, thiserror::Error)]
pub enum ContentError {
    /// An overlay folder or a file in it can't be read.
    #[error("{path}: {reason}")]
    Unreadable {
        /// The folder or file.
        path: PathBuf,
        /// The operating system's reason.
        reason: String,
    },
    /// Files were read and found wrong.
    #[error("{} problems", .0.len())]
    Rejected(Vec<Problem>),
}

impl Coded for ContentError {
    fn code(&self) -> &'static str {
        match self {
            ContentError::Unreadable { .. } => "content-unreadable",
            ContentError::Rejected(_) => "content-rejected",
        }
    }

    fn args(&self) -> Args {
        match self {
            ContentError::Unreadable { path, reason } => args([
                ("path", path.display().to_string()),
                ("reason", reason.clone()),
            ]),
            ContentError::Rejected(problems) => {
                let list: Vec<String> = problems.iter().map(ToString::to_string).collect();
                args([
                    ("count", problems.len().to_string()),
                    ("list", list.join("\n")),
                ])
            }
        }
    }

    fn kind(&self) -> Kind {
        Kind::Content
    }
}

/// All files of the rule book in use.
#[derive(Debug, Clone)]
pub struct Library {
    overlays: Vec<Vec<Source>>,
    /// Words of another language for the members of the built-in files.
    words: BuiltInTexts,
}

impl Library {
    /// The built-in book alone.
    pub fn built_in() -> Library {
        Library {
            overlays: Vec::new(),
            words: BuiltInTexts::NONE,
        }
    }

    /// The same files, what people read of the built-in ones in this language. What a folder laid over
    /// says stays as it is written.
    #[must_use]
    pub fn in_language(mut self, lang: &str) -> Library {
        self.words = match lang {
            reference if reference == LANGUAGES[0] => BuiltInTexts::NONE,
            other => BuiltInTexts::of(other),
        };
        self
    }

    /// The same files as they are written: what goes into papers for others.
    #[must_use]
    pub fn as_written(&self) -> Library {
        self.clone().in_language(LANGUAGES[0])
    }

    /// Lays a folder over what is there already and checks the whole book with it.
    ///
    /// # Errors
    /// The folder or a `.toml` file in it can't be read or isn't UTF-8, or the book with it is
    /// rejected: every problem at once. The library is then as it was.
    pub fn overlay(&mut self, folder: &Path) -> Result<(), ContentError> {
        self.lay(folder)?;
        // A folder is held to what it says itself: the checks read everything as it is written.
        whole::check(&self.as_written())
            .map(|_| ())
            .inspect_err(|_| {
                self.overlays.pop();
            })
    }

    /// Lays a folder over what is there already, unchecked: for the checks themselves.
    ///
    /// # Errors
    /// The folder or a `.toml` file in it can't be read or isn't UTF-8.
    pub fn lay(&mut self, folder: &Path) -> Result<(), ContentError> {
        let layer = Layer::Overlay(self.overlays.len());
        let mut files = Vec::new();
        collect(folder, folder, layer, &mut files)?;
        files.sort_by(|a, b| a.path.cmp(&b.path));
        self.overlays.push(files);
        Ok(())
    }

    /// Is any folder laid over the built-in book?
    pub fn has_overlay(&self) -> bool {
        !self.overlays.is_empty()
    }

    /// The `.toml` files under a folder (`"law"`), the built-in ones first, then overlay by overlay,
    /// sorted by path within each.
    pub fn folder(&self, folder: &str) -> Vec<Source> {
        let mut out = Vec::new();
        if let Some(dir) = BUILT_IN.get_dir(folder) {
            collect_built_in(dir, &mut out);
            for source in &mut out {
                source.words = self.words;
            }
        }
        out.sort_by(|a, b| a.path.cmp(&b.path));
        let prefix = format!("{folder}/");
        for files in &self.overlays {
            out.extend(
                files
                    .iter()
                    .filter(|f| f.path.starts_with(&prefix))
                    .cloned(),
            );
        }
        out
    }

    /// Every version of one file, the built-in one first.
    pub fn file(&self, path: &str) -> Vec<Source> {
        let mut out = Vec::new();
        if let Some(text) = BUILT_IN.get_file(path).and_then(|f| f.contents_utf8()) {
            out.push(Source {
                path: path.into(),
                text: text.into(),
                layer: Layer::BuiltIn,
                words: self.words,
            });
        }
        for files in &self.overlays {
            out.extend(files.iter().filter(|f| f.path == path).cloned());
        }
        out
    }

    /// The files of the overlays alone, for saying what they change.
    pub fn overlay_files(&self) -> Vec<&Source> {
        self.overlays.iter().flatten().collect()
    }

    /// Twelve hex digits over every file in use: two people with the same digits have the same book.
    pub fn fingerprint(&self) -> String {
        let mut all = Vec::new();
        collect_built_in(&BUILT_IN, &mut all);
        all.sort_by(|a, b| a.path.cmp(&b.path));
        all.extend(self.overlays.iter().flatten().cloned());
        let mut hash = Sha256::new();
        for source in &all {
            // Lengths first, so that no two different sets of files give the same bytes.
            hash.update((source.path.len() as u64).to_be_bytes());
            hash.update(source.path.as_bytes());
            hash.update((source.text.len() as u64).to_be_bytes());
            hash.update(source.text.as_bytes());
        }
        hash.finalize()
            .iter()
            .take(6)
            .map(|b| format!("{b:02x}"))
            .collect()
    }
}

fn collect_built_in(dir: &'static Dir<'static>, out: &mut Vec<Source>) {
    for file in dir.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        if let (true, Some(text)) = (path.ends_with(".toml"), file.contents_utf8()) {
            out.push(Source {
                path,
                text: text.into(),
                layer: Layer::BuiltIn,
                words: BuiltInTexts::NONE,
            });
        }
    }
    for sub in dir.dirs() {
        collect_built_in(sub, out);
    }
}

fn collect(
    root: &Path,
    folder: &Path,
    layer: Layer,
    out: &mut Vec<Source>,
) -> Result<(), ContentError> {
    let unreadable = |path: &Path, e: &std::io::Error| ContentError::Unreadable {
        path: path.into(),
        reason: e.to_string(),
    };
    for entry in std::fs::read_dir(folder).map_err(|e| unreadable(folder, &e))? {
        let path = entry.map_err(|e| unreadable(folder, &e))?.path();
        if path.is_dir() {
            collect(root, &path, layer, out)?;
        } else if path.extension().is_some_and(|e| e == "toml") {
            let text = std::fs::read_to_string(&path).map_err(|e| unreadable(&path, &e))?;
            let relative = path.strip_prefix(root).unwrap_or(&path);
            let name = relative.to_string_lossy().replace('\\', "/");
            out.push(Source {
                path: name,
                text: text.into(),
                layer,
                words: BuiltInTexts::NONE,
            });
        }
    }
    Ok(())
}
