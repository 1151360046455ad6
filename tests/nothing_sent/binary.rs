//! The built binary: which functions of the system it can call at all.
//!
//! What is looked at: every symbol the dynamic linker must find for it. What that can't show: the
//! few crates that call the kernel without the C library (`rustix`) leave no symbol behind. That
//! their sockets aren't built in is checked on their features, and what a run really calls on
//! traced runs. Both stand beside this file.

use crate::support::BINARY;
use object::{Object, ObjectSymbol};
use std::collections::BTreeSet;

/// Functions without which nobody opens a connection, resolves a name, or has another program do
/// it. `socketpair` isn't among them: its two ends are joined to each other inside one process and
/// can't be joined to anything else; the line editor wakes itself with one when the window changes.
const CONNECTING: &[&str] = &[
    "socket",
    "connect",
    "bind",
    "listen",
    "accept",
    "accept4",
    "send",
    "sendto",
    "sendmsg",
    "sendmmsg",
    "recvfrom",
    "recvmmsg",
    "getpeername",
    "getsockname",
    "setsockopt",
    "getaddrinfo",
    "freeaddrinfo",
    "getnameinfo",
    "gethostbyname",
    "gethostbyname_r",
    "gethostbyaddr",
    "res_query",
    "res_search",
    "if_nametoindex",
    "getifaddrs",
    "dlopen",
    "execv",
    "execve",
    "execvp",
    "execvpe",
    "fexecve",
    "fork",
    "vfork",
    "posix_spawn",
    "posix_spawnp",
    "popen",
    "system",
    "io_uring_setup",
];

/// Libraries the binary may ask the linker for: the C library and its parts, nothing of a network.
const LIBRARIES: &[&str] = &[
    "libc.",
    "libm.",
    "libgcc_s.",
    "ld-linux",
    "libpthread.",
    "libdl.",
    "librt.",
];

fn base(symbol: &[u8]) -> String {
    let name = String::from_utf8_lossy(symbol).into_owned();
    name.split('@').next().unwrap_or_default().to_owned()
}

#[cfg(target_os = "linux")]
#[test]
fn the_binary_imports_nothing_that_opens_a_connection() {
    let bytes = std::fs::read(BINARY).unwrap();
    let file = object::File::parse(&*bytes).unwrap();
    let imports: BTreeSet<String> = file
        .dynamic_symbols()
        .filter(|symbol| symbol.is_undefined())
        .map(|symbol| base(symbol.name_bytes().unwrap()))
        .filter(|name| !name.is_empty())
        .collect();
    // The reading works: these the program can't do without.
    for known in ["open64", "write", "fsync", "rename"] {
        assert!(imports.contains(known), "{known} is not in {imports:?}");
    }
    assert!(imports.len() > 50, "{imports:?}");
    let found: Vec<_> = CONNECTING
        .iter()
        .filter(|c| imports.contains(**c))
        .collect();
    assert!(found.is_empty(), "{found:?}");
    eprintln!("{} imports, none of {}", imports.len(), CONNECTING.len());
}

/// A C library linked in whole would hide its functions from the linker's table; then they stand in
/// the table of the file itself.
#[cfg(target_os = "linux")]
#[test]
fn no_function_of_a_network_is_linked_in() {
    let bytes = std::fs::read(BINARY).unwrap();
    let file = object::File::parse(&*bytes).unwrap();
    let own: BTreeSet<String> = file
        .symbols()
        .filter(ObjectSymbol::is_definition)
        .map(|symbol| base(symbol.name_bytes().unwrap()))
        .collect();
    assert!(own.contains("main"), "the binary under test was stripped");
    let found: Vec<_> = CONNECTING.iter().filter(|c| own.contains(**c)).collect();
    assert!(found.is_empty(), "{found:?}");
    // The standard library's own way to a connection: dropped by the linker, because nothing uses
    // it. (What a pair of joined ends shares with it may stay.)
    let sockets: Vec<_> = own
        .iter()
        .filter(|name| {
            [
                "TcpStream7connect",
                "TcpListener4bind",
                "UdpSocket4bind",
                "lookup_host",
            ]
            .iter()
            .any(|way| name.contains(way))
        })
        .collect();
    assert!(sockets.is_empty(), "{sockets:#?}");
}

#[cfg(target_os = "linux")]
#[test]
fn the_binary_asks_for_the_c_library_alone() {
    let bytes = std::fs::read(BINARY).unwrap();
    let file = object::read::elf::ElfFile64::<object::Endianness>::parse(&*bytes).unwrap();
    let endian = file.endian();
    let sections = file.elf_section_table();
    let (dynamic, strings) = sections.dynamic(endian, &*bytes).unwrap().unwrap();
    let strings = sections.strings(endian, &*bytes, strings).unwrap();
    let mut needed = Vec::new();
    for entry in dynamic {
        use object::read::elf::Dyn;
        if entry.tag(endian) == object::elf::DT_NEEDED {
            let name = entry.string(endian, strings).unwrap();
            needed.push(String::from_utf8_lossy(name).into_owned());
        }
    }
    assert!(needed.iter().any(|n| n.starts_with("libc.")), "{needed:?}");
    for library in &needed {
        let known = LIBRARIES.iter().any(|l| library.starts_with(l));
        assert!(known, "{library}");
    }
}
