//! What the program is made of: no crate that opens connections, no source that does, no feature
//! that would let one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Crates that open connections, speak a protocol of the network, or wait on sockets. Looked for
/// among everything in the lock file: every platform, and what tests alone use.
const CONNECTING: &[&str] = &[
    "actix-web",
    "async-io",
    "async-net",
    "async-std",
    "attohttpc",
    "awc",
    "axum",
    "curl",
    "curl-sys",
    "ftp",
    "git2",
    "h2",
    "h3",
    "hickory-proto",
    "hickory-resolver",
    "http",
    "httparse",
    "hyper",
    "hyper-util",
    "isahc",
    "lettre",
    "libssh2-sys",
    "mio",
    "minreq",
    "native-tls",
    "neli",
    "openssl",
    "openssl-sys",
    "opentelemetry-otlp",
    "polling",
    "quinn",
    "reqwest",
    "rouille",
    "russh",
    "rustls",
    "schannel",
    "security-framework",
    "self_update",
    "sentry",
    "smol",
    "socket2",
    "ssh2",
    "surf",
    "suppaftp",
    "tiny_http",
    "tokio",
    "tokio-native-tls",
    "tokio-rustls",
    "tonic",
    "tracing-opentelemetry",
    "trust-dns-resolver",
    "tungstenite",
    "ureq",
    "warp",
    "webpki-roots",
    "websocket",
    "xhr",
    "zmq",
];

/// Names in a source that open a connection, or start another program that could.
const OPENING: &[&str] = &[
    "std::net",
    "core::net",
    "TcpStream",
    "TcpListener",
    "UdpSocket",
    "UnixStream",
    "UnixListener",
    "UnixDatagram",
    "ToSocketAddrs",
    "rustix::net",
    "process::Command",
    "process::{Command",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn locked() -> BTreeSet<String> {
    let text = std::fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let lock: toml::Table = toml::from_str(&text).unwrap();
    lock["package"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["name"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn no_crate_in_the_lock_file_opens_a_connection() {
    let locked = locked();
    assert!(locked.len() > 100, "only {} crates were read", locked.len());
    assert!(locked.contains("menshen") && locked.contains("clap"));
    let found: Vec<_> = CONNECTING.iter().filter(|c| locked.contains(**c)).collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn the_list_of_connecting_crates_is_in_order() {
    let mut sorted = CONNECTING.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(sorted.len(), CONNECTING.len());
}

fn rust_files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

#[test]
fn no_source_of_ours_opens_a_connection_or_starts_a_program() {
    let mut files = Vec::new();
    rust_files(&root().join("src"), &mut files);
    assert!(files.len() > 100, "only {} files were read", files.len());
    let mut found = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        for (number, line) in text.lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            for word in OPENING.iter().filter(|word| line.contains(**word)) {
                found.push(format!("{}:{}: {word}", file.display(), number + 1));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// The crates of the program itself with the features they are built with on this machine.
fn features() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .current_dir(root())
        .args(["tree", "--offline", "--locked", "--edges", "normal"])
        .args(["--prefix", "none", "--format", "{p}|{f}"])
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{errors}");
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in said.lines() {
        let (package, features) = line.split_once('|').unwrap();
        let name = package.split_whitespace().next().unwrap();
        let features = features.trim_end_matches(" (*)");
        let features = features.split(',').filter(|f| !f.is_empty());
        let entry = found.entry(name.to_owned()).or_default();
        entry.extend(features.map(str::to_owned));
    }
    found
}

/// The crates that reach the operating system past the C library, or wrap all of it, could open a
/// connection if their part for it were built in. It isn't.
#[test]
fn the_crates_that_wrap_the_system_are_built_without_their_sockets() {
    let features = features();
    assert!(features.len() > 50, "only {} crates", features.len());
    let mut looked_at = 0;
    for (name, part) in [
        ("rustix", "net"),
        ("nix", "net"),
        ("nix", "socket"),
        ("rustyline", "signal-hook"),
    ] {
        if let Some(built_with) = features.get(name) {
            looked_at += 1;
            assert!(!built_with.contains(part), "{name} is built with {part}");
        }
    }
    assert!(looked_at > 2, "none of these crates is used any more");
}
