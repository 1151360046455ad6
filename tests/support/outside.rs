//! What the systems do differently: modes, links, words in no encoding.

use std::ffi::OsString;
use std::path::Path;

/// Gives a file or folder this mode; where there are none, nothing happens.
pub fn set_mode(path: &Path, mode: u32) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    }
    #[cfg(not(unix))]
    let _ = (path, mode);
}

/// Holds if the file or folder has this mode; where there are none, if it is there.
pub fn has_mode(path: &Path, mode: u32) -> bool {
    let meta = path.metadata().unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        meta.permissions().mode() & 0o777 == mode
    }
    #[cfg(not(unix))]
    {
        let _ = (meta, mode);
        true
    }
}

/// A link at `at` that leads to `to`, which need not be there.
pub fn link(to: impl AsRef<Path>, at: impl AsRef<Path>) {
    #[cfg(unix)]
    std::os::unix::fs::symlink(to, at).unwrap();
    #[cfg(windows)]
    match to.as_ref().is_dir() {
        true => std::os::windows::fs::symlink_dir(to, at).unwrap(),
        false => std::os::windows::fs::symlink_file(to, at).unwrap(),
    }
}

/// A word of the command line that is no text: 小李 in GB18030, and half a character where words are
/// UTF-16.
pub fn no_text() -> OsString {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStringExt;
        OsString::from_vec(b"\xd0\xa1\xc0\xee".to_vec())
    }
    #[cfg(windows)]
    {
        use std::os::windows::ffi::OsStringExt;
        OsString::from_wide(&[0xd800])
    }
}
