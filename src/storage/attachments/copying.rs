//! One pass over a file: read, hashed and written. A large one is hashed beside the reading and
//! writing, which wait for the disk while the processor could work.

use super::{AttachmentError, unreadable};
use crate::domain::chain::Hash;
use crate::domain::evidence::MEDIA_TYPE_BYTES;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{Builder, Scope, ScopedJoinHandle};

/// How much is read, hashed and written at a time.
pub(super) const BLOCK: usize = 256 * 1024;

/// Blocks under way at most: together they are the memory a copy takes, whatever its length.
const BLOCKS: usize = 8;

/// Up to this length (4 MiB) a file is copied sooner than another thread begins.
const ALONE: u64 = 4 * 1024 * 1024;

/// One copy, and what it needs to know of its surroundings.
pub(super) struct Copying<'a> {
    /// The original, for errors.
    pub source: &'a Path,
    /// How many bytes there are to be.
    pub size: u64,
    /// What a failure to write is called.
    pub unwritable: &'a dyn Fn(&io::Error) -> AttachmentError,
    /// Told how many bytes of how many are copied; may stop the copy.
    pub watch: &'a mut dyn FnMut(u64, u64) -> ControlFlow<()>,
}

/// What was copied.
pub(super) struct Copied {
    /// The hash of its bytes.
    pub hash: Hash,
    /// Its first bytes, to tell what kind of file it is.
    pub beginning: Vec<u8>,
}

impl Copying<'_> {
    /// Copies to the end; what is written isn't synced yet.
    ///
    /// # Errors
    /// It can't be read or written, was stopped, or `unchanged` says of the original, read to its
    /// end, that it isn't what it was at the beginning.
    pub fn run(
        self,
        original: &mut File,
        copy: &mut dyn Write,
        unchanged: impl FnOnce(&File) -> bool,
    ) -> Result<Copied, AttachmentError> {
        std::thread::scope(|scope| {
            let hashing = match self.size > ALONE {
                true => Hashing::beside(scope),
                false => Hashing::here(),
            };
            self.whole(original, copy, unchanged, hashing)
        })
    }

    fn whole(
        self,
        original: &mut File,
        copy: &mut dyn Write,
        unchanged: impl FnOnce(&File) -> bool,
        mut hashing: Hashing<'_>,
    ) -> Result<Copied, AttachmentError> {
        let mut beginning = Vec::new();
        let mut copied = 0_u64;
        loop {
            let mut block = hashing.empty_block();
            let count = loop {
                match original.read(&mut block) {
                    Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                    read => break read.map_err(|e| unreadable(self.source, &e))?,
                }
            };
            if count == 0 {
                break;
            }
            let bytes = block.get(..count).unwrap_or_default();
            copy.write_all(bytes).map_err(|e| (self.unwritable)(&e))?;
            copied += count as u64;
            if (self.watch)(copied, self.size).is_break() {
                return Err(AttachmentError::Stopped(self.source.into()));
            }
            let wanted = MEDIA_TYPE_BYTES.saturating_sub(beginning.len());
            beginning.extend_from_slice(bytes.get(..wanted.min(count)).unwrap_or_default());
            hashing.take(block, count);
            // A file that grows as fast as it is read would never end.
            if copied > self.size {
                break;
            }
        }
        if copied != self.size || !unchanged(original) {
            return Err(AttachmentError::Changing(self.source.into()));
        }
        let hash = hashing.finished().map_err(|e| (self.unwritable)(&e))?;
        Ok(Copied { hash, beginning })
    }
}

/// A block and how many bytes of it are filled.
type Block = (Vec<u8>, usize);

/// Where the bytes are hashed.
enum Hashing<'scope> {
    /// Here, block by block.
    Here { hasher: Sha256, block: Vec<u8> },
    /// In a thread of its own, which gives the blocks back.
    Beside {
        thread: ScopedJoinHandle<'scope, Hash>,
        filled: SyncSender<Block>,
        hashed: Receiver<Block>,
        /// Blocks made so far.
        made: usize,
    },
}

impl<'scope> Hashing<'scope> {
    fn here() -> Hashing<'scope> {
        Hashing::Here {
            hasher: Sha256::new(),
            block: vec![0; BLOCK],
        }
    }

    /// In a thread of the scope; here, where the system has none to give.
    fn beside(scope: &'scope Scope<'scope, '_>) -> Hashing<'scope> {
        let (filled, to_hash) = sync_channel::<Block>(BLOCKS);
        let (give_back, hashed) = sync_channel::<Block>(BLOCKS);
        let thread = Builder::new().spawn_scoped(scope, move || {
            let mut hasher = Sha256::new();
            for (block, count) in to_hash {
                hasher.update(block.get(..count).unwrap_or_default());
                // Nobody takes the last ones back.
                let _ = give_back.send((block, 0));
            }
            Hash::finished(hasher)
        });
        match thread {
            Ok(thread) => Hashing::Beside {
                thread,
                filled,
                hashed,
                made: 0,
            },
            Err(_) => Hashing::here(),
        }
    }

    /// A block to read into.
    fn empty_block(&mut self) -> Vec<u8> {
        match self {
            Hashing::Here { block, .. } => std::mem::take(block),
            Hashing::Beside { hashed, made, .. } => {
                let used = match *made < BLOCKS {
                    true => hashed.try_recv().ok(),
                    false => hashed.recv().ok(),
                };
                used.map_or_else(
                    || {
                        *made += 1;
                        vec![0; BLOCK]
                    },
                    |(block, _)| block,
                )
            }
        }
    }

    fn take(&mut self, read: Vec<u8>, count: usize) {
        match self {
            Hashing::Here { hasher, block } => {
                hasher.update(read.get(..count).unwrap_or_default());
                *block = read;
            }
            Hashing::Beside { filled, .. } => {
                // A thread that ended early is found when it is joined.
                let _ = filled.send((read, count));
            }
        }
    }

    /// The hash of all that was taken.
    ///
    /// # Errors
    /// The thread ended early.
    fn finished(self) -> io::Result<Hash> {
        match self {
            Hashing::Here { hasher, .. } => Ok(Hash::finished(hasher)),
            Hashing::Beside {
                thread,
                filled,
                hashed,
                ..
            } => {
                drop((filled, hashed));
                thread.join().map_err(|_| io::Error::other("hashing"))
            }
        }
    }
}
