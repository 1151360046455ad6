//! Copying files in.

use menshen::domain::coded::Coded;
use menshen::domain::evidence::media_type;
#[cfg(unix)]
use menshen::storage::attachments::check_source;
use menshen::storage::attachments::{AttachmentError, copy_in};
use std::path::Path;

fn refused(folder: &Path, source: &Path) -> AttachmentError {
    let error = copy_in(folder, source, [1; 16]).unwrap_err();
    let left = std::fs::read_dir(folder.join("attachments")).map_or(0, Iterator::count);
    assert_eq!(left, 0, "nothing half copied stays behind");
    error
}

#[test]
fn a_copy_is_the_original_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("通话 录音.m4a");
    let mut bytes = b"\0\0\0\x20ftypM4A ".to_vec();
    bytes.extend((0..700_000_u32).map(|i| (i % 251) as u8));
    std::fs::write(&source, &bytes).unwrap();
    let attachment = copy_in(folder.path(), &source, [0xC3; 16]).unwrap();
    assert_eq!(attachment.id, "c3".repeat(16));
    assert_eq!(attachment.name, "通话 录音.m4a");
    assert_eq!(attachment.size, bytes.len() as u64);
    assert_eq!(attachment.media_type, "audio/mp4");
    let hash = menshen::domain::chain::Hash::of(&[&bytes]).to_string();
    assert_eq!(attachment.sha256, hash);
    let copy = folder.path().join("attachments").join(&attachment.id);
    assert_eq!(std::fs::read(copy).unwrap(), bytes);
    assert_eq!(std::fs::read(&source).unwrap(), bytes);
}

#[test]
fn an_empty_file_is_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("empty");
    std::fs::write(&source, b"").unwrap();
    let attachment = copy_in(folder.path(), &source, [1; 16]).unwrap();
    assert_eq!(
        (attachment.size, attachment.media_type.as_str()),
        (0, "application/octet-stream")
    );
}

#[test]
fn an_id_in_use_is_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("a");
    std::fs::write(&source, b"first").unwrap();
    let first = copy_in(folder.path(), &source, [1; 16]).unwrap();
    std::fs::write(&source, b"second").unwrap();
    let error = copy_in(folder.path(), &source, [1; 16]).unwrap_err();
    assert_eq!(error.code(), "attachment-unwritable");
    let copy = folder.path().join("attachments").join(first.id);
    assert_eq!(std::fs::read(copy).unwrap(), b"first");
}

#[test]
fn what_is_not_a_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let absent = refused(folder.path(), &folder.path().join("没有这个文件.jpg"));
    assert_eq!(absent.code(), "attachment-not-found");
    assert!(absent.args()["path"].ends_with("没有这个文件.jpg"));
    assert_eq!(
        refused(folder.path(), folder.path()).code(),
        "attachment-is-folder"
    );
}

#[cfg(unix)]
#[test]
fn a_pipe_or_a_device_is_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo")
        .arg(&pipe)
        .status()
        .unwrap();
    assert!(made.success());
    assert_eq!(
        refused(folder.path(), &pipe).code(),
        "attachment-not-regular"
    );
    assert_eq!(
        check_source(Path::new("/dev/zero")).unwrap_err().code(),
        "attachment-not-regular"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_stops_being_readable_is_named() {
    let folder = tempfile::tempdir().unwrap();
    // Reading a process's memory at address 0 fails after the file was opened.
    let error = refused(folder.path(), Path::new("/proc/self/mem"));
    assert_eq!(error.code(), "attachment-unreadable");
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_is_not_as_long_as_it_said_is_still_changing() {
    let folder = tempfile::tempdir().unwrap();
    // It says that it has no bytes, and has some: as a recording does that goes on.
    let error = refused(folder.path(), Path::new("/proc/self/status"));
    assert_eq!(error.code(), "attachment-changing");
}

#[test]
fn a_folder_of_attachments_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("attachments"), b"a file in its place").unwrap();
    let source = folder.path().join("a");
    std::fs::write(&source, b"x").unwrap();
    let error = copy_in(folder.path(), &source, [1; 16]).unwrap_err();
    assert_eq!(error.code(), "attachment-unwritable");
}

#[test]
fn the_kind_of_a_file_is_told_from_its_bytes() {
    let long_text = "催收短信".repeat(400);
    let cases: [(&[u8], &str); 22] = [
        (b"\0\0\0\x1cftypM4A \0\0", "audio/mp4"),
        (b"\0\0\0\x1cftypisom\0\0", "video/mp4"),
        (b"\0\0\0\x1cftypmp42", "video/mp4"),
        (b"\0\0\0\x1cftyp3gp4", "video/3gpp"),
        (b"\0\0\0\x1cftypqt  ", "video/quicktime"),
        (b"\0\0\0\x1cftypheic", "image/heic"),
        (b"\0\0\0\x1cftypmif1", "image/heic"),
        (b"#!AMR\n\x3c", "audio/amr"),
        (b"#!AMR-WB\n", "audio/amr-wb"),
        (b"ID3\x03\0", "audio/mpeg"),
        (b"\xff\xfb\x90\x64", "audio/mpeg"),
        (b"\xff\xf1\x50\x80", "audio/aac"),
        (b"RIFF\x24\0\0\0WAVEfmt ", "audio/wav"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n\0", "image/png"),
        (b"%PDF-1.7\n", "application/pdf"),
        ("[2026-11-20 22:47] 今天还款\r\n".as_bytes(), "text/plain"),
        (&long_text.as_bytes()[..4096], "text/plain"),
        (&long_text.as_bytes()[..100], "application/octet-stream"),
        (b"PK\x03\x04", "application/zip"),
        (b"text\0text", "application/octet-stream"),
        (b"\xff", "application/octet-stream"),
    ];
    for (bytes, expected) in cases {
        assert_eq!(
            media_type(bytes),
            expected,
            "{:?}",
            &bytes[..bytes.len().min(16)]
        );
    }
}
