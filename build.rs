//! Lays out the built-in words for look-up: a command that prints three sentences must not read the
//! four hundred thousand bytes they stand among.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// For each language: every key and text in one file, and where each stands in it, sorted by key. No
/// addresses, so that the loader has nothing to put right before the program starts.
fn main() -> Outcome<()> {
    println!("cargo:rerun-if-changed=content/text");
    println!("cargo:rerun-if-changed=build.rs");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("no OUT_DIR")?);
    let mut source = String::from("static SHIPPED: &[Language] = &[\n");
    for folder in sorted(Path::new("content/text"))? {
        let lang = folder.file_name().unwrap_or_default().to_string_lossy();
        let (written, index) = laid_out(&texts(&folder)?)?;
        let file = out.join(format!("texts-{lang}.txt"));
        std::fs::write(&file, written)?;
        writeln!(
            source,
            "    Language {{ tag: {lang:?}, written: include_str!({file:?}), index: &{index:?} }},"
        )?;
    }
    source.push_str("];\n");
    std::fs::write(out.join("texts.rs"), source)?;
    Ok(())
}

fn sorted(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        paths.push(entry?.path());
    }
    paths.sort();
    Ok(paths)
}

/// All texts of a folder by dotted key; of two with one key the later file's.
fn texts(folder: &Path) -> Outcome<BTreeMap<String, String>> {
    let mut entries = BTreeMap::new();
    for path in sorted(folder)? {
        if path.extension().is_some_and(|e| e == "toml") {
            let read = toml::from_str::<toml::Table>(&std::fs::read_to_string(&path)?);
            let table = read.map_err(|e| format!("{}: {e}", path.display()))?;
            flatten("", table, &mut entries);
        }
    }
    Ok(entries)
}

/// What is no text is left out here; the check of the whole book names it.
fn flatten(prefix: &str, table: toml::Table, entries: &mut BTreeMap<String, String>) {
    for (name, value) in table {
        let key = match prefix {
            "" => name,
            outer => format!("{outer}.{name}"),
        };
        match value {
            toml::Value::String(text) => {
                entries.insert(key, text);
            }
            toml::Value::Table(inner) => flatten(&key, inner, entries),
            _ => {}
        }
    }
}

/// Keys and texts one after the other, and for each where the key begins, where it ends and the text
/// begins, and where that ends.
fn laid_out(entries: &BTreeMap<String, String>) -> Outcome<(String, Vec<[u32; 3]>)> {
    let mut written = String::new();
    let mut index = Vec::new();
    for (key, text) in entries {
        let begins = u32::try_from(written.len())?;
        written.push_str(key);
        let parted = u32::try_from(written.len())?;
        written.push_str(text);
        index.push([begins, parted, u32::try_from(written.len())?]);
    }
    Ok((written, index))
}
